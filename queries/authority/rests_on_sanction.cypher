/*
title:
  ru: Что держится на санкции
  kk: Санкцияға не сүйенеді
  en: What rests on a sanction
purpose:
  ru: Номера и счета, открытые санкцией, сроки и сколько вызовов и переводов по ней загружено.
  kk: Санкциямен ашылған нөмірлер мен шоттар, мерзімдері және сол бойынша жүктелген қоңыраулар мен аударымдар саны.
  en: Numbers and accounts that a sanction opens, the periods, and how many calls and transfers came in under it.
parameters: [sanction]
returns:
  - entity
  - registered_to
  - valid_from
  - valid_to
  - calls
  - transfers
  - first
  - last
  - sources
*/
MATCH (sanction:Entity:Sanction {id: $sanction})-[window:COVERS]->(entity)
WITH sanction, entity, min(window.from_ms) AS valid_from, max(window.to_ms) AS valid_to,
     collect(head(window.sources)) AS sources
ORDER BY entity.id
LIMIT $limit
CALL (sanction, entity) {
  MATCH (entity)-[edge:CALLED|TRANSFERRED]-()
  WITH sanction, edge LIMIT $most
  WHERE sanction.number IN edge.authority
  RETURN sum(CASE WHEN type(edge) = 'CALLED' THEN 1 ELSE 0 END) AS calls,
         sum(CASE WHEN type(edge) = 'TRANSFERRED' THEN 1 ELSE 0 END) AS transfers,
         min(edge.time_ms) AS first, max(edge.time_ms) AS last
}
RETURN entity.id AS entity, [(holder)-[:SUBSCRIBES|HOLDS]->(entity) | holder.name] AS registered_to,
       valid_from, valid_to, calls, transfers, first, last, sources
ORDER BY entity
