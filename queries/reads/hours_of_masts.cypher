/*
title: {ru: Часы станций вместе, kk: Станциялардың сағаттары бірге, en: Hours of masts together}
purpose:
  ru: 'В какой час суток номера бывают у станций впервые и в последний раз: у первых ста станций, у каждой до двадцати номеров.'
  kk: 'Нөмірлер станцияларда тәуліктің қай сағатында алғаш және соңғы рет болады: алғашқы жүз станцияда, әрқайсысында жиырма нөмірге дейін.'
  en: 'In which hour of the day lines are at masts first and last: at the first hundred masts, up to twenty lines each.'
parameters: []
returns:
  - {name: hour, type: integer, title: {ru: Час, kk: Сағат, en: Hour}}
  - {name: moments, type: integer, title: {ru: Моментов, kk: Сәттер, en: Moments}}
*/
CALL () {
  MATCH (cell:Entity) WHERE cell.id STARTS WITH 'cell:'
  RETURN cell LIMIT 100
}
CALL (cell) {
  MATCH (cell)<-[seen:SEEN_AT]-(:Phone)
  WITH seen LIMIT 20
  UNWIND CASE WHEN seen.first_ms = seen.last_ms THEN [seen.first_ms] ELSE [seen.first_ms, seen.last_ms] END AS time_ms
  RETURN time_ms
}
RETURN datetime({epochMillis: time_ms, timezone: $zone}).hour AS hour, count(*) AS moments
ORDER BY hour
LIMIT $limit
