/*
title: {ru: Под каким номером идёт лицо, kk: Адам қандай нөмірмен жүреді, en: By which id a party goes}
purpose:
  ru: Общий номер тех, кто признан одним лицом; у остальных — свой.
  kk: Бір адам деп танылғандардың ортақ нөмірі; басқаларда — өзінікі.
  en: The common id of those judged to be one; of others their own.
parameters: [entities]
returns:
  - entity
  - {name: goes_by, type: entity, title: {ru: Идёт как, kk: Аталуы, en: Goes by}}
*/
UNWIND $entities AS id
MATCH (entity:Entity {id: id})
RETURN DISTINCT entity.id AS entity, coalesce(entity.canonical, entity.id) AS goes_by
ORDER BY entity
LIMIT $limit
