/*
title:
  ru: Вызовы из-под стражи
  kk: Қамаудағы қоңыраулар
  en: Calls in custody
purpose:
  ru: 'Исходящие вызовы номеров задержанного или изъятых телефонов в часы после задержания: телефоном пользуется другой, или данные неверны.'
  kk: 'Ұсталған адам нөмірлерінің немесе тәркіленген телефондардың ұстаудан кейінгі сағаттардағы шығыс қоңыраулары: телефонды басқа біреу пайдаланады не дерек қате.'
  en: "Outgoing calls of the arrested persons' numbers or the seized phones in the hours after the arrest; another uses them, or the data are wrong."
parameters:
  - arrest
  - {name: hours, default: 72}
returns:
  - time
  - {name: minutes, type: integer, title: {ru: 'Минут от задержания', kk: 'Ұстаудан бастап минут', en: 'Minutes from the arrest'}}
  - from
  - registered_to
  - to
  - call_kind
  - duration
  - cell
  - sources
*/
CALL () {
  MATCH (arrest:Entity:Arrest {id: $arrest})
  CALL (arrest) {
    MATCH (arrest)<-[held:ARRESTED_IN]-(person)
    WHERE coalesce(held.status, 'detained') IN ['detained', 'convicted']
    MATCH ANY (person)-[:SAME_AS]-*(party)
    MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
    RETURN x LIMIT $most / 10
    UNION
    MATCH (arrest)-[:SEIZED_PHONE]->(x:Phone)
    RETURN x
  }
  MATCH (x)-[call:CALLED]->(to)
  WHERE call.time_ms > arrest.time_ms AND call.time_ms <= arrest.time_ms + $hours * 3600000
  RETURN arrest, x, call, to LIMIT $most
}
RETURN call.time_ms AS time, (call.time_ms - arrest.time_ms) / 60000 AS minutes, x.id AS from,
       [(holder)-[:SUBSCRIBES]->(x) | holder.name] AS registered_to, to.id AS to, call.kind AS call_kind,
       call.duration_s AS duration, call.cell AS cell, call.sources AS sources
ORDER BY time, call.id
LIMIT $limit
