/*
title:
  ru: Кратчайший путь
  kk: Ең қысқа жол
  en: Shortest path
purpose:
  ru: Как связаны двое — самая короткая цепочка до шести шагов, не через сервисные номера, вышки, сами находки и тех, у кого больше 50 000 связей; к таким — до трёх шагов.
  kk: Екеуі қалай байланысқан — алты қадамға дейінгі ең қысқа тізбек, қызметтік нөмірлер, станса, табылған желілер және 50 000-нан көп байланысы барларсыз; ондайларға дейін үш қадам.
  en: How two are connected, the shortest chain of up to six steps, not through service numbers, cells, findings, or whoever has more than 50,000 edges; to one of those, up to three.
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
parts_of: []
*/
MATCH (a:Entity {id: $a}), (b:Entity {id: $b})
WHERE a <> b
WITH CASE WHEN COUNT { (a)--() } <= COUNT { (b)--() } THEN [a, b] ELSE [b, a] END AS ends
WITH ends[0] AS near, ends[1] AS far
WITH near, far, COUNT { (far)--() } > $most AS crowded
CALL (near, far, crowded) {
  WITH near, far WHERE NOT crowded
  MATCH path = ANY SHORTEST (near)(()-[edge]-(there)
    WHERE CASE WHEN $kind IS NULL THEN NOT edge:MEMBER_OF|FOUND_IN|COVERS|SEEN_AT ELSE type(edge) IN $kind OR edge:SAME_AS END
      AND (there.id IN [$a, $b] OR (NOT coalesce(there.kind, '') IN ['short', 'sender'] AND COUNT { (there)--() } <= $most))
  ){1,6}(far)
  RETURN nodes(path) AS stops, relationships(path) AS edges
  UNION
  WITH near, far WHERE crowded  // what it is tied to is not read: whether it is one of them is asked of those near the other
  MATCH walk = (near)((here)-[edge]-(there)
    WHERE CASE WHEN $kind IS NULL THEN NOT edge:MEMBER_OF|FOUND_IN|COVERS|SEEN_AT ELSE type(edge) IN $kind OR edge:SAME_AS END
      AND NOT coalesce(there.kind, '') IN ['short', 'sender'] AND COUNT { (here)--() } <= $most AND COUNT { (there)--() } <= $most
  ){0,2}(last)
  WITH far, last, walk ORDER BY length(walk) LIMIT $most
  MATCH (last)-[edge]-(far)
  WHERE CASE WHEN $kind IS NULL THEN NOT edge:MEMBER_OF|FOUND_IN|COVERS|SEEN_AT ELSE type(edge) IN $kind OR edge:SAME_AS END
  WITH walk, edge, far LIMIT 1
  RETURN nodes(walk) + [far] AS stops, relationships(walk) + [edge] AS edges
}
WITH CASE WHEN head(stops).id = $a THEN stops ELSE reverse(stops) END AS stops,
     CASE WHEN head(stops).id = $a THEN edges ELSE reverse(edges) END AS edges
UNWIND range(0, size(edges) - 1) AS i
WITH i, stops[i] AS from, edges[i] AS edge, stops[i + 1] AS to
RETURN i + 1 AS step, from.id AS from, from.name AS from_name, type(edge) AS kind,
       CASE WHEN startNode(edge) = from THEN '→' ELSE '←' END AS direction,
       to.id AS to, to.name AS to_name, edge.sources[..20] AS sources
ORDER BY step
LIMIT $limit
