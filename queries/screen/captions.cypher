/*
title: {ru: Подписи объектов, kk: Нысандардың жазулары, en: Captions of entities}
purpose:
  ru: Вид и имя каждого из названных объектов.
  kk: Аталған нысандардың әрқайсысының түрі мен аты.
  en: Kind and name of each of the named entities.
parameters: [entities]
returns:
  - entity
  - label
  - name
  - registered_to
  - {name: goes_by, type: entity, title: {ru: Объединено под, kk: Біріктірілген атауы, en: Goes by}}
  - {name: also, type: list, title: {ru: Исходные записи, kk: Бастапқы жазбалар, en: Also}}
limit_default: 2000
*/
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
RETURN DISTINCT entity.id AS entity, head([label IN labels(entity) WHERE label <> 'Entity']) AS label,
       entity.name AS name, [(holder)-[:SUBSCRIBES|HOLDS]->(entity) | holder.name] AS registered_to,
       coalesce(entity.canonical, entity.id) AS goes_by,
       COLLECT { MATCH ANY (entity)-[:SAME_AS]-*(party) WHERE party.id <> coalesce(entity.canonical, entity.id)
                 RETURN party.id ORDER BY party.id } AS also
LIMIT $limit
