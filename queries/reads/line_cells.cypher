/*
title: {ru: Где бывали номера, kk: Нөмірлер болған жерлер, en: Where lines were seen}
purpose:
  ru: Базовые станции названных номеров с их местом.
  kk: Аталған нөмірлердің базалық станциялары және олардың орны.
  en: The masts of the named numbers with their place.
parameters:
  - {name: phones, type: entities, title: {ru: Номера, kk: Нөмірлер, en: Phones}}
returns:
  - phone
  - cell
  - {name: lat, type: number, title: {ru: Широта, kk: Ендік, en: Latitude}}
  - {name: lon, type: number, title: {ru: Долгота, kk: Бойлық, en: Longitude}}
  - city
limit_default: 10000
*/
CALL () {
  UNWIND $phones AS id
  MATCH (x:Entity {id: id})-[:SEEN_AT]->(cell:Cell)
  RETURN x, cell LIMIT $most
}
RETURN x.id AS phone, cell.id AS cell, cell.lat AS lat, cell.lon AS lon, cell.city AS city
ORDER BY phone, cell
LIMIT $limit
