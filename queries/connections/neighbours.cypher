/*
title:
  ru: Соседи
  kk: Көршілері
  en: Neighbours
purpose:
  ru: Всё, с чем объект связан напрямую, по видам связей и направлению, начиная с самых частых; находки — только по просьбе.
  kk: Нысан тікелей байланысқан барлық нәрсе, байланыс түрі мен бағыты бойынша, ең жиісінен бастап; табылған желілер тек сұралса.
  en: Everything the entity is tied to directly, by kind and direction, most frequent first; findings only if asked for.
parameters:
  - entity
  - kind
  - since
  - until
  - {name: least, type: money, title: {ru: 'Перевод не меньше, тенге', kk: 'Аударым кемінде, теңге', en: 'Transfers of at least, tenge'}, required: false, narrows: larger}
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
MATCH ANY (:Entity {id: $entity})-[:SAME_AS]-*(entity)
WITH collect(entity) AS parties
CALL (parties) {
  UNWIND parties AS entity
  MATCH (entity)-[edge]-(other)
  WHERE CASE WHEN $kind IS NULL THEN NOT type(edge) IN ['MEMBER_OF', 'FOUND_IN'] ELSE type(edge) IN $kind END
    AND ($since IS NULL OR coalesce(edge.time_ms, edge.last_ms, edge.to_ms) >= $since)
    AND ($until IS NULL OR coalesce(edge.time_ms, edge.first_ms, edge.from_ms) < $until + 86400000)
    AND ($least IS NULL OR edge.amount_tiyn >= $least)
    AND NOT other IN parties
  WITH other LIMIT $most
  RETURN count(DISTINCT coalesce(other.canonical, other.id)) AS total
}
UNWIND parties AS entity
MATCH (entity)-[edge]-(other)
WHERE CASE WHEN $kind IS NULL THEN NOT type(edge) IN ['MEMBER_OF', 'FOUND_IN'] ELSE type(edge) IN $kind END
  AND ($since IS NULL OR coalesce(edge.time_ms, edge.last_ms, edge.to_ms) >= $since)
  AND ($until IS NULL OR coalesce(edge.time_ms, edge.first_ms, edge.from_ms) < $until + 86400000)
  AND ($least IS NULL OR edge.amount_tiyn >= $least)
  AND NOT other IN parties
WITH total, entity, edge, other LIMIT $most
WITH total, coalesce(other.canonical, other.id) AS id, type(edge) AS kind, startNode(edge) = entity AS outgoing,
     collect(edge) AS edges, count(edge) AS count, min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
     max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last, sum(edge.amount_tiyn) AS amount
ORDER BY count DESC, id, kind, outgoing
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY coalesce(each.time_ms, each.first_ms, each.from_ms), each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
MATCH (neighbour:Entity {id: id})
RETURN neighbour.id AS neighbour, head([label IN labels(neighbour) WHERE label <> 'Entity']) AS label,
       coalesce(neighbour.name, head([(holder)-[:SUBSCRIBES|HOLDS]->(neighbour) | holder.name])) AS name,
       kind, CASE WHEN outgoing THEN '→' ELSE '←' END AS outgoing, count, first, last,
       CASE WHEN kind = 'TRANSFERRED' THEN amount END AS amount, sources, total
ORDER BY count DESC, neighbour, kind, outgoing
