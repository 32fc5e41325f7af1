/*
title:
  ru: Связи вокруг
  kk: Маңындағы байланыстар
  en: Ties around
purpose:
  ru: 'Связи названных объектов, собранные по паре и виду; очень оживлённые не раскрываются.'
  kk: 'Аталған нысандардың жұбы мен түрі бойынша жинақталған байланыстары; тым белсенділері ашылмайды.'
  en: 'Ties of the named entities by pair and kind; very busy ones are not opened.'
parameters:
  - entities
  - kind
  - since
  - until
  - {name: hub, type: integer, title: {ru: 'Рёбер не больше', kk: 'Қырлар шегі', en: 'Edges at most'}}
returns:
  - from
  - to
  - kind
  - count
  - first
  - last
  - sources
*/
UNWIND $entities AS id
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(x)
WITH x WHERE COUNT { (x)--() } <= $hub
MATCH (x)-[edge]-(other:Entity)
WHERE CASE WHEN $kind IS NULL THEN NOT type(edge) IN ['MEMBER_OF', 'FOUND_IN', 'COVERS', 'SEEN_AT']
           ELSE type(edge) IN $kind END
  AND type(edge) <> 'SAME_AS'
  AND NOT coalesce(other.kind, '') IN ['short', 'sender']
  AND ($since IS NULL OR coalesce(edge.time_ms, edge.last_ms, edge.to_ms, $since) >= $since)
  AND ($until IS NULL OR coalesce(edge.time_ms, edge.first_ms, edge.from_ms, 0) < $until + 86400000)
WITH DISTINCT edge
WITH coalesce(startNode(edge).canonical, startNode(edge).id) AS from,
     coalesce(endNode(edge).canonical, endNode(edge).id) AS to, type(edge) AS kind, edge ORDER BY edge.time_ms, edge.id
WITH * WHERE from <> to
RETURN from, to, kind, sum(coalesce(edge.count, 1)) AS count,
       min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
       max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last,
       collect(head(edge.sources))[..20] AS sources
ORDER BY from, to, kind
LIMIT $limit
