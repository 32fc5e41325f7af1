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
MATCH (item)-[edge]-(other)
WHERE other <> arrest AND NOT type(edge) IN ['MEMBER_OF', 'FOUND_IN', 'COVERS', 'SEEN_AT']
WITH item, edge, other LIMIT $most
WITH item, type(edge) AS kind, count(DISTINCT coalesce(other.canonical, other.id)) AS others, count(edge) AS count,
     min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
     max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last, collect(edge) AS edges
ORDER BY item.id, kind
LIMIT $limit
CALL (edges, item) {
  UNWIND edges AS each
  WITH each, CASE WHEN startNode(each) = item THEN endNode(each) ELSE startNode(each) END AS other
  ORDER BY coalesce(each.time_ms, each.first_ms, each.from_ms), each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources, head(collect(other.id)) AS example
}
RETURN item.id AS item, kind, others, example, count, first, last, sources
ORDER BY item, kind
