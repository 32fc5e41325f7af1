/*
title: {ru: Активность по дням, kk: Күн сайынғы белсенділік, en: Activity per day}
purpose:
  ru: Сколько вызовов, переводов и задержаний у набора объектов в каждый день.
  kk: Нысандар жиынында әр күні қанша қоңырау, аударым және ұстау болды.
  en: How many calls, transfers and arrests a set of entities has on each day.
parameters: [entities, until]
returns:
  - day
  - calls
  - transfers
  - amount
  - {name: arrests, type: integer, title: {ru: Задержаний, kk: Ұстаулар саны, en: Arrests}}
limit_default: 5000
*/
CALL () {
  UNWIND $entities AS id
  MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(party)
  MATCH (party)-[edge:CALLED|TRANSFERRED]-()
  WITH DISTINCT edge LIMIT $most
  WHERE $until IS NULL OR coalesce(edge.known_ms, 0) < $until + 86400000
  RETURN type(edge) AS kind, edge.time_ms AS time, edge.amount_tiyn AS tiyn
  UNION ALL
  UNWIND $entities AS id
  MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(party)
  MATCH (party)-[:ARRESTED_IN|SEIZED_PHONE|SEIZED_ACCOUNT|SEIZED_DEVICE]-(arrest:Arrest)
  WITH DISTINCT arrest
  RETURN 'ARREST' AS kind, arrest.time_ms AS time, null AS tiyn
}
WITH time, kind, tiyn WHERE $until IS NULL OR time < $until + 86400000
WITH toString(date(datetime({epochMillis: time, timezone: $zone}))) AS day, kind, tiyn
RETURN day, sum(CASE WHEN kind = 'CALLED' THEN 1 ELSE 0 END) AS calls,
       sum(CASE WHEN kind = 'TRANSFERRED' THEN 1 ELSE 0 END) AS transfers, sum(tiyn) AS amount,
       sum(CASE WHEN kind = 'ARREST' THEN 1 ELSE 0 END) AS arrests
ORDER BY day
LIMIT $limit
