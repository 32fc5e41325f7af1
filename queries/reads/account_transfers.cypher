/*
title:
  ru: Переводы счетов
  kk: Шоттардың аударымдары
  en: Transfers of accounts
purpose:
  ru: Каждый перевод названных счетов за эти дни.
  kk: Аталған шоттардың осы күндердегі әр аударымы.
  en: Each transfer of the named accounts within the days.
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
  - sources
*/
CALL () {
  UNWIND $accounts AS id
  MATCH (:Entity {id: id})-[transfer:TRANSFERRED]-()
  WHERE ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
  RETURN DISTINCT transfer LIMIT $most
}
RETURN transfer.id AS id, startNode(transfer).id AS from, endNode(transfer).id AS to, transfer.time_ms AS time,
       transfer.amount_tiyn AS amount, transfer.sources AS sources
ORDER BY time, id
LIMIT $limit
