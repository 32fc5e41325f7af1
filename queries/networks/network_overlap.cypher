/*
title:
  ru: Пересечение сетей
  kk: Желілердің қиылысуы
  en: Overlap of networks
purpose:
  ru: Другие сети этого и других расчётов, в которых есть те же участники, и сколько их.
  kk: Осы және басқа есептеулердегі дәл сол қатысушылары бар басқа желілер және олардың саны.
  en: Other networks, of this run and of others, that have members in common with it, and how many.
parameters:
  - {name: network, type: entity, of: Network, title: {ru: Сеть, kk: Желі, en: Network}}
returns:
  - {name: other, type: entity, title: {ru: Другая сеть, kk: Басқа желі, en: Other network}}
  - {name: run, type: entity, title: {ru: Расчёт, kk: Есептеу, en: Run}}
  - {name: started, type: time, title: {ru: Расчёт сделан, kk: Есептеу жасалған, en: Run made}}
  - {name: shared, type: integer, title: {ru: Общих участников, kk: Ортақ қатысушылар, en: Members in common}}
  - {name: size, type: integer, title: {ru: Участников в другой, kk: Басқасындағы қатысушылар, en: Members of the other}}
  - {name: share, type: number, title: {ru: 'Доля общих (Жаккар)', kk: 'Ортақтар үлесі (Жаккар)', en: 'Share in common (Jaccard)'}}
  - {name: members, type: list, title: {ru: Общие участники, kk: Ортақ қатысушылар, en: In common}}
  - sources
*/
MATCH (network:Entity:Network {id: $network})<-[in:MEMBER_OF]-(member)
WITH network, in, member LIMIT $most
WITH network, coalesce(member.canonical, member.id) AS id, head(collect(in)) AS in, collect(member) AS written
WITH network, collect({id: id, in: in, written: written}) AS own, count(id) AS mine
UNWIND own AS each
UNWIND each.written AS party
MATCH ANY (party)-[:SAME_AS]-*(same)
MATCH (same)-[also:MEMBER_OF]->(other)
WHERE other <> network
WITH other, mine, each.id AS id, each.in AS in, also LIMIT $most
WITH other, mine, id, head(collect(in)) AS in, head(collect(also)) AS also
WITH other, mine, id, in, also ORDER BY id
WITH other, mine, collect(id) AS members, collect(head(in.sources)) + collect(head(also.sources)) AS sources
CALL (other) {
  MATCH (other)<-[:MEMBER_OF]-(member)
  RETURN count(DISTINCT coalesce(member.canonical, member.id)) AS size
}
MATCH (other)-[:FOUND_IN]->(run)
WITH other, run, members, size(members) AS shared, size, sources, mine
RETURN other.id AS other, run.id AS run, run.started_ms AS started, shared, size,
       1.0 * shared / (mine + size - shared) AS share, members[..50] AS members, sources[..20] AS sources
ORDER BY started DESC, share DESC, other
LIMIT $limit
