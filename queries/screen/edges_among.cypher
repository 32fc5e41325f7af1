/*
title: {ru: Связи между объектами, kk: Нысандар арасындағы байланыстар, en: Edges among entities}
purpose:
  ru: Связи внутри набора объектов, собранные по паре, виду и направлению.
  kk: Нысандар жиыны ішіндегі байланыстар, жұбы, түрі және бағыты бойынша жинақталған.
  en: Edges within a set of entities, bundled by pair, kind and direction.
parameters: [entities, kind, until]
returns:
  - from
  - to
  - kind
  - count
  - first
  - last
  - amount
  - sources
  - {name: days, type: list, title: {ru: Дни (с 01.01.1970), kk: Күндер (01.01.1970 бастап), en: Days (since 1970-01-01)}}
limit_default: 5000
*/
MATCH (asked:Entity) WHERE asked.id IN $entities
MATCH ANY (asked)-[:SAME_AS]-*(party)
WHERE party = asked OR NOT party.id IN $entities
WITH party, min(asked.id) AS from
MATCH (party)-[edge]->(other:Entity)
WITH from, edge, CASE WHEN other.id IN $entities THEN other.id ELSE other.canonical END AS to
WHERE to IN $entities AND type(edge) <> 'SAME_AS' AND ($kind IS NULL OR type(edge) IN $kind)
  AND ($until IS NULL
       OR coalesce(edge.time_ms, edge.first_ms, edge.from_ms, 0) < $until + 86400000
          AND coalesce(edge.known_ms, 0) < $until + 86400000)
WITH from, to, type(edge) AS kind, count(edge) AS count,
     min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
     max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last,
     sum(edge.amount_tiyn) AS amount, collect(head(edge.sources))[..20] AS sources,
     collect(DISTINCT CASE WHEN edge.time_ms IS NOT NULL THEN
       (edge.time_ms + 1000 * datetime({epochMillis: edge.time_ms, timezone: $zone}).offsetSeconds) / 86400000 END) AS days
RETURN from, to, kind, count, first, last,
       CASE WHEN kind = 'TRANSFERRED' THEN amount END AS amount, sources, days
ORDER BY count DESC, from, to, kind
LIMIT $limit
