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
MATCH (who)-[:HOLDS*0..1]->(x:Account)
WITH DISTINCT id, x
MATCH (x)-[transfer:TRANSFERRED]->(account:Account)
WHERE NOT account.id IN $accounts
  AND ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
WITH id, account, transfer ORDER BY transfer.time_ms, transfer.id
WITH account, count(DISTINCT id) AS payers, count(transfer) AS transfers, sum(transfer.amount_tiyn) AS amount,
     min(transfer.time_ms) AS first, max(transfer.time_ms) AS last, collect(head(transfer.sources))[..20] AS sources
WHERE payers > 1 OR size($accounts) = 1
RETURN account.id AS account, [(holder)-[:HOLDS]->(account) | holder.name] AS registered_to, account.bank AS bank,
       payers, transfers, amount, first, last, sources
ORDER BY payers DESC, amount DESC, account
LIMIT $limit
