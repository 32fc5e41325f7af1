/*
title:
  ru: Куда стекаются деньги
  kk: Ақша қайда жиналады
  en: Where the money gathers
purpose:
  ru: Счета, на которые переводят несколько из названных счетов или лиц, начиная с тех, кому платят больше из них.
  kk: Аталған шоттардың немесе адамдардың бірнешеуі ақша аударатын шоттар, ең көп төлеушісі барынан бастап.
  en: Accounts that several of the named accounts or persons pay into, those with most payers first.
parameters: [accounts, since, until]
returns:
  - account
  - registered_to
  - bank
  - {name: payers, type: integer, title: {ru: Плательщиков из названных, kk: Аталғандардан төлеушілер, en: Payers of those named}}
  - transfers
  - amount
  - first
  - last
  - sources
*/
UNWIND $accounts AS id
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(who)
CALL (who) {
  WITH who WHERE who:Account
  RETURN who AS x
  UNION
  MATCH (who)-[:HOLDS]->(x)
  RETURN x LIMIT $most / 10
}
WITH DISTINCT id, x LIMIT $most
MATCH (x)-[transfer:TRANSFERRED]->(account)
WHERE ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
WITH id, account, transfer LIMIT $most
WITH account, count(DISTINCT id) AS payers, count(transfer) AS transfers, sum(transfer.amount_tiyn) AS amount,
     min(transfer.time_ms) AS first, max(transfer.time_ms) AS last, collect(transfer) AS edges
WHERE (payers > 1 OR size($accounts) = 1) AND NOT account.id IN $accounts
WITH * ORDER BY payers DESC, amount DESC, account.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN account.id AS account, [(holder)-[:HOLDS]->(account) | holder.name] AS registered_to, account.bank AS bank,
       payers, transfers, amount, first, last, sources
ORDER BY payers DESC, amount DESC, account
