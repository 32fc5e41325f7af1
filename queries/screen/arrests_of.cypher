/*
title: {ru: Задержания набора, kk: Жиынның ұстаулары, en: Arrests of a set}
purpose:
  ru: Задержания, в которых задержаны названные лица или изъяты названные номера, аппараты, счета и карты.
  kk: Аталған адамдар ұсталған немесе аталған нөмірлер, аппараттар, шоттар мен карталар тәркіленген ұстаулар.
  en: Arrests in which the named persons were held or the named phones, handsets, accounts and cards were seized.
parameters: [entities, until]
returns:
  - arrest
  - time
  - article
  - city
  - place
  - {name: substance, type: text, title: {ru: Вещество, kk: Зат, en: Substance}}
  - {name: mass_g, type: number, title: {ru: 'Масса, г', kk: 'Салмағы, г', en: 'Mass, g'}}
  - {name: cash, type: money, title: {ru: Изъято наличных, kk: Тәркіленген қолма-қол ақша, en: Cash seized}}
  - {name: touched, type: entity, title: {ru: Кого и что затронуло, kk: Кімге және неге қатысты, en: Whom and what it touched}}
  - sources
limit_default: 500
*/
UNWIND $entities AS id
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(touched)
MATCH (touched)-[edge:ARRESTED_IN|SEIZED_PHONE|SEIZED_DEVICE|SEIZED_ACCOUNT|SEIZED_CARD]-(arrest:Arrest)
WHERE $until IS NULL
   OR (arrest.time_ms < $until + 86400000 AND coalesce(edge.known_ms, arrest.time_ms) < $until + 86400000)
WITH arrest, collect(DISTINCT id) AS touched, collect(head(edge.sources)) AS sources
RETURN arrest.id AS arrest, arrest.time_ms AS time, arrest.article AS article, arrest.city AS city, arrest.place AS place,
       arrest.substance AS substance, arrest.mass_g AS mass_g, arrest.cash_tiyn AS cash, touched, sources
ORDER BY time, arrest
LIMIT $limit
