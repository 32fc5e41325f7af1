/*
title: {ru: Последний шаг, kk: Соңғы қадам, en: The last step}
purpose:
  ru: 'Что найдено последним шагом, собранное по объектам, дням или видам связей; кто достигнут раньше, и что ему принадлежит, не считается.'
  kk: 'Соңғы қадаммен табылғандар: нысандар, күндер не байланыс түрлері бойынша; бұрын жеткендер мен соларға тиесілі саналмайды.'
  en: 'What the last step finds, gathered by entity, day or kind of edge; who was reached before, and what is theirs, does not count.'
parameters:
  - entities
  - kind
  - {name: direction, type: choice, title: {ru: Направление, kk: Бағыты, en: Direction}, options: [both, out, in], default: both, required: false}
  - since
  - until
  - {name: least, type: money, title: {ru: Не меньше, kk: Кемінде, en: At least}, required: false}
  - {name: reached, type: entities, title: {ru: Уже пройдены, kk: Өтілгендер, en: Reached before}}
  - {name: gather, type: choice, title: {ru: Собрать, kk: Жинау, en: Gather by}, options: [ends, days, kinds], default: ends, required: false}
  - {name: sort, type: choice, title: {ru: Сначала, kk: Алдымен, en: First}, options: [count, amount, first, last], default: count, required: false}
returns:
  - {name: end, type: entity, title: {ru: Конец, kk: Соңы, en: End}}
  - day
  - kind
  - {name: through, type: integer, title: {ru: С предыдущего шага, kk: Алдыңғы қадамнан, en: From the step before}}
  - count
  - amount
  - first
  - last
  - sources
*/
CALL () {
  UNWIND $entities AS id
  MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(party)
  CALL (party) {
    RETURN party AS x
    UNION
    MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(x)
    RETURN x LIMIT $most / 10
  }
  WITH DISTINCT coalesce(party.canonical, party.id) AS from, party, x LIMIT $most
  CALL (party, x) {  // by kinds: a party's own registrations lead to what is its own
    WITH party, x WHERE x <> party
    MATCH (x)-[edge:CALLED|TRANSFERRED|USED_IN|SEEN_AT|HAS_SIM|HAS_CARD]-(other)
    RETURN edge, other
    UNION ALL
    WITH party, x WHERE x = party
    MATCH (x)<-[edge:SUBSCRIBES|CONTACT_PHONE|HOLDS]-(other)
    RETURN edge, other
    UNION ALL
    WITH party, x WHERE x = party
    MATCH (x)-[edge:ARRESTED_IN|CALLED|COVERS|DIED|FOUND_IN|HAS_CARD|HAS_SIM|IDENTIFIED_BY|LICENSED|LINKED_TO|MEMBER_OF|OF_SUBSTANCE|
               PERMITS|RECEIVED|SEEN_AT|SEIZED_ACCOUNT|SEIZED_CARD|SEIZED_DEVICE|SEIZED_PHONE|SHIPPED|TRANSFERRED|USED_IN]-(other)
    RETURN edge, other
  }
  WITH from, x, edge, other
  WHERE CASE WHEN $kind IS NULL THEN NOT edge:MEMBER_OF|FOUND_IN|COVERS ELSE type(edge) IN $kind END
    AND ($direction = 'both' OR ($direction = 'out') = (startNode(edge) = x))
    AND ($since IS NULL OR coalesce(edge.time_ms, edge.last_ms, edge.to_ms) >= $since)
    AND ($until IS NULL OR coalesce(edge.time_ms, edge.first_ms, edge.from_ms) < $until + 86400000)
    AND ($least IS NULL OR edge.amount_tiyn >= $least)
  RETURN from, edge, other LIMIT $most
}
WITH from, edge, CASE WHEN other:Person|Organisation THEN coalesce(other.canonical, other.id) ELSE other.id END AS goes_by
WHERE NOT goes_by IN $reached
WITH CASE $gather
       WHEN 'ends' THEN goes_by
       WHEN 'days' THEN toString(date(datetime({epochMillis: edge.time_ms, timezone: $zone})))
       ELSE type(edge)
     END AS told, from, edge
WITH told, count(DISTINCT from) AS through,
     sum(CASE WHEN edge:CALLED|TRANSFERRED THEN 1 ELSE coalesce(edge.count, 1) END) AS count,
     sum(CASE WHEN edge:TRANSFERRED THEN edge.amount_tiyn END) AS tiyn,
     sum(CASE WHEN edge:TRANSFERRED THEN 1 ELSE 0 END) AS transfers,
     min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
     max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last, collect(edge) AS edges
WHERE told IS NOT NULL
WITH told, through, count, CASE WHEN transfers > 0 THEN tiyn END AS amount, first, last, edges
ORDER BY CASE $sort WHEN 'count' THEN -count WHEN 'amount' THEN -amount WHEN 'first' THEN first ELSE -last END, told
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY coalesce(each.time_ms, each.first_ms, each.from_ms), each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN CASE $gather WHEN 'ends' THEN told END AS end, CASE $gather WHEN 'days' THEN told END AS day,
       CASE $gather WHEN 'kinds' THEN told END AS kind, through, count, amount, first, last, sources
ORDER BY CASE $sort WHEN 'count' THEN -count WHEN 'amount' THEN -amount WHEN 'first' THEN first ELSE -last END, told
