/*
title:
  ru: 'Достигнутые шагом, с наибольшим числом строк сначала'
  kk: 'Қадаммен жеткендер, жолы көбі бірінші'
  en: 'Reached by a step, those with most rows first'
purpose:
  ru: 'Кого достигает шаг от названных объектов, их номеров и счетов; кто достигнут раньше, и что ему принадлежит, не считается.'
  kk: 'Аталған нысандардан, олардың нөмірлері мен шоттарынан қадам кімге жетеді; бұрын жеткендер мен соларға тиесілі саналмайды.'
  en: 'Whom a step from the named entities, their numbers and accounts reaches; who was reached before, and what is theirs, does not count.'
parameters:
  - entities
  - kind
  - {name: direction, type: choice, title: {ru: Направление, kk: Бағыты, en: Direction}, options: [both, out, in], default: both, required: false}
  - since
  - until
  - {name: least, type: money, title: {ru: Не меньше, kk: Кемінде, en: At least}, required: false}
  - {name: reached, type: entities, title: {ru: Уже пройдены, kk: Өтілгендер, en: Reached before}}
returns:
  - {name: end, type: entity, title: {ru: Конец, kk: Соңы, en: End}}
  - count
  - {name: lines, type: list, title: {ru: Номера и счета, kk: Нөмірлері мен шоттары, en: Numbers and accounts}}
*/
CALL () {
  UNWIND $entities AS id
  MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(party)
  CALL (party) {
    RETURN party AS x
    UNION
    MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(x)
    RETURN x LIMIT $most / 10
  }
  WITH DISTINCT coalesce(party.canonical, party.id) AS from, party, x LIMIT $most
  CALL (party, x) {  // by kinds: a party's own registrations lead to what is its own
    WITH party, x WHERE x <> party
    MATCH (x)-[edge:CALLED|TRANSFERRED|USED_IN|SEEN_AT|HAS_SIM|HAS_CARD]-(other)
    RETURN edge, other
    UNION ALL
    WITH party, x WHERE x = party
    MATCH (x)<-[edge:SUBSCRIBES|CONTACT_PHONE|HOLDS]-(other)
    RETURN edge, other
    UNION ALL
    WITH party, x WHERE x = party
    MATCH (x)-[edge:ARRESTED_IN|CALLED|COVERS|DIED|FOUND_IN|HAS_CARD|HAS_SIM|IDENTIFIED_BY|LICENSED|LINKED_TO|MEMBER_OF|OF_SUBSTANCE|
               PERMITS|RECEIVED|SEEN_AT|SEIZED_ACCOUNT|SEIZED_CARD|SEIZED_DEVICE|SEIZED_PHONE|SHIPPED|TRANSFERRED|USED_IN]-(other)
    RETURN edge, other
  }
  WITH from, x, edge, other
  WHERE CASE WHEN $kind IS NULL THEN NOT edge:MEMBER_OF|FOUND_IN|COVERS ELSE type(edge) IN $kind END
    AND ($direction = 'both' OR ($direction = 'out') = (startNode(edge) = x))
    AND ($since IS NULL OR coalesce(edge.time_ms, edge.last_ms, edge.to_ms) >= $since)
    AND ($until IS NULL OR coalesce(edge.time_ms, edge.first_ms, edge.from_ms) < $until + 86400000)
    AND ($least IS NULL OR edge.amount_tiyn >= $least)
  RETURN from, edge, other LIMIT $most
}
WITH other, sum(CASE WHEN edge:CALLED|TRANSFERRED THEN 1 ELSE coalesce(edge.count, 1) END) AS rows
WITH CASE WHEN other:Person|Organisation THEN coalesce(other.canonical, other.id) ELSE other.id END AS end, sum(rows) AS count
WHERE NOT end IN $reached
WITH end, count
ORDER BY count DESC, end
LIMIT $limit
CALL (end) {
  MATCH (one:Entity {id: end})
  WHERE one:Person OR one:Organisation
  MATCH ANY (one)-[:SAME_AS]-*(party)
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(line)
  WITH line LIMIT $most / 10
  RETURN collect(line.id) AS lines
}
RETURN end, count, lines
ORDER BY count DESC, end
