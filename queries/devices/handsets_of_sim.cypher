/*
title:
  ru: Аппараты SIM-карты
  kk: SIM-картаның аппараттары
  en: Handsets of a SIM card
purpose:
  ru: В каких аппаратах и с какими номерами работала SIM-карта и когда.
  kk: SIM-карта қандай аппараттарда, қандай нөмірлермен және қашан жұмыс істеген.
  en: In which handsets and with which numbers the SIM card worked, and when.
parameters:
  - {name: sim, type: entity, of: Sim, title: {ru: IMSI карты, kk: Картаның IMSI нөмірі, en: IMSI of the card}}
returns: [device, phone, registered_to, first, last, calls, sources]
*/
MATCH (sim:Entity:Sim {id: $sim})<-[:HAS_SIM]-(phone)
WITH sim, phone LIMIT $most / 10
CALL (sim, phone) {
  MATCH (phone)-[call:CALLED]->()
  WITH sim, call LIMIT $most
  WHERE call.imsi = coalesce(sim.imsi, substring(sim.id, 5)) AND call.imei IS NOT NULL
  RETURN call
}
WITH phone, call LIMIT $most
WITH phone, 'imei:' + call.imei AS device, count(call) AS calls, min(call.time_ms) AS first, max(call.time_ms) AS last,
     collect(call) AS edges
ORDER BY first, device, phone.id
LIMIT $limit
CALL (edges) {
  UNWIND edges AS each
  WITH each ORDER BY each.time_ms, each.id LIMIT 20
  RETURN collect(head(each.sources)) AS sources
}
RETURN device, phone.id AS phone, [(holder)-[:SUBSCRIBES]->(phone) | holder.name] AS registered_to, first, last, calls, sources
ORDER BY first, device, phone
