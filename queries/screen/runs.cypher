/*
title: {ru: Расчёты, kk: Есептеулер, en: Runs}
purpose:
  ru: Какие расчёты хранятся и когда они сделаны, последний сначала.
  kk: Қандай есептеулер сақталған және қашан жасалған, соңғысынан бастап.
  en: Which runs are kept and when they were made, the last one first.
returns:
  - {name: run, type: text, title: {ru: Расчёт, kk: Есептеу, en: Run}}
  - {name: started, type: time, title: {ru: Начат, kk: Басталды, en: Started}}
  - {name: as_of, type: text, title: {ru: На дату, kk: Күні бойынша, en: As of}}
  - {name: networks, type: integer, title: {ru: Сетей, kk: Желілер саны, en: Networks}}
limit_default: 20
*/
MATCH (run:Run) WHERE run.document IS NOT NULL
RETURN run.id AS run, run.started_ms AS started, run.as_of AS as_of,
       size([(network:Network)-[:FOUND_IN]->(run) | network.id]) AS networks
ORDER BY started DESC, run
LIMIT $limit
