/*
title:
  ru: Переводы между двумя
  kk: Екеуінің арасындағы аударымдар
  en: Transfers between two
purpose:
  ru: Каждый перевод между двумя счетами или лицами в порядке времени.
  kk: Екі шот немесе екі адам арасындағы әр аударым, уақыт ретімен.
  en: Each transfer between two accounts or persons, in order of time.
parameters: [a, b, since, until]
returns: [time, other_time, from, to, amount, channel, purpose, sources]
parts_of: [HOLDS]
*/
CALL () {
  MATCH ANY (:Entity {id: $a})-[:SAME_AS]-*(a)
  CALL (a) {
    WITH a WHERE a:Account
    RETURN a AS x
    UNION
    MATCH (a)-[:HOLDS]->(x)
    RETURN x LIMIT $most / 10
  }
  MATCH ANY (:Entity {id: $b})-[:SAME_AS]-*(b)
  CALL (b) {
    WITH b WHERE b:Account
    RETURN b AS y
    UNION
    MATCH (b)-[:HOLDS]->(y)
    RETURN y LIMIT $most / 10
  }
  WITH DISTINCT x, y LIMIT $most
  MATCH (x)-[transfer:TRANSFERRED]-(y)
  WHERE ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
  RETURN DISTINCT transfer
}
RETURN transfer.time_ms AS time, transfer.time_other_ms AS other_time,
       startNode(transfer).id AS from, endNode(transfer).id AS to,
       transfer.amount_tiyn AS amount, transfer.channel AS channel, transfer.purpose AS purpose,
       transfer.sources AS sources
ORDER BY time, transfer.id
LIMIT $limit
