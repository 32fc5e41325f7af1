/*
title:
  ru: Насколько оживлены
  kk: Қаншалықты белсенді
  en: How busy
purpose:
  ru: Сколько рёбер у каждого объекта.
  kk: Әр нысанның қанша қыры бар.
  en: Edges of each entity.
parameters:
  - entities
returns:
  - entity
  - {name: edges, type: integer, title: {ru: 'Рёбер', kk: 'Қыр саны', en: 'Edges'}}
*/
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
RETURN id AS entity,
       CASE WHEN entity.canonical IS NULL THEN COUNT { (entity)--() }
            ELSE reduce(n = 0, one IN COLLECT { MATCH ANY (entity)-[:SAME_AS]-*(x) RETURN COUNT { (x)--() } } | n + one)
       END AS edges
ORDER BY edges, entity
LIMIT $limit
