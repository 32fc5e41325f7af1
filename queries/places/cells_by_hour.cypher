/*
title:
  ru: Где бывает по часам
  kk: Сағат бойынша қайда болады
  en: Places by hour
purpose:
  ru: 'Вышки номера или номеров лица в каждый час суток: сколько дней и вызовов.'
  kk: 'Нөмірдің немесе адам нөмірлерінің тәуліктің әр сағатындағы станциялары: неше күн және қоңырау.'
  en: 'Masts of the number, or of a person''s numbers, in each hour of the day: how many days and calls.'
parameters: [who, since, until]
returns:
  - {name: hour, type: integer, title: {ru: Час, kk: Сағат, en: Hour}}
  - {name: place, type: entity, title: {ru: Место, kk: Орны, en: Place}}
  - city
  - {name: days, type: integer, title: {ru: Дней, kk: Күн, en: Days}}
  - calls
  - first
  - last
  - sources
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
CALL (who) {
  WITH who WHERE who:Phone
  RETURN who AS x
  UNION
  MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
  RETURN x LIMIT $most / 10
}
WITH DISTINCT x LIMIT $most
MATCH (x)-[call:CALLED]->()
WHERE call.cell IS NOT NULL AND ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
WITH call LIMIT $most
WITH call, datetime({epochMillis: call.time_ms, timezone: $zone}) AS local
WITH local.hour AS hour, 'cell:' + call.cell AS place, count(DISTINCT date(local)) AS days, count(call) AS calls,
     min(call.time_ms) AS first, max(call.time_ms) AS last, collect(call) AS edges
ORDER BY hour, days DESC, calls DESC, place
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
OPTIONAL MATCH (cell:Entity:Cell {id: place})
RETURN hour, place, cell.city AS city, days, calls, first, last, sources
ORDER BY hour, days DESC, calls DESC, place
