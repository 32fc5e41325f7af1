/*
title:
  ru: Кто ещё пользовался этим аппаратом
  kk: Бұл аппаратты тағы кім пайдаланған
  en: Who else used this handset
purpose:
  ru: Номера, работавшие в аппарате; вместо IMEI можно назвать номер или лицо, тогда по всем их аппаратам.
  kk: Аппаратта жұмыс істеген нөмірлер; IMEI орнына нөмірді не адамды атауға болады, сонда олардың барлық аппараты.
  en: Numbers that worked in the handset; name a number or person instead of an IMEI for all of theirs.
parameters: [who]
returns: [device, phone, registered_to, first, last, calls, sources]
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE|USED_IN*0..2]->(device:Device)
WITH DISTINCT device
MATCH (device)<-[use:USED_IN]-(phone:Phone)
RETURN device.id AS device, phone.id AS phone, [(holder)-[:SUBSCRIBES]->(phone) | holder.name] AS registered_to,
       use.first_ms AS first, use.last_ms AS last, use.count AS calls, use.sources[..20] AS sources
ORDER BY device, first, phone
LIMIT $limit
