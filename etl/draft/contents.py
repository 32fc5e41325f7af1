"""What the cells of a column look like: shares of them that pass the checks of each type, and in which style."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import polars as pl

from core import money
from core.catalogue import Entry, read
from core.identifiers import msisdn
from core.records import read_text

_DISTINCT = 300  # different cells of a column that are checked
_FEW = 15  # a column of words has no more different ones
_SEPARATORS = ("|", ";", ",", "/", "\n")
_CHECKED = ("iin", "account", "card", "imei", "imsi")
_HANDSET = re.compile(r"\d{14,16}|\d{2}-\d{6}-\d{6}(-\d{1,2})?|\d{6}([-/ ])\d{2}\2\d{6}(\2\d{1,2})?")
_BODIES = ("35", "86")  # who issues the numbers of most handsets in use (GSMA TS.06)
_HOME = "401"  # Kazakhstan's country code in an IMSI (ITU-T E.212)
_CLOCK = re.compile(r"\d{1,3}:[0-5]\d:[0-5]\d")
_NAME = re.compile(r"^[^\W\d_][^\d]*\s+[^\W\d_]+")
_PARTS = {"day": (False, True), "moment": (True, True), "clock": (True, False)}  # of a style: hours, days
_BARE = r"[\s\u00a0\u202f\u2009']"


class Styles(Entry):
    """Of dates and times, in the order in which equal ones are preferred (`styles.yaml`)."""

    days: tuple[str, ...]
    times: tuple[str, ...]
    clocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A column: how many rows are filled, and by name of a check the share of its filled rows that passes.

    `formats`: by day, moment or clock the styles that together read them; `rivals`: styles that read them all as
    well; `decimal`; `separator` of lists; `words`: its different cells, where they are few; `lists`: shares of items;
    `counter`: each row has the next number.
    """

    rows: int
    filled: int
    samples: tuple[str, ...] = ()
    shares: dict[str, float] = field(default_factory=dict)
    formats: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rivals: tuple[str, ...] = ()
    decimal: str = "."
    separator: str | None = None
    words: tuple[str, ...] = ()
    lists: dict[str, float] = field(default_factory=dict)
    counter: bool = False

    def share(self, check: str) -> float:
        """The share that passes a check; 0 where it was not made."""
        return self.shares.get(check, 0.0)


@cache
def styles() -> Styles:
    """The styles of dates and times that are tried."""
    return read(Path(__file__).with_name("styles.yaml"), Styles)


def contents(cells: Sequence[str], formats: Sequence[str] = (), decimal: str | None = None) -> Contents:
    """Of one column's cells. `formats` and `decimal` are tried alone where they are given."""
    written = [clean for cell in cells if (clean := " ".join(cell.replace("\ufeff", "").split()))]
    counted = Counter(written)
    kept = dict(counted.most_common(_DISTINCT)) if len(counted) > _DISTINCT else dict(counted)
    if not kept:
        return Contents(len(cells), 0)
    sign = decimal or decimal_sign(kept)
    shares = {check: _passing(kept, check) for check in _CHECKED}
    shares |= {"handset": _share(kept, _is_handset), "sim": _share(kept, _is_sim)}
    shares |= _phones(kept) | _figures(kept, sign) | {"name": _share(kept, lambda text: bool(_NAME.match(text)))}
    found, rivals = _moments(kept, formats)
    shares |= {kind: share for kind, (share, _) in found.items()}
    separator, lists = _lists(kept)
    return Contents(
        len(cells), len(written), tuple(kept)[:5], shares, {k: f for k, (_, f) in found.items()}, rivals, sign,
        separator, tuple(kept) if len(counted) <= _FEW else (), lists, _counts(written),
    )  # fmt: skip


def _share(kept: dict[str, int], passes: Callable[[str], bool]) -> float:
    return sum(times for text, times in kept.items() if passes(text)) / max(sum(kept.values()), 1)


def _passing(kept: dict[str, int], check: str) -> float:
    return _share(kept, lambda text: read_text(check, text) is not None)  # type: ignore[arg-type] # one of _CHECKED


def _is_handset(text: str) -> bool:
    """Whether a number shows by itself that it is an IMEI: by its check digit, or the 0 that exchanges send in its
    place; where it has none, by who issued it.
    """
    found = read_text("imei", text) if _HANDSET.fullmatch(text) else None
    digits = re.sub(r"\D", "", text)
    if found is None or len(digits) != len(found):
        return found is not None and digits.startswith(_BODIES)
    return digits[-1] in (found[-1], "0")


def _is_sim(text: str) -> bool:
    """Whether a number shows by itself that it is an IMSI."""
    return read_text("imsi", text) is not None and text.startswith(_HOME)


def _phones(kept: dict[str, int]) -> dict[str, float]:
    kinds = {text: found.kind for text in kept if (found := msisdn(text))}
    full = _share(kept, lambda text: kinds.get(text) in ("mobile", "fixed", "foreign"))
    return {"phone": full, "short": _share(kept, lambda text: kinds.get(text) in ("short", "sender"))}


def _figures(kept: dict[str, int], sign: str) -> dict[str, float]:
    def value(text: str) -> float | None:
        bare = re.sub(_BARE, "", text).replace(sign, ".", 1)
        return float(bare) if re.fullmatch(r"[+-]?\d{1,15}(\.\d+)?", bare) else None

    values = {text: value(text) for text in kept}
    fraction = {text: v for text, v in values.items() if v is not None and sign in text}

    def within(least: float, most: float) -> float:
        return _share(kept, lambda text: (v := values[text]) is not None and least <= v <= most)

    return {
        "figure": within(-1e15, 1e15),
        "whole": _share(kept, lambda text: values[text] is not None and text not in fraction),
        "duration": max(within(0, 86_400), _share(kept, lambda text: bool(_CLOCK.fullmatch(text)))),
        "clocked": _share(kept, lambda text: bool(_CLOCK.fullmatch(text))),
        "amount": _share(kept, lambda text: money.tiyn(text, sign) is not None and len(re.sub(r"\D", "", text)) < 11),
        "latitude": within(-90, 90) * (len(fraction) > len(kept) / 2) * within(40, 56),
        "longitude": within(-180, 180) * (len(fraction) > len(kept) / 2) * within(46, 88),
        "bearing": within(0, 360),
    }


def decimal_sign(kept: dict[str, int]) -> str:
    """The sign before one or two last digits in most cells."""
    commas = _share(kept, lambda text: bool(re.fullmatch(r"[+-]?[\d\s\u00a0\u202f.']*\d,\d{1,2}", text)))
    points = _share(kept, lambda text: bool(re.fullmatch(r"[+-]?[\d\s\u00a0\u202f,']*\d\.\d+", text)))
    return "," if commas > points else "."


def _moments(
    kept: dict[str, int], wished: Sequence[str]
) -> tuple[dict[str, tuple[float, tuple[str, ...]]], tuple[str, ...]]:
    texts = pl.DataFrame({"text": list(kept), "times": list(kept.values())})
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    rivals: tuple[str, ...] = ()
    for kind, offered in (("day", styles().days), ("moment", styles().times), ("clock", styles().clocks)):
        tried = [style for style in wished if _parts(style) == _PARTS[kind]] or offered
        reads = {style: texts.select(_reads(style, kind).alias("read"))["read"] for style in tried}
        found[kind], more = _cover(texts["times"], reads)
        rivals = rivals or more
    return found, rivals


def _parts(style: str) -> tuple[bool, bool]:
    return "%H" in style or "%I" in style, "%d" in style


def _reads(style: str, kind: str) -> pl.Expr:
    text = pl.col("text")
    if kind == "clock":
        return text.str.to_time(style, strict=False).is_not_null()
    naive = (
        text.str.to_datetime(style, time_unit="ms", strict=False)
        if kind == "moment"
        else text.str.to_date(style, strict=False)
    )
    return naive.is_not_null() & naive.dt.year().is_between(1900, 2100)


def _cover(times: pl.Series, reads: dict[str, pl.Series]) -> tuple[tuple[float, tuple[str, ...]], tuple[str, ...]]:
    """Styles that together read as much as can be read, the best first; and those as good as the first."""
    weight = {style: int((times * read.cast(pl.Int64)).sum()) for style, read in reads.items()}
    whole, chosen = int(times.sum()), []
    open_ = pl.repeat(True, len(times), dtype=pl.Boolean, eager=True)
    for _ in range(3):
        gains = {style: int((times * (read & open_).cast(pl.Int64)).sum()) for style, read in reads.items()}
        best = max(gains, key=lambda style: gains[style])
        if gains[best] < max(1, 0.02 * whole):
            break
        chosen.append(best)
        open_ = open_ & ~reads[best]
    covered = whole - int((times * open_.cast(pl.Int64)).sum())
    rivals = tuple(s for s in weight if chosen and s not in chosen and weight[s] == weight[chosen[0]])
    return (covered / whole, tuple(chosen)), rivals


def _lists(kept: dict[str, int]) -> tuple[str | None, dict[str, float]]:
    """The sign that parts items of cells that hold several, and the shares of items that pass a check."""
    for sign in _SEPARATORS:
        several = [text for text in kept if sign in text]
        items = {item.strip() for text in kept for item in text.split(sign) if item.strip()}
        if not several or not items:
            continue
        each = dict.fromkeys(items, 1)
        shares = {check: _passing(each, check) for check in ("iin", "imei", "account", "card")} | _phones(each)
        shares["handset"] = _share(each, _is_handset)
        shares["item"] = min(shares["account"] + shares["card"] + shares["phone"], 1.0)  # a short number may be any
        if max(shares["iin"], shares["imei"], shares["item"]) > 0.5:
            return sign, shares
    return None, {}


def _counts(written: Sequence[str]) -> bool:
    """Whether a column numbers the rows."""
    first = written[:200]
    numbers = [int(text) for text in first if text.isascii() and text.isdigit() and len(text) < 10]
    if len(numbers) < len(first) or len(numbers) < 5 or numbers[0] > 1_000:
        return False
    return sum(b - a == 1 for a, b in pairwise(numbers)) > 0.9 * (len(numbers) - 1)
