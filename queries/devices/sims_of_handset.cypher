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
MATCH (device:Entity:Device {id: $device})<-[:USED_IN]-(phone:Phone)-[call:CALLED]->()
WHERE call.imei = device.imei AND call.imsi IS NOT NULL
WITH phone, call ORDER BY call.time_ms, call.id
WITH phone, call.imsi AS imsi, count(call) AS calls, min(call.time_ms) AS first, max(call.time_ms) AS last,
     collect(head(call.sources))[..20] AS sources
RETURN 'imsi:' + imsi AS sim, phone.id AS phone, [(holder)-[:SUBSCRIBES]->(phone) | holder.name] AS registered_to,
       first, last, calls, sources
ORDER BY first, sim, phone
LIMIT $limit
