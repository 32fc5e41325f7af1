/*
title:
  ru: Главные контрагенты
  kk: Негізгі контрагенттер
  en: Top counterparties
purpose:
  ru: С какими счетами движется больше всего денег, в какую сторону, впервые и в последний раз.
  kk: Қай шоттармен ең көп ақша қозғалады, қай бағытта, алғаш және соңғы рет.
  en: With which accounts most money moves, which way, first and last time.
parameters: [who, since, until]
returns: [account, registered_to, bank, amount_in, amount_out, transfers, first, last, sources]
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
WHERE ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
WITH x, account, transfer LIMIT $most
WITH account, count(transfer) AS transfers, min(transfer.time_ms) AS first, max(transfer.time_ms) AS last,
     sum(CASE WHEN endNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_in,
     sum(CASE WHEN startNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_out, collect(transfer) AS edges
ORDER BY amount_in + amount_out DESC, account.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN account.id AS account, [(holder)-[:HOLDS]->(account) | holder.name] AS registered_to, account.bank AS bank,
       amount_in, amount_out, transfers, first, last, sources
ORDER BY amount_in + amount_out DESC, account
