/*
title:
  ru: Вызовы вокруг задержания
  kk: Ұстау маңындағы қоңыраулар
  en: Calls around an arrest
purpose:
  ru: Вызовы задержанных и изъятых телефонов за несколько часов до и после задержания.
  kk: Ұсталғандардың және тәркіленген телефондардың ұстауға дейінгі және кейінгі бірнеше сағаттағы қоңыраулары.
  en: Calls of the arrested and of the seized phones in the hours before and after.
parameters: [arrest, hours]
returns:
  - time
  - other_time
  - {name: minutes, type: integer, title: {ru: Минут от задержания, kk: Ұстаудан бастап минут, en: Minutes from the arrest}}
  - from
  - to
  - call_kind
  - duration
  - cell
  - sources
*/
CALL () {
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
  WITH DISTINCT arrest, x
  MATCH (x)-[call:CALLED]-()
  WHERE abs(call.time_ms - arrest.time_ms) <= $hours * 3600000
  RETURN DISTINCT arrest, call LIMIT $most
}
RETURN call.time_ms AS time, call.time_other_ms AS other_time,
       (call.time_ms - arrest.time_ms) / 60000 AS minutes, startNode(call).id AS from,
       endNode(call).id AS to, call.kind AS call_kind, call.duration_s AS duration, call.cell AS cell,
       call.sources AS sources
ORDER BY time, call.id
LIMIT $limit
