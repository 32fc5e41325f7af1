/*
title:
  ru: Переезды
  kk: Жол жүрулер
  en: Journeys
purpose:
  ru: 'Каждый переход между вышками от вызова к вызову: сколько метров, за сколько минут и с какой скоростью; невозможные отмечены.'
  kk: 'Қоңыраудан қоңырауға станциялар арасындағы әр жүріс: неше метр, неше минутта және қандай жылдамдықпен; мүмкін еместері белгіленген.'
  en: 'Every move between masts from call to call: how many metres, in how many minutes and how fast; impossible ones are marked.'
parameters:
  - who
  - {name: speed, type: integer, title: {ru: 'Невозможно быстрее, км/ч', kk: 'Мүмкін емес жылдамдық, км/сағ', en: 'Impossible above km/h'}, default: 200, required: false, least: 1, most: 10000}
  - since
  - until
returns:
  - time
  - {name: from, type: entity, title: {ru: Откуда, kk: Қайдан, en: From}}
  - {name: to, type: entity, title: {ru: Куда, kk: Қайда, en: To}}
  - {name: phones, type: list, title: {ru: Номера, kk: Нөмірлер, en: Numbers}}
  - {name: distance, type: integer, title: {ru: Метров, kk: Метр, en: Metres}}
  - {name: minutes, type: number, title: {ru: Минут, kk: Минут, en: Minutes}}
  - {name: kmh, type: integer, title: {ru: км/ч, kk: км/сағ, en: km/h}}
  - {name: leg, type: word, title: {ru: Возможно ли, kk: Мүмкін бе, en: Whether possible}}
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
RETURN a.call.time_ms AS time, from.id AS from, to.id AS to,
       CASE WHEN a.phone = b.phone THEN [a.phone] ELSE [a.phone, b.phone] END AS phones, toInteger(distance) AS distance,
       minutes, kmh, CASE WHEN kmh > $speed AND distance > 5000 THEN 'impossible' END AS leg, [head(a.call.sources), head(b.call.sources)] AS sources
ORDER BY time, from, to
LIMIT $limit
