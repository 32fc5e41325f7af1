/*
title: {ru: Откуда начинают, kk: Қайдан басталады, en: Where one sets out from}
purpose:
  ru: Общий номер тех, кто признан одним лицом (у остальных — свой), и что им принадлежит.
  kk: Бір адам деп танылғандардың ортақ нөмірі (басқаларда — өзінікі) және соларға тиесілісі.
  en: The common id of those judged to be one (of others their own), and what is theirs.
parameters: [entities]
returns:
  - {name: goes_by, type: entity, title: {ru: Идёт как, kk: Аталуы, en: Goes by}}
  - {name: lines, type: list, title: {ru: Номера и счета, kk: Нөмірлері мен шоттары, en: Numbers and accounts}}
*/
UNWIND range(0, size($entities) - 1) AS at
MATCH (entity:Entity {id: $entities[at]})
MATCH ANY (entity)-[:SAME_AS]-*(party)
WITH coalesce(entity.canonical, entity.id) AS goes_by, min(at) AS place, collect(DISTINCT party) AS parties
CALL (parties) {
  UNWIND parties AS party
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(line)
  WITH line LIMIT $most / 10
  RETURN collect(line.id) AS lines
}
RETURN goes_by, lines
ORDER BY place
LIMIT $limit
