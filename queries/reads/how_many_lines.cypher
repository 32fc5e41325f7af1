/*
title: {ru: Сколько номеров, kk: Неше нөмір, en: How many lines}
purpose:
  ru: Сколько номеров известно графу.
  kk: Графқа неше нөмір белгілі.
  en: How many numbers the graph knows.
parameters: []
returns:
  - {name: lines, type: integer, title: {ru: Номеров, kk: Нөмірлер, en: Lines}}
limit_default: 10000
*/
MATCH (phone:Phone)
WITH count(phone) AS lines  // so that it is read from the store of counts; a LIMIT at once would count one by one
RETURN lines
LIMIT $limit
