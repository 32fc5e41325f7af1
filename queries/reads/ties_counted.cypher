/*
title:
  ru: Связи вокруг, сосчитанные
  kk: Маңындағы байланыстар саны
  en: Ties around, counted
purpose:
  ru: 'Сколько связей у названных объектов по паре и виду; свойства связей не читаются, если не спрошены дни.'
  kk: 'Аталған нысандардың жұбы мен түрі бойынша байланыс саны; күндер сұралмаса, байланыс қасиеттері оқылмайды.'
  en: 'How many ties the named entities have by pair and kind; of the ties nothing is read unless days are asked for.'
parameters:
  - entities
  - kind
  - since
  - until
returns:
  - from
  - to
  - kind
  - count
*/
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
UNWIND CASE WHEN entity.canonical IS NULL THEN [entity]
            ELSE COLLECT { MATCH ANY (entity)-[:SAME_AS]-*(x) RETURN x } END AS x
MATCH (x)-[edge]-(other:Entity)
WHERE CASE WHEN $kind IS NULL THEN NOT edge:MEMBER_OF|FOUND_IN|COVERS|SEEN_AT ELSE type(edge) IN $kind END
  AND NOT edge:SAME_AS
  AND ($since IS NULL OR coalesce(edge.time_ms, edge.last_ms, edge.to_ms, $since) >= $since)
  AND ($until IS NULL OR coalesce(edge.time_ms, edge.first_ms, edge.from_ms, 0) < $until + 86400000)
WITH entity, other, type(edge) AS kind, startNode(edge) = x AS outgoing,
     sum(CASE WHEN edge:SEEN_AT|USED_IN|HAS_SIM THEN coalesce(edge.count, 1) ELSE 1 END) AS count
WHERE NOT coalesce(other.kind, '') IN ['short', 'sender']
WITH coalesce(entity.canonical, entity.id) AS here, coalesce(other.canonical, other.id) AS there, kind, outgoing,
     sum(count) AS count
WHERE here <> there
RETURN CASE WHEN outgoing THEN here ELSE there END AS from, CASE WHEN outgoing THEN there ELSE here END AS to, kind, count
ORDER BY from, to, kind
LIMIT $limit
