/*
title: {ru: Обороты счетов, kk: Шоттар айналымы, en: Turnover of accounts}
purpose:
  ru: Сколько пришло на каждый из счетов, сколько ушло и сколько осталось между названными счетами.
  kk: Әр шотқа қанша түсті, қанша кетті және аталған шоттардың өз арасында қанша болды.
  en: How much came into each of the accounts, how much left, and how much stayed between those named.
parameters: [accounts, until]
returns:
  - account
  - bank
  - {name: count_in, type: integer, title: {ru: Поступлений, kk: Түсімдер саны, en: Transfers in}}
  - amount_in
  - {name: count_out, type: integer, title: {ru: Списаний, kk: Шығыстар саны, en: Transfers out}}
  - amount_out
  - {name: within, type: money, title: {ru: Между названными, kk: Аталғандар арасында, en: Between those named}}
  - first
  - last
limit_default: 2000
*/
UNWIND $accounts AS id
MATCH (account:Entity {id: id})-[transfer:TRANSFERRED]-(other)
WHERE $until IS NULL
   OR (transfer.time_ms < $until + 86400000 AND coalesce(transfer.known_ms, transfer.time_ms) < $until + 86400000)
WITH DISTINCT account, transfer, endNode(transfer) = account AS into, other.id IN $accounts AS inside
RETURN account.id AS account, account.bank AS bank,
       count(CASE WHEN into THEN 1 END) AS count_in, sum(CASE WHEN into THEN transfer.amount_tiyn ELSE 0 END) AS amount_in,
       count(CASE WHEN NOT into THEN 1 END) AS count_out,
       sum(CASE WHEN NOT into THEN transfer.amount_tiyn ELSE 0 END) AS amount_out,
       sum(CASE WHEN into AND inside THEN transfer.amount_tiyn ELSE 0 END) AS within,
       min(transfer.time_ms) AS first, max(transfer.time_ms) AS last
ORDER BY amount_in + amount_out DESC, account
LIMIT $limit
