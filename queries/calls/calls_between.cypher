/*
title:
  ru: Вызовы между двумя
  kk: Екеуінің арасындағы қоңыраулар
  en: Calls between two
purpose:
  ru: Каждый вызов и SMS между двумя номерами или лицами в порядке времени.
  kk: Екі нөмір немесе екі адам арасындағы әр қоңырау мен SMS, уақыт ретімен.
  en: Each call and SMS between two numbers or persons, in order of time.
parameters: [a, b, since, until]
returns: [time, other_time, from, to, call_kind, duration, cell, sources]
parts_of: [SUBSCRIBES, CONTACT_PHONE]
*/
CALL () {
  MATCH ANY (:Entity {id: $a})-[:SAME_AS]-*(a)
  CALL (a) {
    WITH a WHERE a:Phone
    RETURN a AS x
    UNION
    MATCH (a)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
    RETURN x LIMIT $most / 10
  }
  MATCH ANY (:Entity {id: $b})-[:SAME_AS]-*(b)
  CALL (b) {
    WITH b WHERE b:Phone
    RETURN b AS y
    UNION
    MATCH (b)-[:SUBSCRIBES|CONTACT_PHONE]->(y)
    RETURN y LIMIT $most / 10
  }
  WITH DISTINCT x, y LIMIT $most
  MATCH (x)-[call:CALLED]-(y)
  WHERE ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
  RETURN DISTINCT call
}
RETURN call.time_ms AS time, call.time_other_ms AS other_time,
       startNode(call).id AS from, endNode(call).id AS to, call.kind AS call_kind,
       call.duration_s AS duration, call.cell AS cell, call.sources AS sources
ORDER BY time, call.id
LIMIT $limit
