/*
title: {ru: Чей это ИИН, kk: Бұл кімнің ЖСН-і, en: Whose IIN it is}
purpose:
  ru: Лица и организации, которым суждением приписан ИИН или БИН.
  kk: ЖСН немесе БСН тиесілі деп танылған адамдар мен ұйымдар.
  en: Persons and organisations that an IIN or BIN was judged to belong to.
parameters: [entity]
returns: [entity, name, sources]
*/
MATCH (:Entity {id: $entity})<-[edge:IDENTIFIED_BY]-(entity)
RETURN entity.id AS entity, entity.name AS name, edge.sources AS sources
ORDER BY entity
LIMIT $limit
