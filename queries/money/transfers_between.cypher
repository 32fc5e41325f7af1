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
*/
MATCH ANY (:Entity {id: $a})-[:SAME_AS]-*(a)
MATCH (a)-[:HOLDS*0..1]->(x:Account)
MATCH ANY (:Entity {id: $b})-[:SAME_AS]-*(b)
MATCH (b)-[:HOLDS*0..1]->(y:Account)
WITH DISTINCT x, y
MATCH (x)-[transfer:TRANSFERRED]-(y)
WHERE ($since IS NULL OR transfer.time_ms >= $since) AND ($until IS NULL OR transfer.time_ms < $until + 86400000)
WITH DISTINCT transfer
RETURN transfer.time_ms AS time, transfer.time_other_ms AS other_time,
       startNode(transfer).id AS from, endNode(transfer).id AS to,
       transfer.amount_tiyn AS amount, transfer.channel AS channel, transfer.purpose AS purpose,
       transfer.sources AS sources
ORDER BY time, transfer.id
LIMIT $limit
