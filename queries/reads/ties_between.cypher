/*
title:
  ru: Связи пар
  kk: Жұптардың байланыстары
  en: Ties of pairs
purpose:
  ru: 'Связи каждой названной пары по виду: когда, и на каких строках они держатся.'
  kk: 'Әр аталған жұптың түрі бойынша байланыстары: қашан және қай жолдарға сүйенеді.'
  en: 'Ties of each named pair by kind: when, and the rows they rest on.'
parameters:
  - {name: ones, type: entities, title: {ru: Первые, kk: Біріншілері, en: The first of each}}
  - {name: others, type: entities, title: {ru: Вторые, kk: Екіншілері, en: The second of each}}
  - kind
  - since
  - until
returns:
  - from
  - to
  - kind
  - count
  - first
  - last
  - {name: times, type: list, title: {ru: 'Времена', kk: 'Уақыттары', en: 'Times'}}
  - sources
*/
UNWIND range(0, size($ones) - 1) AS at
MATCH (one:Entity {id: $ones[at]})
MATCH (other:Entity {id: $others[at]})
UNWIND CASE WHEN one.canonical IS NULL THEN [one]
            ELSE COLLECT { MATCH ANY (one)-[:SAME_AS]-*(x) RETURN x } END AS x
UNWIND CASE WHEN other.canonical IS NULL THEN [other]
            ELSE COLLECT { MATCH ANY (other)-[:SAME_AS]-*(y) RETURN y } END AS y
MATCH (x)-[edge]-(y)
WHERE CASE WHEN $kind IS NULL THEN NOT edge:MEMBER_OF|FOUND_IN|COVERS|SEEN_AT ELSE type(edge) IN $kind END
  AND NOT edge:SAME_AS
  AND ($since IS NULL OR coalesce(edge.time_ms, edge.last_ms, edge.to_ms, $since) >= $since)
  AND ($until IS NULL OR coalesce(edge.time_ms, edge.first_ms, edge.from_ms, 0) < $until + 86400000)
WITH coalesce(startNode(edge).canonical, startNode(edge).id) AS from,
     coalesce(endNode(edge).canonical, endNode(edge).id) AS to, type(edge) AS kind, edge ORDER BY edge.time_ms, edge.id
RETURN from, to, kind, sum(coalesce(edge.count, 1)) AS count,
       min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
       max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last,
       [time IN collect(edge.time_ms)[..200] | toString(time)] AS times, collect(head(edge.sources))[..20] AS sources
ORDER BY from, to, kind
LIMIT $limit
