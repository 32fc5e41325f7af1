/*
title:
  ru: Суммы переводов счетов
  kk: Шот аударымдарының сомалары
  en: Sums of accounts' transfers
purpose:
  ru: Каждый перевод названных счетов за эти дни, без строк, на которых он держится.
  kk: Аталған шоттардың осы күндердегі әр аударымы, сүйенетін жолдарынсыз.
  en: Each transfer of the named accounts within the days, without the rows it rests on.
parameters:
  - accounts
  - since
  - until
returns:
  - {name: id, type: text, title: {ru: Номер, kk: Нөмірі, en: Id}}
  - from
  - to
  - time
  - amount
*/
CALL () {
  UNWIND $accounts AS id
  MATCH (:Entity {id: id})-[transfer:TRANSFERRED]-()
  WHERE ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
  RETURN DISTINCT transfer LIMIT $most
}
WITH startNode(transfer) AS from, endNode(transfer) AS to, collect(transfer) AS transfers
WITH from.id AS from, to.id AS to, transfers
UNWIND transfers AS transfer
RETURN transfer.id AS id, from, to, transfer.time_ms AS time, transfer.amount_tiyn AS amount
ORDER BY time, id
LIMIT $limit
