/*
title:
  ru: Кратчайший путь
  kk: Ең қысқа жол
  en: Shortest path
purpose:
  ru: Как связаны двое — самая короткая цепочка до шести шагов, не через сервисные номера, вышки и сами находки.
  kk: Екеуі қалай байланысқан — алты қадамға дейінгі ең қысқа тізбек, қызметтік нөмірлер, станса мен табылған желілерсіз.
  en: How two are connected, the shortest chain of up to six steps, not through service numbers, cells or findings.
parameters: [a, b, kind]
returns:
  - {name: step, type: integer, title: {ru: Шаг, kk: Қадам, en: Step}}
  - {name: from, title: {ru: Откуда, kk: Қайдан, en: From}}
  - {name: from_name, title: {ru: Имя, kk: Аты-жөні, en: Name}}
  - kind
  - {name: direction, type: text, title: {ru: Направление, kk: Бағыты, en: Direction}}
  - {name: to, title: {ru: Куда, kk: Қайда, en: To}}
  - {name: to_name, title: {ru: Имя, kk: Аты-жөні, en: Name}}
  - sources
*/
MATCH (a:Entity {id: $a}), (b:Entity {id: $b})
WHERE a <> b
MATCH path = shortestPath((a)-[*..6]-(b))
WHERE none(edge IN relationships(path) WHERE type(edge) IN ['MEMBER_OF', 'FOUND_IN', 'COVERS', 'SEEN_AT'])
  AND ($kind IS NULL OR all(edge IN relationships(path) WHERE type(edge) IN $kind OR type(edge) = 'SAME_AS'))
  AND none(node IN nodes(path)[1..-1] WHERE coalesce(node.kind, '') IN ['short', 'sender'])
UNWIND range(0, length(path) - 1) AS i
WITH i, nodes(path)[i] AS from, relationships(path)[i] AS edge, nodes(path)[i + 1] AS to
RETURN i + 1 AS step, from.id AS from, from.name AS from_name, type(edge) AS kind,
       CASE WHEN startNode(edge) = from THEN '→' ELSE '←' END AS direction,
       to.id AS to, to.name AS to_name, edge.sources[..20] AS sources
ORDER BY step
LIMIT $limit
