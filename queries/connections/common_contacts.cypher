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
MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS*0..1]->(x)
WITH DISTINCT id, x
MATCH (x)-[edge:CALLED|TRANSFERRED]-(contact)
WHERE NOT contact.id IN $entities AND ($kind IS NULL OR type(edge) IN $kind)
WITH id, contact, edge ORDER BY edge.time_ms, edge.id
WITH contact, count(DISTINCT id) AS shared_by, count(edge) AS count, min(edge.time_ms) AS first,
     max(edge.time_ms) AS last, collect(head(edge.sources))[..20] AS sources
WHERE shared_by > 1
RETURN contact.id AS contact, [(holder)-[:SUBSCRIBES|HOLDS]->(contact) | holder.name] AS registered_to,
       shared_by, count, first, last, sources
ORDER BY shared_by DESC, count, contact
LIMIT $limit
