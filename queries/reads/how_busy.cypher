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
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(x)
RETURN id AS entity, sum(COUNT { (x)--() }) AS edges
ORDER BY edges, entity
LIMIT $limit
