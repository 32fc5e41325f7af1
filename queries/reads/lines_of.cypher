/*
title: {ru: Номера и счета лиц, kk: Адамдардың нөмірлері мен шоттары, en: Numbers and accounts of persons}
purpose:
  ru: Что принадлежит названным объектам.
  kk: Аталған нысандарға не тиесілі.
  en: What belongs to the named entities.
parameters: [entities]
returns:
  - {name: line, type: entity, title: {ru: Номер или счёт, kk: Нөмір не шот, en: Number or account}}
*/
UNWIND $entities AS id
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(party)
MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(line)
WITH line LIMIT $most
RETURN DISTINCT line.id AS line
LIMIT $limit
