/*
title:
  ru: Задержания рядом
  kk: Жақын маңдағы ұстаулар
  en: Arrests nearby
purpose:
  ru: Другие задержания не дальше стольких метров от места этого, ближайшие первыми.
  kk: Осы орыннан сонша метрден алыс емес басқа ұстаулар, ең жақыны бірінші.
  en: Other arrests within so many metres of the place of this one, nearest first.
parameters:
  - arrest
  - {name: metres, type: integer, required: false, default: 500, title: {ru: Метров, kk: Метр, en: Metres}, least: 0, most: 1000000, narrows: smaller}
returns:
  - arrest
  - {name: distance, type: integer, title: {ru: Метров, kk: Метр, en: Metres}}
  - time
  - article
  - city
  - place
  - {name: persons, type: list, title: {ru: Задержаны, kk: Ұсталғандар, en: Arrested}}
  - sources
*/
MATCH (here:Entity:Arrest {id: $arrest})
MATCH (arrest:Arrest)
WHERE arrest <> here
WITH arrest, point.distance(point({latitude: here.lat, longitude: here.lon}),
                            point({latitude: arrest.lat, longitude: arrest.lon})) AS distance
WHERE distance <= $metres
OPTIONAL MATCH (arrest)<-[edge:ARRESTED_IN]-(person:Person)
WITH arrest, distance, person, edge ORDER BY person.id
RETURN arrest.id AS arrest, toInteger(round(distance)) AS distance, arrest.time_ms AS time, arrest.article AS article,
       arrest.city AS city, arrest.place AS place, collect(coalesce(person.name, person.id)) AS persons,
       collect(head(edge.sources)) AS sources
ORDER BY distance, time, arrest
LIMIT $limit
