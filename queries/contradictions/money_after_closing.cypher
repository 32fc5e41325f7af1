/*
title:
  ru: Переводы по закрытому счёту
  kk: Жабылған шот бойынша аударымдар
  en: Transfers after an account was closed
purpose:
  ru: 'Переводы на счёт и со счёта, все держания которого по сведениям банка к тому времени закончились: сведения неверны, или счёт не закрыт. Держание, о котором известно, что оно закончилось, не считается открытым из-за более ранних сведений. Без даты закрытия в сведениях ответ пуст.'
  kk: 'Банк мәліметі бойынша барлық иелігі сол уақытқа дейін аяқталған шотқа және шоттан аударымдар: мәлімет қате не шот жабылмаған. Аяқталғаны белгілі иелік бұрынғы мәліметке бола ашық саналмайды. Мәліметте жабылу күні болмаса, жауап бос.'
  en: 'Transfers into and out of an account all of whose holdings had ended by then, as the bank''s register says: the register is wrong, or the account was not closed. A holding known to have ended is not open because of earlier words about it. Without a date of closing in the register the answer is empty.'
parameters: [who, since, until]
returns:
  - account
  - registered_to
  - {name: closed, type: time, title: {ru: Закрыт, kk: Жабылған күні, en: Closed}}
  - transfers
  - amount_in
  - amount_out
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
CALL (x) {
  MATCH (x)<-[held:HOLDS]-(holder)  // a statement names holders too, but no days
  WITH coalesce(holder.canonical, holder.id) AS holder, max(held.to_ms) AS ended,
       max(CASE WHEN held.to_ms IS NULL THEN held.from_ms END) AS begun
  WITH max(ended) AS closed, sum(CASE WHEN begun > ended OR ended IS NULL AND begun IS NOT NULL THEN 1 ELSE 0 END) AS open
  WHERE open = 0
  MATCH (x)<-[held:HOLDS]-()
  WHERE held.to_ms = closed
  RETURN held AS ended ORDER BY held.id LIMIT 1
}
MATCH (x)-[transfer:TRANSFERRED]-()
WHERE transfer.time_ms > ended.to_ms
  AND ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
WITH x, ended, transfer LIMIT $most
WITH x, ended, count(transfer) AS transfers, min(transfer.time_ms) AS first, max(transfer.time_ms) AS last,
     sum(CASE WHEN endNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_in,
     sum(CASE WHEN startNode(transfer) = x THEN transfer.amount_tiyn ELSE 0 END) AS amount_out, collect(transfer) AS edges
ORDER BY transfers DESC, x.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN x.id AS account, [(holder)-[:HOLDS]->(x) | holder.name] AS registered_to, ended.to_ms AS closed, transfers,
       amount_in, amount_out, first, last, [head(ended.sources)] + sources AS sources
ORDER BY transfers DESC, account
