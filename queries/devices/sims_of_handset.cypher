/*
title:
  ru: SIM-карты аппарата
  kk: Аппараттың SIM-карталары
  en: SIM cards of a handset
purpose:
  ru: Какие SIM-карты и номера стояли в аппарате и когда.
  kk: Аппаратта қандай SIM-карталар мен нөмірлер болған және қашан.
  en: Which SIM cards and numbers were in the handset, and when.
parameters: [device]
returns: [sim, phone, registered_to, first, last, calls, sources]
*/
MATCH (device:Entity:Device {id: $device})<-[:USED_IN]-(phone)
WITH device, phone LIMIT $most / 10
CALL (device, phone) {
  MATCH (phone)-[call:CALLED]->()
  WITH device, call LIMIT $most
  WHERE call.imei = device.imei AND call.imsi IS NOT NULL
  RETURN call
}
WITH phone, call LIMIT $most
WITH phone, call.imsi AS imsi, count(call) AS calls, min(call.time_ms) AS first, max(call.time_ms) AS last,
     collect(call) AS edges
ORDER BY first, imsi, phone.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN 'imsi:' + imsi AS sim, phone.id AS phone, [(holder)-[:SUBSCRIBES]->(phone) | holder.name] AS registered_to,
       first, last, calls, sources
ORDER BY first, sim, phone
