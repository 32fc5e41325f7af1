/*
title:
  ru: Пришло и сразу ушло
  kk: Түсті де бірден кетті
  en: In and soon out again
purpose:
  ru: Для каждого поступления — сколько ушло со счёта за следующие часы и на сколько счетов.
  kk: Әр түсім үшін — келесі сағаттарда шоттан қанша және неше шотқа кетті.
  en: For each sum that came in, how much left the account in the hours after, and to how many accounts.
parameters: [who, hours, since, until]
returns:
  - time
  - from
  - {name: to, title: {ru: На счёт, kk: Қай шотқа, en: Into}}
  - amount_in
  - amount_out
  - {name: receivers, type: integer, title: {ru: Получателей, kk: Алушылар, en: Receivers}}
  - {name: last, title: {ru: Ушло последним, kk: Соңғы кеткені, en: Last went out}}
  - sources
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
MATCH (who)-[:HOLDS*0..1]->(x:Account)
WITH DISTINCT x
MATCH (payer:Account)-[income:TRANSFERRED]->(x)
WHERE ($since IS NULL OR income.time_ms >= $since) AND ($until IS NULL OR income.time_ms < $until + 86400000)
MATCH (x)-[outgo:TRANSFERRED]->(receiver:Account)
WHERE outgo.time_ms >= income.time_ms AND outgo.time_ms <= income.time_ms + $hours * 3600000
WITH x, payer, income, sum(outgo.amount_tiyn) AS amount_out, count(DISTINCT receiver) AS receivers,
     max(outgo.time_ms) AS last, collect(head(outgo.sources)) AS out_sources
RETURN income.time_ms AS time, payer.id AS from, x.id AS to, income.amount_tiyn AS amount_in, amount_out, receivers,
       last, (income.sources + out_sources)[..20] AS sources
ORDER BY time, from
LIMIT $limit
