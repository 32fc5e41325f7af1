/*
title:
  ru: Строки переводов
  kk: Аударым жолдары
  en: Rows of transfers
purpose:
  ru: На каких строках держится каждый из названных переводов.
  kk: Аталған әр аударым қай жолдарға сүйенеді.
  en: The rows that each of the named transfers rests on.
parameters:
  - {name: transfers, type: entities, title: {ru: Номера переводов, kk: Аударым нөмірлері, en: Ids of transfers}}
returns:
  - {name: id, type: text, title: {ru: Номер, kk: Нөмірі, en: Id}}
  - sources
*/
UNWIND $transfers AS id
MATCH ()-[transfer:TRANSFERRED {id: id}]->()
RETURN id, transfer.sources AS sources
ORDER BY id
LIMIT $limit
