/*
title:
  ru: Новые контрагенты
  kk: Жаңа контрагенттер
  en: New counterparties
purpose:
  ru: С какими счетами деньги впервые пошли в этот день или позже.
  kk: Осы күні не одан кейін алғаш рет қай шоттармен ақша қозғалған.
  en: Accounts with which money first moved on that day or later.
parameters:
  - who
  - {name: since, required: true}
returns:
  - account
  - registered_to
  - bank
  - amount_in
  - amount_out
  - transfers
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
MATCH (x)-[transfer:TRANSFERRED]-(account)
WITH x, account, transfer LIMIT $most
WITH account, count(transfer) AS transfers, min(transfer.time_ms) AS first, max(transfer.time_ms) AS last,
     sum(CASE WHEN endNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_in,
     sum(CASE WHEN startNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_out, collect(transfer) AS edges
WHERE first >= $since
WITH account, transfers, first, last, amount_in, amount_out, edges ORDER BY first, account.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN account.id AS account, [(holder)-[:HOLDS]->(account) | holder.name] AS registered_to, account.bank AS bank,
       amount_in, amount_out, transfers, first, last, sources
ORDER BY first, account
