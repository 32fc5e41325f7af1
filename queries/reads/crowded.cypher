/*
title: {ru: Слишком много связей, kk: Байланысы тым көп, en: Too many edges}
purpose:
  ru: Какие из названных объектов, их номеров и счетов имеют больше связей, чем просматривается для одного ответа.
  kk: Аталған нысандардың, олардың нөмірлері мен шоттарының қайсысында бір жауап үшін қаралатыннан көп байланыс бар.
  en: Which of the named entities, their numbers and accounts have more edges than one answer looks at.
parameters: [entities]
returns:
  - entity
  - {name: edges, type: integer, title: {ru: Связей, kk: Байланыстар, en: Edges}}
*/
UNWIND $entities AS id
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(party)
CALL (party) {
  RETURN party AS x
  UNION
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS|COVERS|SEIZED_PHONE|SEIZED_DEVICE|SEIZED_ACCOUNT|SEIZED_CARD]->(x)
  RETURN x LIMIT $most / 50
  UNION
  MATCH (party)<-[:ARRESTED_IN]-(held)
  MATCH ANY (held)-[:SAME_AS]-*(one)
  MATCH (one)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
  RETURN x LIMIT $most / 50
}
WITH DISTINCT x, COUNT { (x)--() } AS edges
WHERE edges > $most
RETURN x.id AS entity, edges
ORDER BY edges DESC, entity
LIMIT $limit
