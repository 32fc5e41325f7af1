/*
title: {ru: Строки об одной записи, kk: Бір жазба туралы жолдар, en: Rows of one party}
purpose:
  ru: Что сказано именно об этой записи о лице и в каких строках, без тех, что признаны одним лицом с ней.
  kk: Тұлға туралы дәл осы жазба жайлы не айтылған және қай жолдарда; онымен бір деп танылғандарсыз.
  en: What is said of this very party and in which rows, without those judged to be the same.
parameters: [entity]
returns:
  - kind
  - {name: value, type: text, title: {ru: Значение, kk: Мәні, en: Value}}
  - first
  - last
  - sources
limit_default: 200
*/
MATCH (party:Entity {id: $entity})-[edge]->(thing:Entity)
WHERE NOT type(edge) IN ['SAME_AS', 'MEMBER_OF', 'IDENTIFIED_BY']
RETURN type(edge) AS kind, coalesce(thing.number, thing.iban, thing.masked, thing.id) AS value,
       coalesce(edge.from_ms, thing.time_ms) AS first, edge.to_ms AS last, edge.sources AS sources
ORDER BY kind, value, first
LIMIT $limit
