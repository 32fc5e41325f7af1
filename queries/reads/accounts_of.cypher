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
CALL () {
  MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
  CALL (who) {
    WITH who WHERE who:Account
    RETURN who AS account
    UNION
    MATCH (who)-[:HOLDS]->(account)
    RETURN account LIMIT $most / 10
  }
  RETURN account LIMIT $most
}
RETURN DISTINCT account.id AS account
ORDER BY account
LIMIT $limit
