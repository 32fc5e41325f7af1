/*
title: {ru: Режим доступа набора, kk: Жиынның қол жеткізу режимі, en: Handling of a set}
purpose:
  ru: Самый строгий режим доступа среди записей о названных объектах и чьи это записи.
  kk: Аталған нысандар туралы жазбалардың ең қатаң қол жеткізу режимі және бұл кімнің жазбалары.
  en: The strictest handling among the records about the named entities, and whose records they are.
parameters: [entities]
returns:
  - {name: handling, type: text, title: {ru: Режим доступа, kk: Қол жеткізу режимі, en: Handling}}
  - {name: agencies, type: list, title: {ru: Ведомства, kk: Ведомстволар, en: Agencies}}
*/
UNWIND $entities AS id
MATCH ANY (:Entity {id: id})-[:SAME_AS]-*(party)
MATCH (party)-[edge:CALLED|TRANSFERRED|ARRESTED_IN|HOLDS|SUBSCRIBES|SEIZED_PHONE|SEIZED_ACCOUNT]-()
WITH DISTINCT edge.handling AS handling, edge.agency AS owners
UNWIND coalesce(owners, ['']) AS agency
RETURN max(handling) AS handling, collect(DISTINCT agency) AS agencies
LIMIT $limit
