/*
title:
  ru: Сигналы пропущенными вызовами
  kk: Жауапсыз қоңырау белгілері
  en: Missed-call signalling
purpose:
  ru: 'С кем номер обменивается вызовами без разговора и какая это доля всех вызовов между ними.'
  kk: 'Нөмір кіммен сөйлесусіз қоңыраулар алмасады және бұл олардың арасындағы қоңыраулардың қандай үлесі.'
  en: 'With whom the number exchanges calls without talk, and what share of the calls between them they are.'
parameters:
  - who
  - since
  - until
returns:
  - contact
  - registered_to
  - {name: missed, type: integer, title: {ru: 'Без разговора', kk: 'Сөйлесусіз', en: 'Without talk'}}
  - calls
  - {name: share, type: number, title: {ru: 'Доля', kk: 'Үлесі', en: 'Share'}}
  - first
  - last
  - sources
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
WHERE coalesce(call.kind, 'voice') = 'voice' AND ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
WITH contact, call LIMIT $most
WITH contact, count(call) AS calls, collect(CASE WHEN call.duration_s = 0 THEN call END) AS edges
WHERE size(edges) > 0
WITH contact, calls, edges, size(edges) AS missed, 1.0 * size(edges) / calls AS share
ORDER BY missed DESC, share DESC, contact.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id
  WITH collect(each) AS ordered
  RETURN ordered[0].time_ms AS first, ordered[-1].time_ms AS last, [each IN ordered[..20] | head(each.sources)] AS sources
}
RETURN contact.id AS contact, [(holder)-[:SUBSCRIBES]->(contact) | holder.name] AS registered_to, missed, calls, share,
       first, last, sources
ORDER BY missed DESC, share DESC, contact
