/*
title:
  ru: Изъятое встречается ещё где-то
  kk: Тәркіленген зат басқа жерде кездеседі
  en: Seized items that occur elsewhere
purpose:
  ru: Изъятые телефоны, аппараты, карты и счета, которые есть в других задержаниях, вызовах, переводах или у других лиц.
  kk: Басқа ұстауларда, қоңырауларда, аударымдарда немесе басқа адамдарда кездесетін тәркіленген телефон, аппарат, карта мен шоттар.
  en: Seized phones, handsets, cards and accounts that occur in other arrests, calls, transfers or with other people.
parameters: [arrest]
returns:
  - {name: item, type: entity, title: {ru: Изъято, kk: Тәркіленген, en: Seized}}
  - kind
  - {name: others, type: integer, title: {ru: С другими объектами, kk: Басқа нысандармен, en: Other entities}}
  - {name: example, type: entity, title: {ru: Например, kk: Мысалы, en: Such as}}
  - count
  - first
  - last
  - sources
*/
MATCH (arrest:Entity:Arrest {id: $arrest})-[:SEIZED_PHONE|SEIZED_DEVICE|SEIZED_ACCOUNT|SEIZED_CARD]->(item)
WITH DISTINCT arrest, item
MATCH (item)-[edge]-(other:Entity)
WHERE other <> arrest AND NOT type(edge) IN ['MEMBER_OF', 'FOUND_IN', 'COVERS', 'SEEN_AT']
WITH item, edge, other ORDER BY coalesce(edge.time_ms, edge.first_ms, edge.from_ms), edge.id
RETURN item.id AS item, type(edge) AS kind, count(DISTINCT coalesce(other.canonical, other.id)) AS others, head(collect(other.id)) AS example,
       count(edge) AS count, min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
       max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last, collect(head(edge.sources))[..20] AS sources
ORDER BY item, kind
LIMIT $limit
