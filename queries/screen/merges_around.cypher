/*
title: {ru: Объединения вокруг объектов, kk: Нысандар айналасындағы біріктірулер, en: Merges around entities}
purpose:
  ru: Действующие решения «один человек», на которых держатся названные лица.
  kk: Аталған тұлғалар сүйенетін «бір адам» деген күшіндегі шешімдер.
  en: Judgements «one person» in force that the named persons rest on.
parameters: [entities]
returns:
  - {name: member, type: entity, title: {ru: Участник, kk: Мүше, en: Member}}
  - {name: left, type: entity, title: {ru: Один, kk: Бірі, en: One}}
  - {name: right, type: entity, title: {ru: Другой, kk: Екіншісі, en: Other}}
  - {name: author, type: text, title: {ru: Автор, kk: Авторы, en: Author}}
  - {name: reason, type: text, title: {ru: Основание, kk: Негізі, en: Reason}}
  - time
limit_default: 2000
*/
UNWIND $entities AS id
MATCH (member:Entity {id: id})
MATCH ANY (member)-[:SAME_AS]-*(party)
WITH member, collect(DISTINCT party) AS parties
UNWIND parties AS party
MATCH (party)-[edge:SAME_AS]->(other)
RETURN DISTINCT member.id AS member, party.id AS left, other.id AS right, edge.author AS author,
       edge.reason AS reason, edge.known_ms AS time
ORDER BY member, left, right
LIMIT $limit
