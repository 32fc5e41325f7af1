/*
title:
  ru: Главные контакты
  kk: Негізгі байланыстар
  en: Top contacts
purpose:
  ru: С кем этот номер или это лицо связывается чаще всего, кто кому звонит, первый и последний раз.
  kk: Бұл нөмір немесе адам кіммен жиі сөйлеседі, кім кімге қоңырау шалады, алғашқы және соңғы рет.
  en: Whom this number or person is in touch with most, who calls whom, first and last time.
parameters: [who, since, until]
returns: [contact, registered_to, calls, calls_in, calls_out, first, last, sources]
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
WHERE ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
WITH x, contact, call LIMIT $most
WITH contact, count(call) AS calls, sum(CASE WHEN startNode(call) = x THEN 1 ELSE 0 END) AS calls_out,
     min(call.time_ms) AS first, max(call.time_ms) AS last, collect(call) AS edges
ORDER BY calls DESC, contact.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN contact.id AS contact, [(holder)-[:SUBSCRIBES]->(contact) | holder.name] AS registered_to,
       calls, calls - calls_out AS calls_in, calls_out, first, last, sources
ORDER BY calls DESC, contact
