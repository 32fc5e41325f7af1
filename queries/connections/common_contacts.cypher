/*
title:
  ru: Общие контакты
  kk: Ортақ байланыстар
  en: Common contacts
purpose:
  ru: Номера и счета, которые связаны хотя бы с двумя из названных вызовами или переводами.
  kk: Аталғандардың кемінде екеуімен қоңырау немесе аударым арқылы байланысқан нөмірлер мен шоттар.
  en: Numbers and accounts that at least two of those named have calls or transfers with.
parameters: [entities, kind]
returns:
  - contact
  - registered_to
  - {name: shared_by, type: integer, title: {ru: Со сколькими из названных, kk: Аталғандардың нешеуімен, en: With how many of those named}}
  - count
  - first
  - last
  - sources
*/
UNWIND $entities AS id
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(who)
CALL (who) {
  RETURN who AS x
  UNION
  MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(x)
  RETURN x LIMIT $most / 10
}
WITH DISTINCT id, x LIMIT $most
MATCH (x)-[edge:CALLED|TRANSFERRED]-(contact)
WHERE $kind IS NULL OR type(edge) IN $kind
WITH id, contact, edge LIMIT $most
WITH contact, count(DISTINCT id) AS shared_by, count(edge) AS count, min(edge.time_ms) AS first,
     max(edge.time_ms) AS last, collect(edge) AS edges
WHERE shared_by > 1 AND NOT contact.id IN $entities
WITH * ORDER BY shared_by DESC, count, contact.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN contact.id AS contact, [(holder)-[:SUBSCRIBES|HOLDS]->(contact) | holder.name] AS registered_to,
       shared_by, count, first, last, sources
ORDER BY shared_by DESC, count, contact
