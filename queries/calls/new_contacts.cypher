/*
title:
  ru: Новые контакты с дня
  kk: Белгілі күннен бергі жаңа байланыстар
  en: New contacts since a day
purpose:
  ru: С кем этот номер или это лицо впервые связалось в этот день или позже.
  kk: Бұл нөмір немесе адам осы күні не одан кейін алғаш рет кіммен сөйлесті.
  en: Whom this number or person was first in touch with on that day or later.
parameters: [who, {name: since, required: true}]
returns: [contact, registered_to, first, last, calls, sources]
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE*0..1]->(x:Phone)
WITH DISTINCT x
MATCH (x)-[call:CALLED]-(contact:Phone)
WITH contact, call ORDER BY call.time_ms, call.id
WITH contact, count(call) AS calls, min(call.time_ms) AS first, max(call.time_ms) AS last,
     collect(head(call.sources))[..20] AS sources
WHERE first >= $since
RETURN contact.id AS contact, [(holder)-[:SUBSCRIBES]->(contact) | holder.name] AS registered_to,
       first, last, calls, sources
ORDER BY first, contact
LIMIT $limit
