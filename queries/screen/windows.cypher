/*
title: {ru: Сроки санкций, kk: Санкция мерзімдері, en: Windows of sanctions}
purpose:
  ru: Сроки, на которые суд открыл номера и счета объектов; пустая строка — ни одной санкции нет.
  kk: Сот нысандардың нөмірлері мен шоттарын ашқан мерзімдер; бос жол — бірде-бір санкция жоқ.
  en: The periods for which a court opened the entities' numbers and accounts; an empty line means no sanction.
parameters: [entities]
returns:
  - entity
  - sanction
  - valid_from
  - valid_to
  - {name: usable_until, type: time, title: {ru: Использовать по, kk: Пайдалану мерзімі, en: May be used until}}
limit_default: 50
*/
UNWIND $entities AS id
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(party)
CALL (party) {
  RETURN party AS line
  UNION
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(line)
  RETURN line LIMIT $most / 10
}
WITH DISTINCT line LIMIT $most
WHERE line:Phone OR line:Account
OPTIONAL MATCH (line)<-[window:COVERS]-(sanction:Sanction)
RETURN line.id AS entity, sanction.number AS sanction, window.from_ms AS valid_from, window.to_ms AS valid_to,
       window.expires_ms AS usable_until
ORDER BY entity, valid_from, sanction
LIMIT $limit
