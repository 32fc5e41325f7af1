/*
title: {ru: Выборка номеров, kk: Нөмірлер іріктемесі, en: Sample of lines}
purpose:
  ru: 'По несколько номеров каждого начала: сколько у них вызовов и контактов, когда появились и пропали.'
  kk: 'Әр бастаудан бірнеше нөмір: қоңыраулары мен байланыстары, қашан пайда болып, жоғалғаны.'
  en: 'A few numbers of each beginning: their calls and contacts, when they came and went.'
parameters:
  - {name: beginnings, type: text, title: {ru: Начала номеров, kk: Нөмір бастаулары, en: Beginnings of numbers}}
  - {name: each, type: integer, title: {ru: Из каждого, kk: Әрқайсысынан, en: Of each}}
  - {name: hub, type: integer, title: {ru: Вызовов не больше, kk: Қоңырау шегі, en: Calls at most}}
returns:
  - phone
  - calls
  - {name: contacts, type: integer, title: {ru: Контактов, kk: Байланыстар, en: Contacts}}
  - first
  - last
limit_default: 10000
*/
UNWIND $beginnings AS beginning
CALL (beginning) {
  MATCH (x:Entity)
  WHERE x.id STARTS WITH beginning AND COUNT { (x)-[:CALLED]-() } <= $hub
  RETURN x LIMIT $each
}
MATCH (x)-[call:CALLED]-(other)
WHERE other.id STARTS WITH 'phone:+'
RETURN x.id AS phone, count(call) AS calls, count(DISTINCT other) AS contacts, min(call.time_ms) AS first,
       max(call.time_ms) AS last
ORDER BY phone
LIMIT $limit
