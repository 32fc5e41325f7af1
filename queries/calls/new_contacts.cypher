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
CALL (who) {
  WITH who WHERE who:Phone
  RETURN who AS x
  UNION
  MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
  RETURN x LIMIT $most / 10
}
WITH DISTINCT x LIMIT $most
MATCH (x)-[call:CALLED]-(contact)
WITH contact, call LIMIT $most
WITH contact, count(call) AS calls, min(call.time_ms) AS first, max(call.time_ms) AS last, collect(call) AS edges
WHERE first >= $since
WITH contact, calls, first, last, edges ORDER BY first, contact.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN contact.id AS contact, [(holder)-[:SUBSCRIBES]->(contact) | holder.name] AS registered_to,
       first, last, calls, sources
ORDER BY first, contact
