/*
title:
  ru: Строки связи
  kk: Байланыс жолдары
  en: Rows of a tie
purpose:
  ru: Каждая прямая связь двух объектов со строками, на которых она держится.
  kk: Екі нысанның әр тікелей байланысы және ол сүйенетін жолдар.
  en: Each direct edge between two entities with the rows it rests on.
parameters: [a, b, kind]
returns: [time, from, to, kind, amount, duration, sources]
parts_of: []
*/
CALL () {
  MATCH ANY (:Entity {id: $a})-[:SAME_AS]-*(a)
  MATCH ANY (:Entity {id: $b})-[:SAME_AS]-*(b)
  WITH DISTINCT a, b LIMIT $most
  MATCH (a)-[edge]-(b)
  WHERE $kind IS NULL OR type(edge) IN $kind
  RETURN DISTINCT edge
}
RETURN coalesce(edge.time_ms, edge.first_ms, edge.from_ms) AS time, startNode(edge).id AS from, endNode(edge).id AS to,
       type(edge) AS kind, edge.amount_tiyn AS amount, edge.duration_s AS duration, edge.sources AS sources
ORDER BY time, edge.id
LIMIT $limit
