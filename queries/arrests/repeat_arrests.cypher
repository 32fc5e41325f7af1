/*
title:
  ru: Повторные задержания
  kk: Қайталанған ұстаулар
  en: Repeat arrests
purpose:
  ru: Лица, задержанные больше одного раза, по каким статьям и когда.
  kk: Бір реттен көп ұсталған адамдар, қандай баптармен және қашан.
  en: Persons arrested more than once, under which articles and when.
parameters: [since, until]
returns:
  - person
  - name
  - {name: arrests, type: integer, title: {ru: Задержаний, kk: Ұстаулар саны, en: Arrests}}
  - {name: articles, type: list, title: {ru: Статьи, kk: Баптар, en: Articles}}
  - first
  - last
  - sources
*/
MATCH (arrest:Arrest)<-[edge:ARRESTED_IN]-(person:Person)
WHERE ($since IS NULL OR arrest.time_ms >= $since) AND ($until IS NULL OR arrest.time_ms < $until + 86400000)
WITH person, arrest, edge ORDER BY arrest.time_ms, arrest.id
WITH coalesce(person.canonical, person.id) AS person, max(person.name) AS name, count(DISTINCT arrest) AS arrests, collect(DISTINCT arrest.article) AS articles,
     min(arrest.time_ms) AS first, max(arrest.time_ms) AS last, collect(head(edge.sources)) AS sources
WHERE arrests > 1
RETURN person, name, arrests, articles, first, last, sources
ORDER BY arrests DESC, last DESC, person
LIMIT $limit
