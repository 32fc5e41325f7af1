/*
title:
  ru: Противоречия личности
  kk: Тұлғадағы қайшылықтар
  en: Identity clashes
purpose:
  ru: 'Два ИИН у одного лица, один ИИН у двух, номер или счёт у разных лиц одновременно.'
  kk: 'Бір адамда екі ЖСН, екеуінде бір ЖСН, нөмір не шот бір уақытта әртүрлі адамдарда.'
  en: 'Two IINs of one person, one IIN of two, a number or account of different persons at once.'
parameters: [who]
returns:
  - {name: clash, type: word, title: {ru: Противоречие, kk: Қайшылық, en: Clash}}
  - {name: person, type: entity, title: {ru: Лицо, kk: Адам, en: Person}}
  - {name: entity, type: entity, title: {ru: В чём, kk: Несінде, en: About}}
  - {name: other, type: entity, title: {ru: Другое, kk: Басқасы, en: Other}}
  - first
  - last
  - sources
*/
MATCH (asked:Entity {id: $who})
CALL (asked) {
  WITH asked WHERE asked:Person OR asked:Organisation
  RETURN asked AS found
  UNION
  MATCH (asked)<-[:SUBSCRIBES|HOLDS|IDENTIFIED_BY]-(found)
  RETURN found LIMIT $most
}
MATCH ANY (found)-[:SAME_AS]-*(party)
WITH DISTINCT party, coalesce(party.canonical, party.id) AS person LIMIT $most
CALL (party, person) {
  MATCH (party)-[one:IDENTIFIED_BY]->(number)
  MATCH ANY (party)-[:SAME_AS]-*(same)
  MATCH (same)-[two:IDENTIFIED_BY]->(another)
  WHERE number.id < another.id AND left(number.id, 3) = left(another.id, 3)
  RETURN 'two_numbers' AS clash, number.id AS entity, another.id AS other, null AS first, null AS last,
         [head(one.sources), head(two.sources)] AS sources
  UNION
  MATCH (party)-[one:IDENTIFIED_BY]->(number)<-[two:IDENTIFIED_BY]-(another)
  WHERE coalesce(another.canonical, another.id) <> person
  RETURN 'shared_number' AS clash, number.id AS entity, coalesce(another.canonical, another.id) AS other, null AS first,
         null AS last, [head(one.sources), head(two.sources)] AS sources
  UNION
  MATCH (party)-[one:SUBSCRIBES|HOLDS]->(line)
  WITH person, one, line LIMIT $most
  MATCH (line)<-[two:SUBSCRIBES|HOLDS]-(another)
  WHERE coalesce(another.canonical, another.id) <> person
    AND (one.to_ms IS NULL OR two.from_ms IS NULL OR two.from_ms < one.to_ms)
    AND (two.to_ms IS NULL OR one.from_ms IS NULL OR one.from_ms < two.to_ms)
  RETURN CASE WHEN one:HOLDS THEN 'two_holders' ELSE 'two_subscribers' END AS clash, line.id AS entity, coalesce(another.canonical, another.id) AS other,
         CASE WHEN coalesce(one.from_ms, 0) > coalesce(two.from_ms, 0) THEN one.from_ms ELSE two.from_ms END AS first,
         CASE WHEN one.to_ms IS NULL OR two.to_ms < one.to_ms THEN two.to_ms ELSE one.to_ms END AS last,
         [head(one.sources), head(two.sources)] AS sources
}
RETURN DISTINCT clash, person, entity, other, first, last, sources
ORDER BY clash, entity, person, other
LIMIT $limit
