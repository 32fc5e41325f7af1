/*
title: {ru: Вызовы номеров строками, kk: Нөмірлердің қоңыраулары жолдарымен, en: Calls of lines row by row}
purpose:
  ru: Каждый вызов и сообщение названных номеров, последние первыми.
  kk: Аталған нөмірлердің әр қоңырауы мен хабарламасы, соңғылары бірінші.
  en: Each call and message of the named numbers, the last first.
parameters:
  - {name: phones, type: entities, title: {ru: Номера, kk: Нөмірлер, en: Phones}}
  - since
  - until
returns: [from, to, time, duration, call_kind, imei, cell, sources]
limit_default: 10000
*/
CALL () {
  UNWIND $phones AS id
  MATCH (:Entity {id: id})-[call:CALLED]-()
  WHERE ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
  RETURN DISTINCT call LIMIT $most
}
RETURN startNode(call).id AS from, endNode(call).id AS to, call.time_ms AS time, call.duration_s AS duration,
       call.kind AS call_kind, call.imei AS imei, call.cell AS cell, call.sources AS sources
ORDER BY time DESC, call.id
LIMIT $limit
