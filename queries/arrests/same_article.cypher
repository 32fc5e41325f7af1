/*
title:
  ru: По той же статье
  kk: Сол бап бойынша
  en: Repeat article
purpose:
  ru: 'Другие задержания этих же лиц по той же статье.'
  kk: 'Дәл осы адамдардың сол бап бойынша басқа ұстаулары.'
  en: 'Other arrests of the same persons under the same article.'
parameters:
  - arrest
returns:
  - person
  - name
  - arrest
  - article
  - time
  - city
  - status
  - sources
*/
MATCH (here:Entity:Arrest {id: $arrest})<-[:ARRESTED_IN]-(held:Person)
MATCH ANY (held)-[:SAME_AS]-*(person)
WITH DISTINCT here, person
MATCH (person)-[edge:ARRESTED_IN]->(arrest:Arrest)
WHERE arrest <> here AND arrest.article = here.article
RETURN coalesce(person.canonical, person.id) AS person, person.name AS name, arrest.id AS arrest, arrest.article AS article, arrest.time_ms AS time,
       arrest.city AS city, edge.status AS status, edge.sources AS sources
ORDER BY time, person
LIMIT $limit
