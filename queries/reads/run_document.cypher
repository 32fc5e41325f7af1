/*
title: {ru: Расчёт целиком, kk: Толық есептеу, en: A whole run}
purpose:
  ru: Полный результат расчёта.
  kk: Есептеудің толық нәтижесі.
  en: The full result of a run.
parameters:
  - {name: run, type: text, title: {ru: Расчёт, kk: Есептеу, en: Run}}
returns:
  - {name: document, type: text, title: {ru: Документ, kk: Құжат, en: Document}}
*/
MATCH (run:Entity:Run {id: $run})
RETURN run.document AS document
LIMIT $limit
