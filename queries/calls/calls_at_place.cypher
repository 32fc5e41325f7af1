/*
title:
  ru: Вызовы у места и времени
  kk: Орын мен уақыт маңындағы қоңыраулар
  en: Calls around a place and time
purpose:
  ru: 'Какие номера звонили через эту базовую станцию за столько минут до и после.'
  kk: 'Осы базалық станция арқылы сонша минут бұрын және кейін қандай нөмірлер қоңырау шалған.'
  en: 'Which numbers called through this mast so many minutes before and after.'
parameters:
  - {name: cell, type: entity, of: Cell, title: {ru: Базовая станция, kk: Базалық станса, en: Cell}}
  - {name: at, type: time, title: {ru: 'Время', kk: 'Уақыты', en: 'Time'}}
  - {name: minutes, type: integer, title: {ru: 'Минут до и после', kk: 'Минут бұрын және кейін', en: 'Minutes before and after'}, default: 60, required: false, least: 1, most: 10080, narrows: smaller}
returns:
  - time
  - from
  - registered_to
  - to
  - call_kind
  - duration
  - sources
*/
CALL () {
  MATCH (cell:Entity:Cell {id: $cell})<-[seen:SEEN_AT]-(x)
  WHERE coalesce(seen.first_ms, $at) <= $at + $minutes * 60000 AND coalesce(seen.last_ms, $at) >= $at - $minutes * 60000
  WITH cell, x LIMIT $most
  MATCH (x)-[call:CALLED]->(to)
  WHERE abs(call.time_ms - $at) <= $minutes * 60000 AND call.cell = cell.cell
  RETURN x, call, to LIMIT $most
}
RETURN call.time_ms AS time, x.id AS from, [(holder)-[:SUBSCRIBES]->(x) | holder.name] AS registered_to, to.id AS to,
       call.kind AS call_kind, call.duration_s AS duration, call.sources AS sources
ORDER BY time, call.id
LIMIT $limit
