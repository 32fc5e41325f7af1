/*
title: {ru: Общие аппараты, kk: Ортақ аппараттар, en: Shared handsets}
purpose:
  ru: Аппараты, в которых работали хотя бы два из названных номеров.
  kk: Аталған нөмірлердің кемінде екеуі жұмыс істеген аппараттар.
  en: Handsets in which at least two of the named phones were used.
parameters:
  - {name: phones, type: entities, title: {ru: Номера через запятую, kk: Үтірмен бөлінген нөмірлер, en: Phones with commas between}}
returns:
  - device
  - {name: users, type: list, title: {ru: Номера, kk: Нөмірлер, en: Phones}}
*/
UNWIND $phones AS id
MATCH (phone:Entity {id: id})-[:USED_IN]->(device:Device)
WITH device, collect(DISTINCT phone.id) AS users
WHERE size(users) > 1
RETURN device.id AS device, users
ORDER BY size(users) DESC, device
LIMIT $limit
