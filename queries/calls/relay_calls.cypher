/*
title:
  ru: Передача вызова дальше
  kk: Қоңырауды әрі қарай жеткізу
  en: Relay calls
purpose:
  ru: 'Кому номер звонит сразу после вызова от другого, и чаще ли, чем вышло бы случайно.'
  kk: 'Нөмір біреудің қоңырауынан кейін бірден кімге қоңырау шалады, кездейсоқтан жиі ме.'
  en: 'Whom the number calls at once after a call from another, and whether more often than by chance.'
parameters:
  - who
  - {name: minutes, type: integer, title: {ru: 'За минут', kk: 'Минут ішінде', en: 'Within minutes'}, default: 10, required: false}
  - since
  - until
returns:
  - from
  - {name: through, type: entity, title: {ru: 'Через', kk: 'Арқылы', en: 'Through'}}
  - to
  - {name: relays, type: integer, title: {ru: 'Передач', kk: 'Жеткізулер', en: 'Relays'}}
  - {name: by_chance, type: number, title: {ru: 'Случайно вышло бы', kk: 'Кездейсоқ болар еді', en: 'By chance'}}
  - first
  - last
  - sources
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE*0..1]->(x:Phone)
WITH DISTINCT x
MATCH (from:Phone)-[call:CALLED]->(x)
WHERE ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
WITH x, from, collect(call) AS calls_in, count(call) AS n_in
MATCH (x)-[call:CALLED]->(to:Phone)
WHERE to <> from AND ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
WITH x, from, calls_in, n_in, to, collect(call) AS calls_out, count(call) AS n_out,
     min(call.time_ms) AS begins, max(call.time_ms) AS ends
UNWIND calls_in AS came
UNWIND [went IN calls_out WHERE went.time_ms > came.time_ms AND went.time_ms <= came.time_ms + $minutes * 60000] AS went
WITH x, from, to, n_in, n_out, ends - begins + 86400000 AS span, came, went ORDER BY came.time_ms, came.id, went.time_ms, went.id
WITH x, from, to, n_in, n_out, span, count(DISTINCT came) AS relays, min(came.time_ms) AS first,
     max(came.time_ms) AS last, collect(head(came.sources)) + collect(head(went.sources)) AS sources
RETURN from.id AS from, x.id AS through, to.id AS to, relays,
       n_in * (1 - exp(-1.0 * n_out * $minutes * 60000 / span)) AS by_chance, first, last, sources[..20] AS sources
ORDER BY relays - by_chance DESC, from, to
LIMIT $limit
