/*
title:
  ru: Загрузка станций по часам
  kk: Станциялардың сағат бойынша жүктемесі
  en: How busy masts are by hour
purpose:
  ru: 'Сколько номеров было у станции; и в какой час суток её номера были там впервые и в последний раз, по выборке номеров.'
  kk: 'Станцияда неше нөмір болған; және оның нөмірлері тәуліктің қай сағатында алғаш және соңғы рет болған, нөмірлер іріктемесі бойынша.'
  en: 'How many lines were at the mast; and in which hour of the day its lines were there first and last, from a sample of its lines.'
parameters:
  - {name: cells, type: entities, title: {ru: 'Станции', kk: 'Станциялар', en: 'Cells'}}
returns:
  - {name: cell, type: entity}
  - {name: hour, type: integer, title: {ru: 'Час', kk: 'Сағат', en: 'Hour'}}
  - {name: lines, type: integer, title: {ru: 'Номеров', kk: 'Нөмірлер', en: 'Lines'}}
  - {name: moments, type: integer, title: {ru: 'Моментов', kk: 'Сәттер', en: 'Moments'}}
*/
UNWIND $cells AS id
MATCH (cell:Entity:Cell {id: id})
WITH cell, COUNT { (cell)<-[:SEEN_AT]-() } AS lines
CALL (cell) {  // of each line two moments that the edge itself bears: its calls would be a page of the disk each
  MATCH (cell)<-[seen:SEEN_AT]-(:Phone)
  WITH seen LIMIT 500
  UNWIND CASE WHEN seen.first_ms = seen.last_ms THEN [seen.first_ms] ELSE [seen.first_ms, seen.last_ms] END AS time_ms
  RETURN time_ms
}
RETURN cell.id AS cell, datetime({epochMillis: time_ms, timezone: $zone}).hour AS hour, lines, count(*) AS moments
ORDER BY cell, hour
LIMIT $limit
