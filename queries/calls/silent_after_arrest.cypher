/*
title:
  ru: Замолчали после задержания
  kk: Ұстаудан кейін үнсіз қалғандар
  en: Silent after an arrest
purpose:
  ru: 'Номера, которые были на связи с задержанными и больше не слышны вскоре после задержания.'
  kk: 'Ұсталғандармен байланыста болған және ұстаудан кейін көп ұзамай естілмей қалған нөмірлер.'
  en: 'Numbers in touch with the arrested that are not heard of any more soon after.'
parameters:
  - arrest
  - {name: hours, narrows: null}
  - {name: least, type: integer, title: {ru: 'Вызовов до этого не меньше', kk: 'Оған дейін қоңырау кемінде', en: 'Calls before at least'}, default: 3, required: false, least: 1, most: 10000, narrows: larger}
returns:
  - contact
  - registered_to
  - {name: before, type: integer, title: {ru: 'Вызовов с задержанными', kk: 'Ұсталғандармен қоңыраулар', en: 'Calls with the arrested'}}
  - first
  - last
  - sources
*/
MATCH (arrest:Entity:Arrest {id: $arrest})
CALL (arrest) {
  MATCH (arrest)<-[:ARRESTED_IN]-(held)
  MATCH ANY (held)-[:SAME_AS]-*(party)
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
  RETURN x LIMIT $most / 10
  UNION
  MATCH (arrest)-[:SEIZED_PHONE]->(x:Phone)
  RETURN x
}
WITH arrest, collect(DISTINCT x) AS theirs
UNWIND theirs AS x
MATCH (x)-[call:CALLED]-(contact)
WHERE call.time_ms < arrest.time_ms AND NOT contact IN theirs
WITH arrest, contact, call LIMIT $most
WITH arrest, contact, count(call) AS before, min(call.time_ms) AS first, collect(call) AS edges
WHERE before >= $least AND contact.id STARTS WITH 'phone:+' AND COUNT { (contact)-[:CALLED]-() } <= $most
WITH arrest, contact, before, first, edges ORDER BY before DESC, contact.id LIMIT $most / 10
WHERE NOT EXISTS { (contact)-[later:CALLED]-() WHERE later.time_ms > arrest.time_ms + $hours * 3600000 }
WITH contact, before, first, edges ORDER BY before DESC, contact.id
LIMIT $limit
CALL (contact) {
  MATCH (contact)-[call:CALLED]-()
  RETURN max(call.time_ms) AS last
}
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id
  RETURN collect(head(each.sources))[-20..] AS sources
}
RETURN contact.id AS contact, [(holder)-[:SUBSCRIBES]->(contact) | holder.name] AS registered_to, before, first, last,
       sources
ORDER BY before DESC, contact
