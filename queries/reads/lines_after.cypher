/*
title: {ru: Новые номера, kk: Кейін пайда болған нөмірлер, en: Lines that came after}
purpose:
  ru: Номера, которых до этого времени не было (разве что несколько раз), с общим контактом или в том же аппарате.
  kk: Осы уақытқа дейін болмаған (бірнеше реттен басқа), ортақ байланысы бар немесе сол аппараттағы нөмірлер.
  en: Numbers not used before a time, or a handful of times, that share a contact or a handset with the named ones.
parameters:
  - {name: phones, type: entities, title: {ru: Номера, kk: Нөмірлер, en: Phones}}
  - {name: moved, type: entities, required: false, title: {ru: Новые номера контактов, kk: Байланыстардың жаңа нөмірлері, en: New numbers of contacts}}
  - {name: after, type: time, title: {ru: После, kk: Кейін, en: After}}
  - {name: hub, type: integer, title: {ru: Вызовов у контакта не больше, kk: Байланыстағы қоңырау шегі, en: Calls of a contact at most}}
  - {name: strays, type: integer, title: {ru: Прежних событий не больше, kk: Бұрынғы оқиғалар шегі, en: Earlier events at most}}
  - {name: one_in, type: integer, title: {ru: И не чаще одного из, kk: Осыншадан бірден жиі емес, en: And at most one in}}
returns: [phone]
limit_default: 10000
*/
UNWIND $phones AS id
MATCH (old:Entity:Phone {id: id})
CALL (old) {
  MATCH (old)-[:CALLED]-(contact)
  WITH contact LIMIT $most
  WITH DISTINCT contact
  WHERE contact.id STARTS WITH 'phone:+' AND COUNT { (contact)-[:CALLED]-() } <= $hub
  MATCH (contact)-[call:CALLED]-(phone:Phone)
  WHERE call.time_ms >= $after
  RETURN phone
  UNION
  MATCH (old)-[:USED_IN]->(:Device)<-[:USED_IN]-(phone)
  RETURN phone LIMIT $most
  UNION
  UNWIND $moved AS contact
  MATCH (:Entity {id: contact})-[call:CALLED]-(phone:Phone)
  WHERE call.time_ms >= $after
  RETURN phone LIMIT $most
}
WITH DISTINCT phone
WHERE NOT phone.id IN $phones AND NOT phone.id IN $moved AND phone.id STARTS WITH 'phone:+'
CALL (phone) {
  MATCH (phone)-[call:CALLED]-()
  WHERE call.time_ms < $after
    AND (startNode(call) = phone OR (call.kind <> 'sms' AND call.duration_s > 0))
  WITH call LIMIT $strays + 1
  RETURN count(call) AS before
}
WITH phone, before
WHERE before = 0 OR (before <= $strays AND before * $one_in <= COUNT { (phone)-[:CALLED]-() })
RETURN phone.id AS phone
ORDER BY phone
LIMIT $limit
