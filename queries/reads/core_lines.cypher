/*
title: {ru: Ядра сетей с их номерами и счетами, kk: Желі өзектері нөмірлерімен және шоттарымен, en: Cores of networks with their lines}
purpose:
  ru: 'Участники ядер сетей расчёта и всё, что им принадлежит: номера, счета.'
  kk: 'Есептеу желілерінің өзектеріндегі қатысушылар және оларға тиесілі нөмірлер, шоттар.'
  en: 'Members of the cores of a run''s networks and what is theirs: numbers, accounts.'
parameters:
  - {name: run, type: text, title: {ru: Расчёт, kk: Есептеу, en: Run}}
returns:
  - {name: network, type: entity, title: {ru: Сеть, kk: Желі, en: Network}}
  - {name: member, type: entity, title: {ru: Участник, kk: Қатысушы, en: Member}}
  - {name: line, type: entity, title: {ru: Номер или счёт, kk: Нөмір не шот, en: Line}}
*/
MATCH (run:Entity:Run {id: $run})<-[:FOUND_IN]-(network)<-[in:MEMBER_OF]-(member)
WHERE in.core
MATCH ANY (member)-[:SAME_AS]-*(party)
CALL (party) {
  RETURN party AS line
  UNION
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(line)
  RETURN line LIMIT 100
}
RETURN DISTINCT network.id AS network, coalesce(member.canonical, member.id) AS member,
       coalesce(line.canonical, line.id) AS line
ORDER BY network, member, line
LIMIT $limit
