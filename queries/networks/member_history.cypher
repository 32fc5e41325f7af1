/*
title:
  ru: История участника
  kk: Қатысушының тарихы
  en: History of a member
purpose:
  ru: В каких расчётах и сетях было лицо, номер или счёт, с какой ролью и на каких строках.
  kk: Адам, нөмір не шот қандай есептеулер мен желілерде, қандай рөлде және қандай жолдарға сүйеніп болған.
  en: In which runs and networks a person, number or account was, with which role and on which rows.
parameters: [who]
returns:
  - {name: run, type: entity, title: {ru: Расчёт, kk: Есептеу, en: Run}}
  - {name: started, type: time, title: {ru: Сделан, kk: Жасалған, en: Made}}
  - {name: as_of, type: text, title: {ru: По день, kk: Күніне дейін, en: Up to the day}}
  - {name: network, type: entity, title: {ru: Сеть, kk: Желі, en: Network}}
  - {name: network_kind, type: word, title: {ru: Вид организации, kk: Ұйым түрі, en: Kind of organisation}}
  - {name: member, type: entity, title: {ru: Участник, kk: Қатысушы, en: Member}}
  - {name: role, type: word, title: {ru: Роль, kk: Рөлі, en: Role}}
  - {name: core, type: word, title: {ru: Ядро, kk: Өзегі, en: Core}}
  - {name: score, type: number, title: {ru: Сила доказательств, kk: Дәлелдер күші, en: Weight of evidence}}
  - {name: stability, type: number, title: {ru: Устойчивость, kk: Тұрақтылығы, en: Stability}}
  - sources
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(party)
CALL (party) {
  RETURN party AS member
  UNION
  MATCH (party)-[:SUBSCRIBES|CONTACT_PHONE|HOLDS]->(member)
  RETURN member LIMIT $most / 10
}
MATCH (member)-[in:MEMBER_OF]->(network)-[:FOUND_IN]->(run)
WITH DISTINCT member, in, network, run LIMIT $most
RETURN run.id AS run, run.started_ms AS started, run.as_of AS as_of, network.id AS network, network.kind AS network_kind,
       coalesce(member.canonical, member.id) AS member, in.role AS role, CASE WHEN in.core THEN 'yes' ELSE 'no' END AS core,
       in.score AS score, in.stability AS stability, in.sources[..20] AS sources
ORDER BY started DESC, run, score DESC, network, member
LIMIT $limit
