"""From when to when a line was in use: its main life, without the few stray events before or after it.

An old SIM is put in once more, and a new one is tried out weeks before. Where such strays count, no line ends that was
looked at again. So a line ends where its activity collapses: one change of a Poisson rate, placed where it is
likeliest, if what came afterwards is a handful, a tenth of what was due at the line's own pace at most, and the line
was never before as quiet for as long. With ten due and one seen chance is below .001; calls come in bursts, so that the
line's own longest silence is asked, too. The same backwards in time for its beginning.
"""

import polars as pl

from graph.analyses.switches.sums import least
from graph.analyses.switches.weights import figures
from graph.indicators.facts import DAY_MS
from graph.indicators.lines import both_ends, mobile_talk


def main_lives(calls: pl.DataFrame, window: tuple[int, int] | None = None) -> pl.DataFrame:
    """Lives of lines of which every call is at hand; `window`: what could be seen, if more than these calls (ms).

    Columns: line, events, first_ms, last_ms, longest_ms (the longest silence in between), strays_before, strays_after.
    """
    used = _used(calls).sort("line", "at")
    first, last = least(used["at"]), -least(-used["at"])
    start, end = (min(first, window[0]), max(last, window[1])) if window else (first, last)
    used, after = _cut(used, end)
    turned, before = _cut(used.select("line", at=-pl.col("at")).reverse(), -start)
    silence = (pl.col("at") - pl.col("at").shift()).max().fill_null(0)
    lives = turned.select("line", at=-pl.col("at")).reverse().group_by("line", maintain_order=True).agg(
        events=pl.len(), first_ms=pl.col("at").first(), last_ms=pl.col("at").last(), longest_ms=silence,
    )  # fmt: skip
    strays = before.rename({"strays": "strays_before"}), after.rename({"strays": "strays_after"})
    for each in strays:
        lives = lives.join(each, on="line", how="left", maintain_order="left")
    return lives.with_columns(pl.col("strays_before", "strays_after").fill_null(0))


def talk_in_life(calls: pl.DataFrame, lives: pl.DataFrame) -> pl.DataFrame:
    """Talk counted from both ends (line, other, time_ms), without what was a stray at that end."""
    return within_life(both_ends(mobile_talk(calls), "time_ms"), lives, "line")


def within_life(rows: pl.DataFrame, lives: pl.DataFrame, line: str) -> pl.DataFrame:
    """Rows of lines by `time_ms`, without strays of the line named in a column; lines without strays keep all rows."""
    cut = lives.filter(pl.col("strays_before") + pl.col("strays_after") > 0).select("first_ms", "last_ms", line="line")
    if not cut.height:
        return rows
    at = pl.col("time_ms")
    kept = rows.join(cut.rename({"line": line}), on=line, how="left", maintain_order="left")
    return kept.filter(pl.col("first_ms").is_null() | at.is_between("first_ms", "last_ms")).drop("first_ms", "last_ms")


def _used(calls: pl.DataFrame) -> pl.DataFrame:
    """What shows that somebody used a line: that others still dialled a number shows nothing."""
    taken = (pl.col("kind") != "sms").fill_null(value=True) & (pl.col("duration_s").fill_null(1) > 0)
    used = pl.concat([calls.select(line="src", at="time_ms"), calls.filter(taken).select(line="dst", at="time_ms")])
    return used.filter(pl.col("line").str.starts_with("phone:+"))


def _cut(used: pl.DataFrame, end: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Events (line, at; sorted) up to where activity collapsed, and by line how many strays came later."""
    ends = _collapses(used, end)
    if not ends.height:
        return used, ends.select("line", strays="after")
    kept = used.join(ends, on="line", how="left", maintain_order="left")
    kept = kept.filter(pl.col("until").is_null() | (pl.col("at") <= pl.col("until"))).select("line", "at")
    return kept, ends.select("line", strays="after")


def _collapses(used: pl.DataFrame, end: int) -> pl.DataFrame:
    """Where the rate of events changed, of lines whose activity collapsed: line, until, after (events to come)."""
    same = (pl.col("line") == pl.col("line").shift()).fill_null(value=False)
    silence = pl.when(same).then(pl.col("at") - pl.col("at").shift()).otherwise(0)
    nth, life = pl.int_range(1, pl.len() + 1), (pl.col("at") - pl.col("at").first()) / DAY_MS + 1.0
    table = used.with_columns(of=(~same).cum_sum(), silence=silence).with_columns(
        longest=pl.col("silence").cum_max().over("of"), n=nth.over("of"),
        after=(pl.len() - nth).over("of"), life=life.over("of"),
    )  # fmt: skip
    share, quiet, after = figures()["stray_share"], (end - pl.col("at")) / DAY_MS, pl.col("after")
    pace = pl.col("n") / pl.col("life")
    few = (after <= figures()["strays"]) & (after <= share * pl.col("n")) & (after <= share * pace * quiet)
    found = table.filter((after == 0) | (few & (end - pl.col("at") > pl.col("longest"))))
    later = pl.when(after > 0).then(after * (after / quiet).log()).otherwise(0.0)
    return (
        found.with_columns(likely=pl.col("n") * pace.log() + later)
        .sort("line", "likely", "n", descending=[False, True, True])
        .unique("line", keep="first", maintain_order=True).filter(after > 0).select("line", "after", until="at")
    )  # fmt: skip
