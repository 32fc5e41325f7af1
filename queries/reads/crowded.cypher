/*
title: {ru: Слишком много связей, kk: Байланысы тым көп, en: Too many edges}
purpose:
  ru: У каких из названных объектов, их номеров и счетов очень много связей, и каких видов.
  kk: Аталған нысандардың, олардың нөмірлері мен шоттарының қайсысында байланыс өте көп және қандай түрде.
  en: Which of the named entities, their numbers and accounts have very many edges, and of which kinds.
parameters: [entities]
returns:
  - entity
  - kind
  - {name: edges, type: integer, title: {ru: Связей, kk: Байланыстар, en: Edges}}
*/
UNWIND $entities AS id
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(party)
CALL (party) {
  RETURN party AS x
  UNION
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
  RETURN x LIMIT $most / 10
  UNION
  MATCH (party)-[:HOLDS]->(x)
  RETURN x LIMIT $most / 10
  UNION
  MATCH (party)-[:COVERS|SEIZED_PHONE|SEIZED_DEVICE|SEIZED_ACCOUNT|SEIZED_CARD]->(x)
  RETURN x LIMIT $most / 10
  UNION
  MATCH (party)<-[:ARRESTED_IN]-(x)
  RETURN x LIMIT $most / 10
  UNION
  MATCH (party)<-[:ARRESTED_IN]-(held)
  MATCH ANY (held)-[:SAME_AS]-*(one)
  MATCH (one)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
  RETURN x LIMIT $most / 10
}
WITH DISTINCT x
WHERE COUNT { (x)--() } > $most / 10
UNWIND [
  {kind: 'ARRESTED_IN', edges: COUNT { (x)-[:ARRESTED_IN]-() }},
  {kind: 'CALLED', edges: COUNT { (x)-[:CALLED]-() }},
  {kind: 'CONTACT_PHONE', edges: COUNT { (x)-[:CONTACT_PHONE]-() }},
  {kind: 'COVERS', edges: COUNT { (x)-[:COVERS]-() }},
  {kind: 'DIED', edges: COUNT { (x)-[:DIED]-() }},
  {kind: 'FOUND_IN', edges: COUNT { (x)-[:FOUND_IN]-() }},
  {kind: 'HAS_CARD', edges: COUNT { (x)-[:HAS_CARD]-() }},
  {kind: 'HAS_SIM', edges: COUNT { (x)-[:HAS_SIM]-() }},
  {kind: 'HOLDS', edges: COUNT { (x)-[:HOLDS]-() }},
  {kind: 'IDENTIFIED_BY', edges: COUNT { (x)-[:IDENTIFIED_BY]-() }},
  {kind: 'LICENSED', edges: COUNT { (x)-[:LICENSED]-() }},
  {kind: 'LINKED_TO', edges: COUNT { (x)-[:LINKED_TO]-() }},
  {kind: 'MEMBER_OF', edges: COUNT { (x)-[:MEMBER_OF]-() }},
  {kind: 'OF_SUBSTANCE', edges: COUNT { (x)-[:OF_SUBSTANCE]-() }},
  {kind: 'PERMITS', edges: COUNT { (x)-[:PERMITS]-() }},
  {kind: 'RECEIVED', edges: COUNT { (x)-[:RECEIVED]-() }},
  {kind: 'SAME_AS', edges: COUNT { (x)-[:SAME_AS]-() }},
  {kind: 'SEEN_AT', edges: COUNT { (x)-[:SEEN_AT]-() }},
  {kind: 'SEIZED_ACCOUNT', edges: COUNT { (x)-[:SEIZED_ACCOUNT]-() }},
  {kind: 'SEIZED_CARD', edges: COUNT { (x)-[:SEIZED_CARD]-() }},
  {kind: 'SEIZED_DEVICE', edges: COUNT { (x)-[:SEIZED_DEVICE]-() }},
  {kind: 'SEIZED_PHONE', edges: COUNT { (x)-[:SEIZED_PHONE]-() }},
  {kind: 'SHIPPED', edges: COUNT { (x)-[:SHIPPED]-() }},
  {kind: 'SUBSCRIBES', edges: COUNT { (x)-[:SUBSCRIBES]-() }},
  {kind: 'TRANSFERRED', edges: COUNT { (x)-[:TRANSFERRED]-() }},
  {kind: 'USED_IN', edges: COUNT { (x)-[:USED_IN]-() }}
] AS of
WITH x, of
WHERE of.edges > 0
RETURN x.id AS entity, of.kind AS kind, of.edges AS edges
ORDER BY edges DESC, entity, kind
LIMIT $limit
