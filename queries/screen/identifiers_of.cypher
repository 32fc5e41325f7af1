/*
title: {ru: ИИН или БИН объекта, kk: Нысанның ЖСН немесе БСН-і, en: IIN or BIN of an entity}
purpose:
  ru: Номера, приписанные лицу или организации суждением.
  kk: Адамға немесе ұйымға тиесілі деп танылған нөмірлер.
  en: Numbers that were judged to belong to a person or organisation.
parameters: [entity]
returns:
  - {name: identifier, type: iin, title: {ru: ИИН/БИН, kk: ЖСН/БСН, en: IIN/BIN}}
  - sources
*/
MATCH ANY (:Entity {id: $entity})-[:SAME_AS]-*(party)
MATCH (party)-[edge:IDENTIFIED_BY]->(identifier)
RETURN identifier.value AS identifier, edge.sources[..20] AS sources
ORDER BY identifier
LIMIT $limit
