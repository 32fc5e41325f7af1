/*
title:
  ru: Номер работает после снятия с регистрации
  kk: Нөмір тіркеуден шыққаннан кейін жұмыс істейді
  en: Number used after its registration ended
purpose:
  ru: 'Исходящие вызовы номера, все регистрации которого к тому времени закончились: реестр отстаёт, или номером пользуется неизвестный. Регистрация, о которой известно, что она закончилась, не считается действующей из-за более ранних сведений. О счетах: money_after_closing.'
  kk: 'Барлық тіркеуі сол уақытқа дейін аяқталған нөмірдің шығыс қоңыраулары: тізілім кешігеді не нөмірді белгісіз біреу пайдаланады. Аяқталғаны белгілі тіркеу бұрынғы мәліметке бола күшінде саналмайды. Шоттар туралы: money_after_closing.'
  en: 'Outgoing calls of a number all of whose registrations had ended by then: the register is late, or somebody unknown uses it. A registration known to have ended is not in force because of earlier words about it. For accounts: money_after_closing.'
parameters: [who, since, until]
returns:
  - phone
  - registered_to
  - {name: closed, type: time, title: {ru: Снят с регистрации, kk: Тіркеуден шыққан, en: Registration ended}}
  - calls
  - first
  - last
  - sources
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
CALL (who) {
  WITH who WHERE who:Phone
  RETURN who AS x
  UNION
  MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
  RETURN x LIMIT $most / 10
}
WITH DISTINCT x LIMIT $most
CALL (x) {
  MATCH (x)<-[held:SUBSCRIBES]-(holder)
  WITH coalesce(holder.canonical, holder.id) AS holder, max(held.to_ms) AS ended,
       max(CASE WHEN held.to_ms IS NULL THEN held.from_ms END) AS begun
  WITH max(ended) AS closed, sum(CASE WHEN begun > ended OR ended IS NULL THEN 1 ELSE 0 END) AS open
  WHERE open = 0
  MATCH (x)<-[held:SUBSCRIBES]-()
  WHERE held.to_ms = closed
  RETURN held AS ended ORDER BY held.id LIMIT 1
}
MATCH (x)-[call:CALLED]->()
WHERE call.time_ms > ended.to_ms AND ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
WITH x, ended, call LIMIT $most
WITH x, ended, count(call) AS calls, min(call.time_ms) AS first, max(call.time_ms) AS last, collect(call) AS edges
ORDER BY calls DESC, x.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN x.id AS phone, [(holder)-[:SUBSCRIBES]->(x) | holder.name] AS registered_to, ended.to_ms AS closed, calls, first,
       last, [head(ended.sources)] + sources AS sources
ORDER BY calls DESC, phone
