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
MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE*0..1]->(x:Phone)
WITH DISTINCT x
MATCH (x)-[call:CALLED]->()
WHERE call.cell IS NOT NULL AND ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
WITH call, datetime({epochMillis: call.time_ms, timezone: $zone}) AS local ORDER BY call.time_ms, call.id
WITH 'cell:' + call.cell AS place, count(DISTINCT date(local)) AS days, count(call) AS calls,
     sum(CASE WHEN local.hour >= 22 OR local.hour < 6 THEN 1 ELSE 0 END) AS night,
     sum(CASE WHEN local.dayOfWeek <= 5 AND local.hour >= 9 AND local.hour < 18 THEN 1 ELSE 0 END) AS work,
     collect(DISTINCT toString(local.hour)) AS hours, min(call.time_ms) AS first, max(call.time_ms) AS last,
     collect(head(call.sources))[..20] AS sources
OPTIONAL MATCH (cell:Entity:Cell {id: place})
RETURN place, cell.city AS city, days, calls, night, work, hours, first, last, sources
ORDER BY days DESC, calls DESC, place
LIMIT $limit
