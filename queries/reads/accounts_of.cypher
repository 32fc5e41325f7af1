/*
title:
  ru: Счета лица
  kk: Адамның шоттары
  en: Accounts of a person
purpose:
  ru: Счёт сам или счета лица.
  kk: Шоттың өзі немесе адамның шоттары.
  en: The account itself or the accounts of a person.
parameters:
  - who
returns:
  - account
*/
MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
MATCH (who)-[:HOLDS*0..1]->(account:Account)
RETURN DISTINCT account.id AS account
ORDER BY account
LIMIT $limit
