/*
title:
  ru: Номера лица
  kk: Адамның нөмірлері
  en: Numbers of a person
purpose:
  ru: Номер сам или номера лица.
  kk: Нөмірдің өзі немесе адамның нөмірлері.
  en: The number itself or the numbers of a person.
parameters:
  - who
returns:
  - phone
*/
CALL () {
  MATCH ANY (:Entity {id: $who})-[:SAME_AS]-*(who)
  CALL (who) {
    WITH who WHERE who:Phone
    RETURN who AS phone
    UNION
    MATCH (who)-[:SUBSCRIBES|CONTACT_PHONE]->(phone)
    RETURN phone LIMIT $most / 10
  }
  RETURN phone LIMIT $most
}
RETURN DISTINCT phone.id AS phone
ORDER BY phone
LIMIT $limit
