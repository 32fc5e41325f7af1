/*
title:
  ru: Кто соединяет две сети
  kk: Екі желіні кім байланыстырады
  en: Who joins two networks
purpose:
  ru: 'Номера, счета и лица, связанные хотя бы с одним из первых и хотя бы с одним из вторых.'
  kk: 'Біріншілердің кемінде біреуімен және екіншілердің кемінде біреуімен байланысқан нөмірлер, шоттар және адамдар.'
  en: 'Numbers, accounts and persons tied to at least one of the first and at least one of the second.'
parameters:
  - {name: a, type: entities, title: {ru: Первые через запятую, kk: Үтірмен біріншілер, en: The first with commas between}}
  - {name: b, type: entities, title: {ru: Вторые через запятую, kk: Үтірмен екіншілер, en: The second with commas between}}
  - kind
returns:
  - contact
  - label
  - registered_to
  - {name: of_first, type: integer, title: {ru: 'С первыми', kk: 'Біріншілермен', en: 'Of the first'}}
  - {name: of_second, type: integer, title: {ru: 'Со вторыми', kk: 'Екіншілермен', en: 'Of the second'}}
  - count
  - first
  - last
  - sources
*/
UNWIND [id IN $a | {side: 1, id: id}] + [id IN $b | {side: 2, id: id}] AS one
MATCH ANY (:Entity {id: one.id})-[:SAME_AS]-*(party)
WITH collect({one: one, party: party}) AS sides, collect(party) AS parties
UNWIND sides AS side
WITH parties, side.one AS one, side.party AS party
CALL (party) {
  RETURN party AS x
  UNION
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(x)
  RETURN x LIMIT $most / 10
}
WITH DISTINCT parties, one, x LIMIT $most
MATCH (x)-[edge]-(contact:Entity)
WHERE CASE WHEN $kind IS NULL THEN NOT type(edge) IN ['MEMBER_OF', 'FOUND_IN', 'COVERS', 'SEEN_AT', 'SAME_AS']
           ELSE type(edge) IN $kind END
  AND NOT contact IN parties AND NOT coalesce(contact.kind, '') IN ['short', 'sender']
WITH one, contact, edge LIMIT $most
WITH one, coalesce(contact.canonical, contact.id) AS id, edge
WITH id, count(DISTINCT CASE WHEN one.side = 1 THEN one.id END) AS of_first,
     count(DISTINCT CASE WHEN one.side = 2 THEN one.id END) AS of_second, count(DISTINCT edge) AS count,
     min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
     max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last, collect(DISTINCT edge) AS edges
WHERE of_first > 0 AND of_second > 0
WITH * ORDER BY of_first + of_second DESC, count DESC, id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY coalesce(each.time_ms, each.first_ms, each.from_ms), each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
MATCH (contact:Entity {id: id})
RETURN contact.id AS contact, head([label IN labels(contact) WHERE label <> 'Entity']) AS label,
       [(holder)-[:SUBSCRIBES|HOLDS]->(contact) | holder.name] AS registered_to, of_first, of_second, count, first, last,
       sources
ORDER BY of_first + of_second DESC, count DESC, contact
