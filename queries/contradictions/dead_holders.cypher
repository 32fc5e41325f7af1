/*
title:
  ru: Оформлено на умершего
  kk: Қайтыс болған адамға рәсімделген
  en: Registered to the dead
purpose:
  ru: 'Номера и счета лица, умершего по сведениям ЗАГС, операторов или банков: что оформлено на него после смерти и чем после неё звонят и платят. Если в сведениях нет даты смерти, ответ пуст.'
  kk: 'АХАЖ органдары, операторлар не банктер мәліметі бойынша қайтыс болған адамның нөмірлері мен шоттары: қайтыс болғаннан кейін не рәсімделген, немен қоңырау шалып, төлейді. Мәліметте қайтыс болған күн болмаса, жауап бос.'
  en: 'Numbers and accounts of a person who had died as the civil register, operators or banks say: what was registered after that day, and what is called and paid with after it. Where no register tells a day of death the answer is empty.'
parameters: [who]
returns:
  - entity
  - {name: holder, type: entity, title: {ru: На кого, kk: Кімге, en: Holder}}
  - name
  - {name: died, type: time, title: {ru: День смерти (конец), kk: Қайтыс болған күні (соңы), en: Day of death (its end)}}
  - {name: registered, type: time, title: {ru: Оформлено после, kk: Кейін рәсімделген, en: Registered after}}
  - {name: count, title: {ru: Вызовов и переводов после, kk: Кейінгі қоңыраулар мен аударымдар, en: Calls and transfers after}}
  - first
  - last
  - sources
*/
MATCH (asked:Entity {id: $who})
CALL (asked) {
  WITH asked WHERE asked:Person
  RETURN asked AS found
  UNION
  MATCH (asked)<-[:SUBSCRIBES|HOLDS]-(found:Person)
  RETURN found LIMIT $most
}
WITH DISTINCT coalesce(found.canonical, found.id) AS id
MATCH ANY (holder:Entity {id: id})-[:SAME_AS]-*(party)
MATCH (party)-[held:SUBSCRIBES|HOLDS|DIED]->(entity)
WITH holder, entity, held LIMIT $most / 10
WITH holder, max(held.died_ms) AS died, collect({entity: entity, held: held}) AS all
WHERE died IS NOT NULL
// a registration is told by many rows, of which any may tell the death
WITH holder, died, [each IN all WHERE NOT each.held:DIED] AS all,
     [each IN all WHERE each.held.died_ms = died AND each.held:DIED | each.held.sources] AS acts,
     [each IN all WHERE each.held.died_ms = died | each.held.sources] AS words
WITH holder, died, coalesce(head(acts), head(words)) AS told, all
UNWIND all AS each
WITH holder, died, told, each.entity AS entity, max(each.held.from_ms) AS registered, collect(head(each.held.sources)) AS registers
CALL (entity, died) {
  MATCH (entity)-[edge:CALLED|TRANSFERRED]->()
  WHERE edge.time_ms > died
  WITH edge LIMIT $most
  WITH edge ORDER BY edge.time_ms, edge.id
  RETURN count(edge) AS count, min(edge.time_ms) AS first, max(edge.time_ms) AS last, collect(head(edge.sources))[..20] AS rows
}
WITH * WHERE registered > died OR count > 0
RETURN entity.id AS entity, holder.id AS holder, holder.name AS name, died,
       CASE WHEN registered > died THEN registered END AS registered, count, first, last,
       COLLECT { UNWIND told + registers + rows AS row RETURN DISTINCT row } AS sources
ORDER BY entity, holder
LIMIT $limit
