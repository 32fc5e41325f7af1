/*
title:
  ru: Сколько переводов у счетов
  kk: Шоттарда неше аударым бар
  en: How many transfers accounts have
purpose:
  ru: Число переводов каждого счёта за всё время.
  kk: Әр шоттың барлық уақыттағы аударымдар саны.
  en: Transfers of each account in all time.
parameters:
  - accounts
returns:
  - account
  - transfers
*/
UNWIND $accounts AS id
MATCH (account:Entity {id: id})
RETURN account.id AS account, COUNT { (account)-[:TRANSFERRED]-() } AS transfers
ORDER BY account
LIMIT $limit
