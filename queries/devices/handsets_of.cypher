/*
title:
  ru: Аппараты номера или лица
  kk: Нөмірдің немесе адамның аппараттары
  en: Handsets of a number or person
purpose:
  ru: В каких аппаратах работали номера и когда; смена аппарата видна по времени.
  kk: Нөмірлер қандай аппараттарда және қашан жұмыс істеген; аппараттың ауысуы уақыттан көрінеді.
  en: In which handsets the numbers worked, and when; a change of handset shows in the times.
parameters: [who]
returns: [phone, device, first, last, calls, sources]
*/
CALL () {
  MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
  CALL (who) {
    WITH who WHERE who:Phone
    RETURN who AS phone
    UNION
    MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE]->(phone)
    RETURN phone LIMIT $most / 10
  }
  WITH DISTINCT phone LIMIT $most
  MATCH (phone)-[use:USED_IN]->(device:Device)
  RETURN phone, use, device LIMIT $most
}
RETURN phone.id AS phone, device.id AS device, use.first_ms AS first, use.last_ms AS last, use.count AS calls,
       use.sources[..20] AS sources
ORDER BY phone, first, device
LIMIT $limit
