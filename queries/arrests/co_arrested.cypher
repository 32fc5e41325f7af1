/*
title:
  ru: Задержаны вместе
  kk: Бірге ұсталғандар
  en: Arrested together
purpose:
  ru: Кто задержан по тем же или связанным делам, что и это лицо, и с каким статусом.
  kk: Осы адаммен бір немесе байланысты істер бойынша кім ұсталды және мәртебесі қандай.
  en: Who was arrested in the same or linked cases as this person, and with what status.
parameters: [who]
returns:
  - person
  - name
  - arrest
  - time
  - {name: tie, type: word, title: {ru: Как связано, kk: Қалай байланысты, en: Tie}}
  - article
  - status
  - category
  - sources
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
WITH collect(who) AS parties
UNWIND parties AS who
MATCH (who)-[:ARRESTED_IN]->(own:Arrest)
MATCH (own)-[:LINKED_TO*0..1]-(arrest:Arrest)
WITH parties, arrest, min(CASE WHEN own = arrest THEN 0 ELSE 1 END) AS distance
MATCH (arrest)<-[edge:ARRESTED_IN]-(person:Person)
WHERE NOT person IN parties
RETURN coalesce(person.canonical, person.id) AS person, person.name AS name, arrest.id AS arrest, arrest.time_ms AS time,
       CASE distance WHEN 0 THEN '=' ELSE 'LINKED_TO' END AS tie, arrest.article AS article,
       edge.status AS status, edge.category AS category, edge.sources AS sources
ORDER BY time, person
LIMIT $limit
