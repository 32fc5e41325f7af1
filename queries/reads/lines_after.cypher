/*
title: {ru: Новые номера, kk: Кейін пайда болған нөмірлер, en: Lines that came after}
purpose:
  ru: Номера, которых не было до этого времени, с общим контактом или в том же аппарате.
  kk: Осы уақытқа дейін болмаған, ортақ байланысы бар немесе сол аппараттағы нөмірлер.
  en: Numbers not used before a time that share a contact or a handset with the named ones.
parameters:
  - {name: phones, type: entities, title: {ru: Номера, kk: Нөмірлер, en: Phones}}
  - {name: after, type: time, title: {ru: После, kk: Кейін, en: After}}
  - {name: hub, type: integer, title: {ru: Вызовов у контакта не больше, kk: Байланыстағы қоңырау шегі, en: Calls of a contact at most}}
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
}
WITH DISTINCT phone
WHERE NOT phone.id IN $phones AND phone.id STARTS WITH 'phone:+'
  AND NOT EXISTS { (phone)-[call:CALLED]->() WHERE call.time_ms < $after }
  AND NOT EXISTS { (phone)<-[call:CALLED]-() WHERE call.time_ms < $after AND call.kind <> 'sms' AND call.duration_s > 0 }
RETURN phone.id AS phone
ORDER BY phone
LIMIT $limit
