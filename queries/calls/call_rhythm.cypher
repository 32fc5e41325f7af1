/*
title:
  ru: Ритм вызовов
  kk: Қоңыраулар ырғағы
  en: Rhythm of calls
purpose:
  ru: 'Сколько вызовов в какой день недели и час: строки для тепловой карты.'
  kk: 'Аптаның қай күні мен сағатында қанша қоңырау: жылу картасының жолдары.'
  en: 'How many calls on which weekday and hour; rows of a heat map.'
parameters:
  - who
  - since
  - until
returns:
  - {name: weekday, type: integer, title: {ru: 'День недели', kk: 'Апта күні', en: 'Weekday'}}
  - {name: hour, type: integer, title: {ru: 'Час', kk: 'Сағат', en: 'Hour'}}
  - calls
  - first
  - last
  - sources
limit_default: 168
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
MATCH (x)-[call:CALLED]-()
WHERE ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
WITH DISTINCT call LIMIT $most
WITH call, datetime({epochMillis: call.time_ms, timezone: $zone}) AS local
WITH local.dayOfWeek AS weekday, local.hour AS hour, count(call) AS calls, min(call.time_ms) AS first,
     max(call.time_ms) AS last, collect(call) AS edges
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN weekday, hour, calls, first, last, sources
ORDER BY weekday, hour
LIMIT $limit
