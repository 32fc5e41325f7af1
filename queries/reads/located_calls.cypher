/*
title:
  ru: Вызовы с местом
  kk: Орны бар қоңыраулар
  en: Calls with their place
purpose:
  ru: 'Исходящие вызовы номеров с местом базовой станции.'
  kk: 'Нөмірлердің базалық станция орны бар шығыс қоңыраулары.'
  en: 'Outgoing calls of the numbers with the place of the mast.'
parameters:
  - {name: phones, type: entities, title: {ru: 'Номера', kk: 'Нөмірлер', en: 'Phones'}}
  - since
  - until
returns:
  - phone
  - time
  - {name: cell, type: entity}
  - {name: lat, type: number, title: {ru: 'Широта', kk: 'Ендік', en: 'Latitude'}}
  - {name: lon, type: number, title: {ru: 'Долгота', kk: 'Бойлық', en: 'Longitude'}}
  - sources
*/
CALL () {
  UNWIND $phones AS id
  MATCH (x:Entity {id: id})-[call:CALLED]->()
  WHERE call.cell IS NOT NULL
    AND ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
  RETURN x, call LIMIT $most
}
MATCH (cell:Entity:Cell {id: 'cell:' + call.cell})
RETURN x.id AS phone, call.time_ms AS time, cell.id AS cell, cell.lat AS lat, cell.lon AS lon, call.sources AS sources
ORDER BY time, phone, call.id
LIMIT $limit
