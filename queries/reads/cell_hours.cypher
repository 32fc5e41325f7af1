/*
title:
  ru: Загрузка станций по часам
  kk: Станциялардың сағат бойынша жүктемесі
  en: How busy masts are by hour
purpose:
  ru: 'Сколько номеров было у станции и сколько вызовов через неё в каждый час суток, по выборке номеров.'
  kk: 'Станцияда неше нөмір болған және тәуліктің әр сағатында неше қоңырау, нөмірлер іріктемесі бойынша.'
  en: 'How many lines were at the mast and how many calls went through it in each hour of the day, from a sample of its lines.'
parameters:
  - {name: cells, type: entities, title: {ru: 'Станции', kk: 'Станциялар', en: 'Cells'}}
returns:
  - {name: cell, type: entity}
  - {name: hour, type: integer, title: {ru: 'Час', kk: 'Сағат', en: 'Hour'}}
  - {name: lines, type: integer, title: {ru: 'Номеров', kk: 'Нөмірлер', en: 'Lines'}}
  - calls
*/
UNWIND $cells AS id
MATCH (cell:Entity:Cell {id: id})
WITH cell, COUNT { (cell)<-[:SEEN_AT]-() } AS lines
CALL (cell) {
  MATCH (cell)<-[:SEEN_AT]-(x:Phone)
  RETURN x LIMIT 200
}
CALL (x, cell) {
  MATCH (x)-[call:CALLED]->()
  WITH cell, call LIMIT 2000
  WHERE call.cell = cell.cell
  RETURN call
}
RETURN cell.id AS cell, datetime({epochMillis: call.time_ms, timezone: $zone}).hour AS hour, lines, count(call) AS calls
ORDER BY cell, hour
LIMIT $limit
