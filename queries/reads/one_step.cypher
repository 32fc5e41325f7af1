/*
title: {ru: Один шаг, kk: Бір қадам, en: One step}
purpose:
  ru: 'Рёбра названных объектов, их номеров и счетов: каких видов, в какую сторону, за какие дни, от какой суммы; по паре, виду и дню.'
  kk: 'Аталған нысандардың, олардың нөмірлері мен шоттарының қырлары: қандай түрде, қай бағытта, қай күндері, қандай сомадан; жұп, түр және күн бойынша.'
  en: 'Edges of the named entities, their numbers and accounts: of which kinds, which way, on which days, from which sum; by pair, kind and day.'
parameters:
  - entities
  - kind
  - {name: direction, type: choice, title: {ru: Направление, kk: Бағыты, en: Direction}, options: [both, out, in], default: both, required: false}
  - since
  - until
  - {name: least, type: money, title: {ru: Не меньше, kk: Кемінде, en: At least}, required: false}
  - {name: by_day, type: choice, title: {ru: По дням, kk: Күндер бойынша, en: By day}, options: ['no', 'yes'], default: 'no', required: false}
returns:
  - from
  - {name: end, type: entity, title: {ru: Конец, kk: Соңы, en: End}}
  - kind
  - day
  - count
  - amount
  - first
  - last
  - sources
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
  MATCH (x)-[edge]-(other)
  WHERE CASE WHEN $kind IS NULL THEN NOT type(edge) IN ['MEMBER_OF', 'FOUND_IN', 'COVERS', 'SAME_AS'] ELSE type(edge) IN $kind END
    AND (x = party OR type(edge) IN ['CALLED', 'TRANSFERRED', 'USED_IN', 'SEEN_AT', 'HAS_SIM', 'HAS_CARD'])
    AND ($direction = 'both' OR ($direction = 'out') = (startNode(edge) = x))
    AND ($since IS NULL OR coalesce(edge.time_ms, edge.last_ms, edge.to_ms) >= $since)
    AND ($until IS NULL OR coalesce(edge.time_ms, edge.first_ms, edge.from_ms) < $until + 86400000)
    AND ($least IS NULL OR edge.amount_tiyn >= $least)
  RETURN from, edge, other LIMIT $most
}
WITH from, coalesce(other.canonical, other.id) AS end, type(edge) AS kind, edge,
     CASE WHEN $by_day = 'yes' AND edge.time_ms IS NOT NULL
          THEN toString(date(datetime({epochMillis: edge.time_ms, timezone: $zone}))) END AS day
WITH from, end, kind, day, sum(coalesce(edge.count, 1)) AS count, sum(edge.amount_tiyn) AS amount,
     min(coalesce(edge.time_ms, edge.first_ms, edge.from_ms)) AS first,
     max(coalesce(edge.time_ms, edge.last_ms, edge.to_ms)) AS last, collect(head(edge.sources))[..20] AS sources
RETURN from, end, kind, day, count, CASE WHEN kind = 'TRANSFERRED' THEN amount END AS amount, first, last, sources
ORDER BY count DESC, from, end, kind, day
LIMIT $limit
