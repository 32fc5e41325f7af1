/*
title: {ru: Что записано за исходными лицами, kk: Бастапқы тұлғаларға жазылғандар, en: What is recorded with source parties}
purpose:
  ru: Номера, счета и задержания каждого исходного лица, без объединений, со строками.
  kk: Әр бастапқы тұлғаның нөмірлері, шоттары мен ұстаулары, біріктірусіз, жолдарымен.
  en: Phones, accounts and arrests of each source party, merges aside, with their rows.
parameters: [entities]
returns:
  - {name: party, type: entity, title: {ru: Исходное лицо, kk: Бастапқы тұлға, en: Source party}}
  - {name: other, type: entity, title: {ru: Объект, kk: Нысан, en: Entity}}
  - sources
limit_default: 10000
*/
UNWIND $entities AS id
MATCH (party:Entity {id: id})-[edge:SUBSCRIBES|HOLDS|CONTACT_PHONE|ARRESTED_IN|IDENTIFIED_BY]->(other)
RETURN party.id AS party, other.id AS other, edge.sources AS sources
ORDER BY party, other
LIMIT $limit
