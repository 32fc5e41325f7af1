/*
title:
  ru: В двух местах сразу
  kk: Бір мезгілде екі жерде
  en: Two places at once
purpose:
  ru: 'Два подряд вызова номера или номеров одного лица, между которыми нельзя доехать: номером пользуются двое, или время неверно.'
  kk: 'Нөмірдің немесе бір адам нөмірлерінің арасында жетіп үлгеру мүмкін емес қатар екі қоңырауы: нөмірді екі адам пайдаланады не уақыт қате.'
  en: "Two calls in a row, of a number or of one person's numbers, between which nobody can travel; two people use it, or a clock is wrong."
parameters:
  - who
  - {name: speed, type: integer, title: {ru: 'Быстрее км/ч', kk: 'Км/сағ жылдам', en: 'Faster than km/h'}, default: 200, required: false, least: 1, most: 10000}
  - {name: metres, type: integer, title: {ru: 'Дальше метров', kk: 'Метрден алыс', en: 'Farther than metres'}, default: 5000, required: false, least: 0, most: 1000000}
  - since
  - until
returns:
  - time
  - {name: from, title: {ru: Откуда, kk: Қайдан, en: From}}
  - {name: to, title: {ru: Куда, kk: Қайда, en: To}}
  - {name: phones, type: list, title: {ru: 'Номера', kk: 'Нөмірлер', en: 'Phones'}}
  - {name: distance, type: integer, title: {ru: 'Метров', kk: 'Метр', en: 'Metres'}}
  - {name: minutes, type: number, title: {ru: 'Минут', kk: 'Минут', en: 'Minutes'}}
  - {name: kmh, type: integer, title: {ru: 'Км/ч', kk: 'Км/сағ', en: 'Km/h'}}
  - sources
*/
CALL () {
  MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
  CALL (who) {
    WITH who WHERE who:Phone
    RETURN who AS x
    UNION
    MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE]->(x)
    RETURN x LIMIT $most / 10
  }
  WITH DISTINCT x LIMIT $most
  MATCH (x)-[call:CALLED]->()
  WHERE call.cell IS NOT NULL AND ($since IS NULL OR call.time_ms >= $since) AND ($until IS NULL OR call.time_ms < $until + 86400000)
  RETURN x, call LIMIT $most
}
WITH x, call ORDER BY call.time_ms, call.id
WITH collect({phone: x.id, call: call}) AS events
UNWIND range(0, size(events) - 2) AS i
WITH events[i] AS a, events[i + 1] AS b
WHERE a.call.cell <> b.call.cell
MATCH (from:Entity:Cell {id: 'cell:' + a.call.cell})
MATCH (to:Entity:Cell {id: 'cell:' + b.call.cell})
WITH a, b, from, to, point.distance(point({latitude: from.lat, longitude: from.lon}),
                                    point({latitude: to.lat, longitude: to.lon})) AS distance,
     (b.call.time_ms - a.call.time_ms) / 60000.0 AS minutes
WITH a, b, from, to, distance, minutes,
     toInteger(distance * 0.06 / CASE WHEN minutes < 0.1 THEN 0.1 ELSE minutes END) AS kmh
WHERE distance > $metres AND kmh > $speed
RETURN a.call.time_ms AS time, from.id AS from, to.id AS to,
       CASE WHEN a.phone = b.phone THEN [a.phone] ELSE [a.phone, b.phone] END AS phones, toInteger(distance) AS distance,
       minutes, kmh, [head(a.call.sources), head(b.call.sources)] AS sources
ORDER BY time, from, to
LIMIT $limit
