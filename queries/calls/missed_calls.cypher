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
MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE*0..1]->(x:Phone)
WITH DISTINCT x
MATCH (x)-[call:CALLED]-(contact:Phone)
WHERE coalesce(call.kind, 'voice') = 'voice' AND ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
WITH contact, call ORDER BY call.time_ms, call.id
WITH contact, count(call) AS calls, [each IN collect(call) WHERE each.duration_s = 0] AS silent
WHERE size(silent) > 0
RETURN contact.id AS contact, [(holder)-[:SUBSCRIBES]->(contact) | holder.name] AS registered_to, size(silent) AS missed,
       calls, 1.0 * size(silent) / calls AS share, silent[0].time_ms AS first, silent[-1].time_ms AS last,
       [each IN silent[..20] | head(each.sources)] AS sources
ORDER BY missed DESC, share DESC, contact
LIMIT $limit
