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
MATCH (who)-[:HOLDS*0..1]->(x:Account)
WITH DISTINCT x
MATCH (x)-[transfer:TRANSFERRED]-(account:Account)
WITH x, account, transfer ORDER BY transfer.time_ms, transfer.id
WITH account, count(transfer) AS transfers, min(transfer.time_ms) AS first, max(transfer.time_ms) AS last,
     sum(CASE WHEN endNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_in,
     sum(CASE WHEN startNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_out,
     collect(head(transfer.sources))[..20] AS sources
WHERE first >= $since
RETURN account.id AS account, [(holder)-[:HOLDS]->(account) | holder.name] AS registered_to, account.bank AS bank,
       amount_in, amount_out, transfers, first, last, sources
ORDER BY first, account
LIMIT $limit
