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
CALL () {
  MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
  CALL (who) {
    RETURN who AS line
    UNION
    MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE]->(line)
    RETURN line LIMIT $most / 10
  }
  WITH DISTINCT line LIMIT $most
  CALL (line) {
    WITH line WHERE line:Device
    RETURN line AS device
    UNION
    MATCH (line)-[:USED_IN]->(device)
    RETURN device LIMIT $most
  }
  WITH DISTINCT device LIMIT $most
  MATCH (device)<-[use:USED_IN]-(phone)
  RETURN device, use, phone LIMIT $most
}
WITH device, use, phone, device.id AS of, use.first_ms AS first ORDER BY of, first, phone.id
LIMIT $limit
RETURN of AS device, phone.id AS phone, [(holder)-[:SUBSCRIBES]->(phone) | holder.name] AS registered_to,
       first, use.last_ms AS last, use.count AS calls, use.sources[..20] AS sources
ORDER BY device, first, phone
