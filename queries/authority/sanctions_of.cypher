/*
title:
  ru: Какие санкции открывают доступ
  kk: Қандай санкциялар рұқсат береді
  en: Which sanctions open the data
purpose:
  ru: Санкции на номера и счета этого объекта или лица, суд и сроки; вне сроков данные видны только с другой стороны.
  kk: Осы нысанның не адамның нөмірлері мен шоттарына санкциялар, сот пен мерзімдер; мерзімнен тыс дерек тек екінші жақтан көрінеді.
  en: Sanctions on the numbers and accounts of this entity or person, court and periods; outside them data is seen from the other side only.
parameters: [who]
returns: [entity, sanction, court, valid_from, valid_to, sources]
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
CALL (who) {
  RETURN who AS entity
  UNION
  MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(entity)
  RETURN entity LIMIT $most / 10
}
WITH DISTINCT entity LIMIT $most
MATCH (entity)<-[window:COVERS]-(sanction:Sanction)
RETURN entity.id AS entity, sanction.number AS sanction, sanction.court AS court, window.from_ms AS valid_from,
       window.to_ms AS valid_to, window.sources AS sources
ORDER BY entity, valid_from, sanction
LIMIT $limit
