/*
title: {ru: Вызовы номеров, kk: Нөмірлердің қоңыраулары, en: Calls of phones}
purpose:
  ru: Сколько у каждого номера вызовов и сообщений, с кем внутри набора и с каким числом контактов.
  kk: Әр нөмірде қанша қоңырау мен хабарлама бар, жиын ішінде қаншасы және неше байланысы бар.
  en: How many calls and messages each phone has, how many of them within the set, and with how many contacts.
parameters:
  - {name: phones, type: entities, title: {ru: Номера через запятую, kk: Үтірмен бөлінген нөмірлер, en: Phones with commas between}}
  - until
returns:
  - phone
  - {name: voice, type: integer, title: {ru: Звонков, kk: Қоңыраулар, en: Voice calls}}
  - {name: messages, type: integer, title: {ru: Сообщений, kk: Хабарламалар, en: Messages}}
  - {name: seconds, type: integer, title: {ru: Секунд разговора, kk: Сөйлесу секундтары, en: Seconds of talk}}
  - {name: inside, type: integer, title: {ru: Внутри набора, kk: Жиын ішінде, en: Within the set}}
  - {name: contacts, type: integer, title: {ru: Контактов, kk: Байланыстар, en: Contacts}}
  - first
  - last
limit_default: 2000
*/
UNWIND $phones AS id
MATCH (phone:Entity {id: id})-[call:CALLED]-(other)
WHERE $until IS NULL
   OR (call.time_ms < $until + 86400000 AND coalesce(call.known_ms, call.time_ms) < $until + 86400000)
WITH DISTINCT phone, call, other
RETURN phone.id AS phone, count(CASE WHEN call.kind <> 'sms' THEN 1 END) AS voice,
       count(CASE WHEN call.kind = 'sms' THEN 1 END) AS messages, sum(coalesce(call.duration_s, 0)) AS seconds,
       count(CASE WHEN other.id IN $phones THEN 1 END) AS inside, count(DISTINCT other) AS contacts,
       min(call.time_ms) AS first, max(call.time_ms) AS last
ORDER BY voice + messages DESC, phone
LIMIT $limit
