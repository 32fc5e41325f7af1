/*
title:
  ru: Та же сумма дальше
  kk: Сол сома әрі қарай
  en: Same sum passed on
purpose:
  ru: Поступления, после которых за несколько часов ушла та же сумма или чуть меньше.
  kk: Артынан бірнеше сағат ішінде сол сома немесе сәл азы кеткен түсімдер.
  en: Sums that came in and left again within hours, the same or a little less.
parameters:
  - who
  - hours
  - {name: percent, type: integer, title: {ru: 'Меньше не больше чем на столько процентов', kk: 'Ең көп кемуі, пайыз', en: 'Less by at most so many per cent'}, default: 5, required: false}
  - since
  - until
returns:
  - time
  - from
  - {name: through, type: entity, title: {ru: 'Через счёт', kk: 'Шот арқылы', en: 'Through'}}
  - to
  - amount_in
  - amount_out
  - {name: minutes, type: integer, title: {ru: 'Через минут', kk: 'Минуттан кейін', en: 'Minutes later'}}
  - sources
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
MATCH (who)-[:HOLDS*0..1]->(x:Account)
WITH DISTINCT x
MATCH (payer:Account)-[income:TRANSFERRED]->(x)
WHERE ($since IS NULL OR income.time_ms >= $since) AND ($until IS NULL OR income.time_ms < $until + 86400000)
MATCH (x)-[outgo:TRANSFERRED]->(receiver:Account)
WHERE outgo.time_ms >= income.time_ms AND outgo.time_ms <= income.time_ms + $hours * 3600000
  AND outgo.amount_tiyn <= income.amount_tiyn
  AND outgo.amount_tiyn * 100 >= income.amount_tiyn * (100 - $percent)
RETURN income.time_ms AS time, payer.id AS from, x.id AS through, receiver.id AS to, income.amount_tiyn AS amount_in,
       outgo.amount_tiyn AS amount_out, (outgo.time_ms - income.time_ms) / 60000 AS minutes,
       income.sources + outgo.sources AS sources
ORDER BY time, from, minutes, to
LIMIT $limit
