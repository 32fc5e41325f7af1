/*
title: {ru: Сведения об объекте, kk: Нысан туралы мәліметтер, en: Facts of an entity}
purpose:
  ru: Свойства объекта и то, что с ним записано напрямую, кроме вызовов и переводов, со строками.
  kk: Нысанның қасиеттері және онымен тікелей жазылғандар, қоңыраулар мен аударымдардан басқа, жолдарымен.
  en: Properties of an entity and what is recorded with it directly, calls and transfers aside, with their rows.
parameters: [entity]
returns:
  - {name: fact, type: text, title: {ru: Что, kk: Не, en: Fact}}
  - {name: value, type: list, title: {ru: Значение, kk: Мәні, en: Value}}
  - {name: other, type: entity, title: {ru: Объект, kk: Нысан, en: Entity}}
  - first
  - last
  - sources
limit_default: 200
*/
MATCH ANY (:Entity {id: $entity})-[:SAME_AS]-*(entity)
CALL (entity) {
  UNWIND [key IN keys(entity) WHERE NOT key IN ['id', 'name_keys', 'sources', 'canonical']] AS key
  WITH entity, key, entity[key] AS held
  WITH entity, key, CASE WHEN held IS :: LIST<ANY> THEN held ELSE [held] END AS held
  RETURN 0 AS place, key AS fact, [each IN held | toString(each)] AS value,
         null AS other, null AS first, null AS last, coalesce(entity.sources, []) AS sources
  UNION ALL
  MATCH (entity)-[edge]-(neighbour:Entity)
  WHERE NOT type(edge) IN ['CALLED', 'TRANSFERRED', 'SEEN_AT', 'MEMBER_OF', 'FOUND_IN']
    AND (type(edge) <> 'SAME_AS' OR entity.id = $entity)
  RETURN 1 AS place, type(edge) AS fact,
         [coalesce(neighbour.name, neighbour.number, neighbour.iban, neighbour.value, neighbour.imei, neighbour.imsi,
                   neighbour.masked, neighbour.id)] AS value,
         neighbour.id AS other, coalesce(edge.first_ms, edge.from_ms, neighbour.time_ms) AS first,
         coalesce(edge.last_ms, edge.to_ms) AS last, edge.sources[..20] AS sources
}
RETURN fact, value, other, first, last, sources
ORDER BY place, fact, first, other
LIMIT $limit
