/*
title: {ru: Имена файлов, kk: Файл аттары, en: Names of files}
purpose:
  ru: Под каким именем и кем был передан каждый источник.
  kk: Әр дереккөз қандай атпен және кім арқылы берілді.
  en: Under which name and by whom each source was delivered.
parameters:
  - {name: sources, type: entities, title: {ru: Источники, kk: Дереккөздер, en: Sources}}
returns:
  - {name: source, type: text, title: {ru: Источник, kk: Дереккөз, en: Source}}
  - {name: file, type: text, title: {ru: Файл, kk: Файл, en: File}}
  - {name: agency, type: text, title: {ru: Кто передал, kk: Кім берді, en: Agency}}
limit_default: 2000
*/
UNWIND $sources AS id
MATCH (source:Source {id: 'source:' + id})
RETURN id AS source, source.name AS file, source.agency AS agency
LIMIT $limit
