/*
title:
  ru: 'Где бывает: дом, работа, ночь'
  kk: 'Қайда болады: үй, жұмыс, түн'
  en: 'Usual places: home, work, night'
purpose:
  ru: 'Базовые станции номера или номеров лица: сколько дней и вызовов, сколько из них ночью (22–06) и в рабочие часы (пн–пт 9–18).'
  kk: 'Нөмірдің немесе адам нөмірлерінің базалық станциялары: неше күн, неше қоңырау, түнде (22–06) және жұмыс уақытында (дс–жм 9–18) қаншасы.'
  en: "Masts of the number, or of a person's numbers, with days and calls, and how many at night (22-06) and in working hours (Mon-Fri 9-18)."
parameters:
  - who
  - since
  - until
returns:
  - {name: place, type: entity, title: {ru: Базовая станция, kk: Базалық станса, en: Cell}}
  - city
  - {name: days, type: integer, title: {ru: 'Дней', kk: 'Күндер', en: 'Days'}}
  - calls
  - {name: night, type: integer, title: {ru: 'Ночью', kk: 'Түнде', en: 'At night'}}
  - {name: work, type: integer, title: {ru: 'В рабочие часы', kk: 'Жұмыс уақытында', en: 'In working hours'}}
  - {name: hours, type: list, title: {ru: 'Часы', kk: 'Сағаттар', en: 'Hours'}}
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
WITH 'cell:' + call.cell AS place, count(DISTINCT date(local)) AS days, count(call) AS calls,
     sum(CASE WHEN local.hour >= 22 OR local.hour < 6 THEN 1 ELSE 0 END) AS night,
     sum(CASE WHEN local.dayOfWeek <= 5 AND local.hour >= 9 AND local.hour < 18 THEN 1 ELSE 0 END) AS work,
     collect(DISTINCT local.hour) AS hours, min(call.time_ms) AS first, max(call.time_ms) AS last, collect(call) AS edges
ORDER BY days DESC, calls DESC, place
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
OPTIONAL MATCH (cell:Entity:Cell {id: place})
RETURN place, cell.city AS city, days, calls, night, work,
       COLLECT { UNWIND hours AS hour RETURN toString(hour) AS hour ORDER BY toInteger(hour) } AS hours, first, last, sources
ORDER BY days DESC, calls DESC, place
