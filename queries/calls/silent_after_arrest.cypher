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
  - hours
  - {name: least, type: integer, title: {ru: 'Вызовов до этого не меньше', kk: 'Оған дейін қоңырау кемінде', en: 'Calls before at least'}, default: 3, required: false}
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
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE]->(x:Phone)
  RETURN x
  UNION
  MATCH (arrest)-[:SEIZED_PHONE]->(x:Phone)
  RETURN x
}
WITH arrest, collect(DISTINCT x) AS theirs
UNWIND theirs AS x
MATCH (x)-[call:CALLED]-(contact:Phone)
WHERE call.time_ms < arrest.time_ms AND NOT contact IN theirs AND contact.id STARTS WITH 'phone:+'
WITH arrest, contact, call ORDER BY call.time_ms, call.id
WITH arrest, contact, count(call) AS before, min(call.time_ms) AS first, collect(head(call.sources))[-20..] AS sources
WHERE before >= $least
  AND NOT EXISTS { (contact)-[later:CALLED]-() WHERE later.time_ms > arrest.time_ms + $hours * 3600000 }
MATCH (contact)-[any:CALLED]-()
RETURN contact.id AS contact, [(holder)-[:SUBSCRIBES]->(contact) | holder.name] AS registered_to, before, first,
       max(any.time_ms) AS last, sources
ORDER BY before DESC, contact
LIMIT $limit
