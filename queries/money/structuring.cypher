/*
title:
  ru: Дробление сумм
  kk: Соманы бөлшектеу
  en: Structuring
purpose:
  ru: Дни, в которые несколько переводов чуть ниже порога вместе превышают его, по направлениям.
  kk: Шектен сәл төмен бірнеше аударым бірге одан асатын күндер, бағыты бойынша.
  en: Days on which several transfers just below a threshold exceed it together, by direction.
parameters:
  - who
  - {name: threshold, type: money, title: {ru: 'Порог, тенге', kk: 'Шек, теңге', en: 'Threshold, tenge'}}
  - {name: percent, type: integer, title: {ru: 'Ниже порога не больше чем на столько процентов', kk: 'Шектен ең көп төмен пайызы', en: 'Below the threshold by at most so many per cent'}, default: 30, required: false, least: 0, most: 100, narrows: smaller}
  - {name: least, type: integer, title: {ru: 'Переводов не меньше', kk: 'Аударым саны кемінде', en: 'Transfers at least'}, default: 3, required: false, least: 1, most: 10000}
  - since
  - until
returns:
  - day
  - account
  - {name: direction, type: text, title: {ru: 'Направление', kk: 'Бағыты', en: 'Direction'}}
  - transfers
  - amount
  - {name: others, type: list, title: {ru: 'Контрагенты', kk: 'Контрагенттер', en: 'Counterparties'}}
  - first
  - last
  - sources
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
CALL (who) {
  WITH who WHERE who:Account
  RETURN who AS x
  UNION
  MATCH (who)-[:HOLDS]->(x)
  RETURN x LIMIT $most / 10
}
WITH DISTINCT x LIMIT $most
MATCH (x)-[transfer:TRANSFERRED]-(other)
WHERE transfer.amount_tiyn < $threshold AND transfer.amount_tiyn * 100 >= $threshold * (100 - $percent)
  AND ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
WITH x, transfer, other LIMIT $most
WITH toString(date(datetime({epochMillis: transfer.time_ms, timezone: $zone}))) AS day, x,
     CASE WHEN startNode(transfer) = x THEN '→' ELSE '←' END AS direction, count(transfer) AS transfers,
     sum(transfer.amount_tiyn) AS amount, collect(transfer) AS edges, min(transfer.time_ms) AS first,
     max(transfer.time_ms) AS last
WHERE transfers >= $least AND amount > $threshold
WITH day, x, x.id AS account, direction, transfers, amount, edges, first, last ORDER BY day, account, direction
LIMIT $limit
CALL (edges, x) {
  UNWIND edges AS each
  WITH each, CASE WHEN startNode(each) = x THEN endNode(each) ELSE startNode(each) END AS other ORDER BY each.time_ms, each.id
  RETURN collect(head(each.sources))[..20] AS sources, collect(DISTINCT other.id)[..20] AS others
}
RETURN day, account, direction, transfers, amount, others, first, last, sources
ORDER BY day, account, direction
