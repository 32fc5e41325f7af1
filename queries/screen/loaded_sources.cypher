/*
title: {ru: Загруженные поставки, kk: Жүктелген жеткізілімдер, en: Deliveries in the graph}
purpose:
  ru: Какие поставки есть в графе, чтобы знать, одни ли это примеры.
  kk: Графта қандай жеткізілімдер бар екенін, тек мысалдар ма екенін білу үшін.
  en: Which deliveries the graph holds, to know whether they are the examples alone.
returns:
  - {name: source, type: text, title: {ru: Источник, kk: Дереккөз, en: Source}}
limit_default: 10000
*/
MATCH (source:Source)
RETURN source.id AS source
ORDER BY source
LIMIT $limit
