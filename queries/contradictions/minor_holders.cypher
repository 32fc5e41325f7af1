/*
title:
  ru: Оформлено на ребёнка
  kk: Балаға рәсімделген
  en: Registered to a minor
purpose:
  ru: 'Номера и счета, оформленные на лицо, которому по ИИН в день оформления не было 18 лет.'
  kk: 'ЖСН бойынша рәсімделген күні 18 жасқа толмаған адамға тіркелген нөмірлер мен шоттар.'
  en: 'Numbers and accounts registered to a person who by the IIN was under 18 on the day of registration.'
parameters:
  - who
returns:
  - entity
  - {name: holder, type: entity, title: {ru: На кого, kk: Кімге, en: Holder}}
  - name
  - {name: years, type: integer, title: {ru: 'Лет', kk: 'Жасы', en: 'Years of age'}}
  - time
  - sources
*/
MATCH (who:Entity {id: $who})
CALL (who) {
  WITH who WHERE who:Person
  RETURN who AS found
  UNION
  MATCH (who)<-[:SUBSCRIBES|HOLDS]-(found:Person)
  RETURN found LIMIT $most
}
MATCH ANY (found)-[:SAME_AS]-*(same)
MATCH (same)-[:IDENTIFIED_BY]->(number:Identifier)
WITH DISTINCT same AS holder, number, toInteger(substring(number.value, 6, 1)) AS century
WHERE century IN [1, 2, 3, 4, 5, 6]
WITH holder, date({year: 1800 + 100 * ((century - 1) / 2) + toInteger(substring(number.value, 0, 2)),
                   month: toInteger(substring(number.value, 2, 2)), day: toInteger(substring(number.value, 4, 2))}) AS born
MATCH ANY (holder)-[:SAME_AS]-*(party)
MATCH (party)-[edge:SUBSCRIBES|HOLDS]->(entity)
WITH holder, entity, edge, born LIMIT $most
WITH DISTINCT coalesce(holder.canonical, holder.id) AS holder, holder.name AS name, entity, edge, born, coalesce(edge.from_ms, edge.known_ms) AS time
WHERE time IS NOT NULL
WITH holder, name, entity, edge, time,
     duration.between(born, date(datetime({epochMillis: time, timezone: $zone}))).years AS years
WHERE years < 18
RETURN DISTINCT entity.id AS entity, holder, name, years, time, edge.sources AS sources
ORDER BY entity, holder
LIMIT $limit
