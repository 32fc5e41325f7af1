/*
title: {ru: Подписи объектов, kk: Нысандардың жазулары, en: Captions of entities}
purpose:
  ru: Вид и имя каждого из названных объектов.
  kk: Аталған нысандардың әрқайсысының түрі мен аты.
  en: Kind and name of each of the named entities.
parameters: [entities]
returns: [entity, label, name, registered_to]
limit_default: 2000
*/
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
RETURN DISTINCT entity.id AS entity, head([label IN labels(entity) WHERE label <> 'Entity']) AS label,
       entity.name AS name, [(holder)-[:SUBSCRIBES|HOLDS]->(entity) | holder.name] AS registered_to
LIMIT $limit
