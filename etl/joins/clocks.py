"""Clock audit: where both sides tell of the same events, how far apart their clocks are.

Pairs are looked for fourteen hours either way, so that a zone declared wrongly shows as whole hours. Only reports
without a rival count: equal in what the rule compares, alone on both sides within that time. An offset is a heap of
such pairs; the hour that a country gave up is a second heap, with days of its own.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress

import polars as pl
from pydantic import BaseModel

from core.clock import DAY_MS
from core.joins import ClockAudit, ClockVerdict, Offset
from etl.joins.joins import Joins
from etl.joins.rules import Rule

FILE = "clocks.json"  # in the home
_REACH_MS = 14 * 3_600_000
_CROWD = 50  # reports that say the same; more tell nothing about clocks
_LEAST, _SHARE = 5, 0.2  # pairs, and share of all, that make an offset


def clocks(joins: Joins) -> Iterator[ClockAudit]:
    """One audit for each pair of feeds that a rule joins and that both have rows."""
    for record, rules in joins.rules.items():
        kin = joins.kin(record)
        there = {delivery.template for delivery in kin.deliveries}
        for rule in rules.rules:
            if {rule.left, rule.right} <= there:
                yield audit(rule, pl.concat([_lonely(rule, part) for part in kin.told(rule)]))


def audit(rule: Rule, pairs: pl.DataFrame) -> ClockAudit:
    """From pairs without rivals: columns at (ms, by the left clock), apart_ms."""
    width = rule.tolerance_ms
    binned = pairs.with_columns((pl.col("apart_ms") / width).round().cast(pl.Int64).alias("bin"))
    offsets = [] if pairs.height < _LEAST else [_offset(heap) for heap in _heaps(binned, pairs.height)]
    return ClockAudit(
        record=rule.record, left=rule.left, right=rule.right, tolerance_s=width / 1000, pairs=pairs.height,
        offsets=tuple(offsets), drift_s=_drift(next(_heaps(binned, pairs.height))) if offsets else None,
        verdict=_verdict(offsets, rule),
    )  # fmt: skip


def _lonely(rule: Rule, told: pl.DataFrame) -> pl.DataFrame:
    """Pairs of reports that have no other candidate on either side: columns at, apart_ms."""
    calm = told.filter(pl.len().over(rule.same) <= _CROWD)
    slot = pl.col("at") // _REACH_MS
    lefts = calm.filter(pl.col("feed") == rule.left).with_columns(
        pl.concat_list(slot - 1, slot, slot + 1).alias("slot")
    )
    rights = calm.filter(pl.col("feed") == rule.right).with_columns(slot.alias("slot"))
    met = lefts.explode("slot").join(rights, on=[*rule.same, "slot"], suffix="2")
    met = met.with_columns((pl.col("at2") - pl.col("at")).alias("apart_ms"))
    near = met.filter((pl.col("apart_ms").abs() <= _REACH_MS) & _lasting_alike(rule))
    alone = (pl.len().over("report") == 1) & (pl.len().over("report2") == 1)
    return near.filter(alone).select("at", "apart_ms")


def _lasting_alike(rule: Rule) -> pl.Expr:
    if rule.duration_s is None:
        return pl.lit(True)
    return (pl.col("duration_s") - pl.col("duration_s2")).abs() <= rule.duration_s


def _heaps(binned: pl.DataFrame, every: int) -> Iterator[pl.DataFrame]:
    """Pairs around the fullest bin, then around the fullest of what is left, as long as they are many."""
    rest = binned
    while rest.height:
        fullest = rest.group_by("bin").len().sort(["len", "bin"], descending=[True, False])["bin"][0]
        around = (pl.col("bin") - fullest).abs() <= 1
        heap = rest.filter(around)
        if heap.height < max(_LEAST, _SHARE * every):
            return
        yield heap
        rest = rest.filter(~around)


def _offset(heap: pl.DataFrame) -> Offset:
    apart = heap["apart_ms"] / 1000
    spread = ((apart.quantile(0.75) or 0.0) - (apart.quantile(0.25) or 0.0)) / 2
    middle = heap.select(pl.col("apart_ms").median() / 1000, pl.col("at").min(), pl.col("at").max().alias("z")).row(0)
    return Offset(seconds=middle[0], spread_s=spread, pairs=heap.height, first_ms=middle[1], last_ms=middle[2])


def _drift(heap: pl.DataFrame) -> float | None:
    """Seconds a day: the slope of the days' medians by least squares."""
    days = heap.group_by(pl.col("at") // DAY_MS).agg(pl.col("apart_ms").median() / 1000)
    if days.height < 3:
        return None
    slope = days.select(pl.cov("at", "apart_ms") / pl.col("at").var()).item()
    return float(slope)


def _verdict(offsets: list[Offset], rule: Rule) -> ClockVerdict:
    if not offsets:
        return "few"
    if any(abs(each.seconds) > 1800 and _near_whole_hours(each.seconds, rule) for each in offsets):
        return "zone"
    return "skewed" if any(abs(each.seconds) > rule.tolerance_ms / 1000 for each in offsets) else "fine"


def _near_whole_hours(seconds: float, rule: Rule) -> bool:
    return abs(seconds - 3600 * round(seconds / 3600)) <= rule.tolerance_ms / 1000


def audited(joins: Joins) -> list[ClockAudit]:
    """All audits, kept in the home and made anew when the data, rules or verdicts are others."""
    path, mark = joins.given.home.root / FILE, _mark(joins)
    kept = None
    with suppress(OSError, ValueError):  # nothing is kept, or nothing that can be read
        kept = _Kept.model_validate_json(path.read_bytes())
    if kept is None or kept.mark != mark:
        kept = _Kept(mark=mark, audits=tuple(clocks(joins)))
        with suppress(OSError):  # made again next time
            new = path.with_name(f".{path.name}.{os.getpid()}")
            new.write_text(kept.model_dump_json(indent=1), "utf-8")
            new.replace(path)
    return list(kept.audits)


class _Kept(BaseModel):
    mark: str
    audits: tuple[ClockAudit, ...]


def _mark(joins: Joins) -> str:
    """What audits rest on."""
    rules = [repr(rules.rules) for rules in joins.rules.values()]
    rows = sorted(f"{delivery.mark} {delivery.template_version}" for delivery in joins.every)
    return hashlib.sha256("\n".join([joins.given.standing.mark, *rules, *rows]).encode()).hexdigest()[:16]
