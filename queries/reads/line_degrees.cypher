/*
title: {ru: Сколько номеров знают номер, kk: Нөмірді неше нөмір біледі, en: How many lines know a line}
purpose:
  ru: С каким числом номеров связывался каждый из названных; у очень известных — число вызовов.
  kk: Аталғандардың әрқайсысы неше нөмірмен байланысқан; өте танымалдарында — қоңыраулар саны.
  en: With how many lines each of the named ones talked; of very well-known ones, the number of calls.
parameters:
  - {name: phones, type: entities, title: {ru: Номера, kk: Нөмірлер, en: Phones}}
  - {name: hub, type: integer, title: {ru: Считать до, kk: Осыған дейін санау, en: Count up to}}
returns:
  - phone
  - {name: degree, type: integer, title: {ru: Номеров, kk: Нөмірлер, en: Lines}}
limit_default: 10000
*/
UNWIND $phones AS id
MATCH (x:Entity {id: id})
WITH x, COUNT { (x)-[:CALLED]-() } AS calls
CALL (x, calls) {
  WITH x, calls WHERE calls > $hub
  RETURN calls AS degree
  UNION
  WITH x, calls WHERE calls <= $hub
  MATCH (x)-[:CALLED]-(other)
  RETURN count(DISTINCT other) AS degree
}
RETURN x.id AS phone, degree
ORDER BY phone
LIMIT $limit
