/*
title:
  ru: Деньги по дням
  kk: Күн сайынғы ақша
  en: Money per day
purpose:
  ru: Сколько в каждый день пришло и ушло со счёта или со всех счетов лица и какой остался итог.
  kk: Шоттан немесе адамның барлық шотынан әр күні қанша түсіп, қанша кетті және қорытындысы.
  en: What came in and went out each day on an account or all accounts of a person, and the difference.
parameters: [who, since, until]
returns:
  - day
  - amount_in
  - amount_out
  - {name: difference, type: money, title: {ru: Разница, kk: Айырмасы, en: Difference}}
  - transfers
  - sources
limit_default: 400
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
CALL (who) {
  WITH who WHERE who:Account
  RETURN who AS x
  UNION
  MATCH (who)-[:HOLDS]->(x)
  RETURN x LIMIT $most / 10
}
WITH DISTINCT x LIMIT $most
MATCH (x)-[transfer:TRANSFERRED]-()
WHERE ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
WITH x, transfer LIMIT $most
WITH toString(date(datetime({epochMillis: transfer.time_ms, timezone: $zone}))) AS day,
     sum(CASE WHEN endNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_in,
     sum(CASE WHEN startNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_out,
     count(DISTINCT transfer) AS transfers, collect(transfer) AS edges
ORDER BY day
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN day, amount_in, amount_out, amount_in - amount_out AS difference, transfers, sources
ORDER BY day
