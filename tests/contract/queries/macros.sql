-- What the oracles share: whose lines and accounts are whose, calls and transfers seen from one end, journeys, meetings.
CREATE MACRO parties(who) AS TABLE SELECT id FROM goes WHERE "by" = who;
CREATE MACRO phones_of(who) AS TABLE
  SELECT who AS x WHERE who LIKE 'phone:%' UNION SELECT dst FROM registered WHERE src IN (FROM parties(who));
CREATE MACRO accounts_of(who) AS TABLE
  SELECT who AS x WHERE who LIKE 'account:%' UNION SELECT dst FROM held_accounts WHERE src IN (FROM parties(who));
CREATE MACRO ends_of(who) AS TABLE
  SELECT id, dst AS contact, TRUE AS out, time_ms, local, duration_s, kind FROM calls WHERE src IN (FROM phones_of(who))
  UNION ALL SELECT id, src, FALSE, time_ms, local, duration_s, kind FROM calls WHERE dst IN (FROM phones_of(who));
CREATE MACRO moved(who) AS TABLE
  SELECT id, dst AS contact, TRUE AS out, time_ms, local, amount_tiyn AS tiyn FROM transfers WHERE src IN (FROM accounts_of(who))
  UNION ALL SELECT id, src, FALSE, time_ms, local, amount_tiyn FROM transfers WHERE dst IN (FROM accounts_of(who));
CREATE MACRO of_held(a, statuses) AS TABLE
  SELECT r.dst FROM arrested h JOIN goes g ON g.id = h.src AND h.dst = a AND list_contains(statuses, h.status)
    JOIN goes o USING ("by") JOIN registered r ON r.src = o.id
  UNION SELECT dst FROM seized WHERE src = a AND dst LIKE 'phone:%';
CREATE MACRO touched(a) AS TABLE FROM of_held(a, ['detained', 'released']);
CREATE MACRO held(a) AS TABLE FROM of_held(a, ['detained']);
CREATE MACRO metres_between(a, b, c, d) AS 2 * 6378140 * asin(sqrt(
  pow(sin(radians(c - a) / 2), 2) + cos(radians(a)) * cos(radians(c)) * pow(sin(radians(d - b) / 2), 2)));
CREATE MACRO legs(who) AS TABLE
  SELECT time_ms, 'cell:' || cell AS here, 'cell:' || later AS there, metres::BIGINT AS metres,
         trunc(exact * .06 / greatest((later_ms - time_ms) / 60000.0, .1))::BIGINT AS kmh FROM (
    SELECT *, metres_between(a.lat, a.lon, b.lat, b.lon) AS exact, trunc(exact) AS metres FROM (
      SELECT *, lead(cell) OVER w AS later, lead(time_ms) OVER w AS later_ms FROM calls WHERE src IN (FROM phones_of(who))
      WINDOW w AS (ORDER BY time_ms, id)) JOIN places a ON a.cell_ = cell JOIN places b ON b.cell_ = later
    WHERE later <> cell);
CREATE MACRO met(one, two, within) AS TABLE
  WITH ends AS (SELECT cell, src, unnest([min(local), max(local)]) AS local FROM calls WHERE cell IS NOT NULL GROUP BY cell, src),
  moments AS (SELECT DISTINCT * FROM ends),
  hours AS (SELECT unnest(range(24)) AS hour),
  usual AS (SELECT hour, (1 + count(m.local)) * 24 / (24 + (SELECT count(*) FROM moments)) AS usual
    FROM hours LEFT JOIN moments m ON hour(m.local) = hours.hour GROUP BY hour),
  share AS (SELECT cell, hour, least(1, lines / 10 * greatest(.2, least(5, (n + usual) * 24 / (whole + 24)))) AS share FROM (
    SELECT cell, u.hour, usual, count(DISTINCT src) AS lines, count(*) AS whole, count(*) FILTER (hour(local) = u.hour) AS n
      FROM moments, usual u GROUP BY cell, u.hour, usual)),
  heard AS (SELECT src, cell, hour(local) >= 18 OR hour(local) < 4 AS night, count(*) AS n FROM calls GROUP BY ALL),
  mine AS (SELECT src, count(*) AS n FROM calls GROUP BY src),
  habit AS (SELECT src, cell, night, (heard.n - 1) / mine.n AS habit FROM heard JOIN mine USING (src)),
  pairs AS (SELECT a.time_ms, a.cell, b.cell AS cell_b, hour(a.local) AS hour, hour(b.local) AS hour_b,
    sqrt(pow((p.lat - q.lat) * 111320, 2) + pow((p.lon - q.lon) * 111320 * cos(radians(p.lat)), 2)) AS metres
    FROM calls a JOIN calls b ON a.src = one AND b.src = two AND abs(a.time_ms - b.time_ms) <= within * 60000
    JOIN places p ON p.cell_ = a.cell JOIN places q ON q.cell_ = b.cell
    QUALIFY row_number() OVER (PARTITION BY a.id ORDER BY abs(a.time_ms - b.time_ms)) = 1),
  first AS (FROM pairs QUALIFY row_number() OVER (PARTITION BY time_ms // 3600000 ORDER BY metres, time_ms) = 1)
  SELECT time_ms, 'cell:' || f.cell AS cell, metres, least(.9, greatest(1e-4, (share + greatest(h.habit, k.habit)) / 2)) AS chance
  FROM first f JOIN share s ON s.cell = f.cell AND s.hour = f.hour
  JOIN habit h ON h.src = one AND h.cell = f.cell AND h.night = (f.hour >= 18 OR f.hour < 4)
  JOIN habit k ON k.src = two AND k.cell = f.cell_b AND k.night = (f.hour_b >= 18 OR f.hour_b < 4);
