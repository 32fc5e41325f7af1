/*
title:
  ru: Соседи
  kk: Көршілері
  en: Neighbours
purpose:
  ru: Всё, с чем объект связан напрямую, по видам связей и направлению, начиная с самых частых; находки — только по просьбе.
  kk: Нысан тікелей байланысқан барлық нәрсе, байланыс түрі мен бағыты бойынша, ең жиісінен бастап; табылған желілер тек сұралса.
  en: Everything the entity is tied to directly, by kind and direction, most frequent first; findings only if asked for.
parameters: [entity, kind]
returns:
  - {name: neighbour, type: entity, title: {ru: Сосед, kk: Көршісі, en: Neighbour}}
  - label
  - name
  - kind
  - {name: outgoing, type: text, title: {ru: Направление, kk: Бағыты, en: Direction}}
  - count
  - first
  - last
  - amount
  - sources
counted: true
*/
MATCH (entity:Entity {id: $entity})
CALL (entity) {
  MATCH (entity)-[edge]-(other:Entity)
  WHERE CASE WHEN $kind IS NULL THEN NOT type(edge) IN ['MEMBER_OF', 'FOUND_IN'] ELSE type(edge) IN $kind END
  RETURN count(DISTINCT other) AS total
}
MATCH (entity)-[edge]-(neighbour:Entity)
WHERE CASE WHEN $kind IS NULL THEN NOT type(edge) IN ['MEMBER_OF', 'FOUND_IN'] ELSE type(edge) IN $kind END
WITH total, neighbour, type(edge) AS kind, startNode(edge) = entity AS outgoing, count(edge) AS count,
     min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
     max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last,
     sum(edge.amount_tiyn) AS amount, collect(head(edge.sources))[..20] AS sources
ORDER BY count DESC, neighbour.id, kind, outgoing
LIMIT $limit
RETURN neighbour.id AS neighbour, head([label IN labels(neighbour) WHERE label <> 'Entity']) AS label,
       coalesce(neighbour.name, head([(holder)-[:SUBSCRIBES|HOLDS]->(neighbour) | holder.name])) AS name,
       kind, CASE WHEN outgoing THEN '→' ELSE '←' END AS outgoing, count, first, last,
       CASE WHEN kind = 'TRANSFERRED' THEN amount END AS amount, sources, total
