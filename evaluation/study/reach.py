"""How many core members could be named at all: of whom two kinds of evidence are in the exports.

Who uses which line and account is read from the truth here, as if detection had found all of it. What stays out of
reach then is out of reach of the two-key rule, for want of rows: cash, banks and operators that exported nothing.
"""

from collections.abc import Mapping

import polars as pl

from evaluation.truth import Truth
from evaluation.worlds import World

LOCATED, AT_WORK, TALKS = 3, 5, 2  # rows that make a kind of evidence: on an own line, on a work line, with the others
KEYS = 2


def within_reach(found: World) -> frozenset[str]:
    """IINs of core members with at least two of the kinds money, places, calls, device, arrest in the exports.

    Money: an account in his own name was paid out of one that another member of his shop controls. Places: his own
    line was located three times, and work lines that he uses five times. Calls: his own line talked twice with lines
    of other members. Device: a work line of his was in a handset of his own line, or was seized from somebody who was
    arrested. His own are lines and accounts that an export says are his.
    """
    members = _members(found.truth)
    lines, own = _lines(found, members)
    tables = found.tables
    arrested = tables.arrests.select(id="person").join(tables.persons.select("id", "iin"), on="id").select("iin")
    kinds = [
        _paid(found, members), _placed(found, lines, own), _calls(found, lines, own), _handset(found, lines, own),
        arrested.join(members, on="iin", how="semi").unique(),
    ]  # fmt: skip
    counted = pl.concat(kinds).group_by("iin").len().filter(pl.col("len") >= KEYS)
    return frozenset(counted["iin"])


def _members(truth: Truth) -> pl.DataFrame:
    """Columns iin, shop."""
    pairs = [(iin, shop) for shop, of in sorted(truth.shops.items()) for iin in sorted(of)]
    return pl.DataFrame(pairs, schema={"iin": pl.String, "shop": pl.String}, orient="row")


def _users(used: Mapping[str, str], kind: str, entity: str, user: str) -> pl.DataFrame:
    """Who really uses what, as columns of these names; entities by the ids of the tables."""
    pairs = [(f"{kind}:{number}", iin) for number, iin in used.items()]
    return pl.DataFrame(pairs, schema={entity: pl.String, user: pl.String}, orient="row")


def _lines(found: World, members: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines that members use (line, iin, shop), and those of them that an export says are theirs (line, iin)."""
    lines = _users(found.truth.phone_user, "phone", "line", "iin").join(members, on="iin")
    named = found.tables.persons.select("iin", holder="id")
    told = pl.concat([
        found.tables.subscribers.select("holder", line="phone"),
        found.tables.contact_phones.select(holder="person", line="phone"),
    ]).join(named, on="holder")
    return lines, lines.select("line", "iin").join(told, on=["line", "iin"], how="semi").unique()


def _paid(found: World, members: pl.DataFrame) -> pl.DataFrame:
    tables = found.tables
    control = _users(found.truth.account_user, "account", "src", "payer")
    theirs = control.join(members.rename({"iin": "payer"}), on="payer").unique()
    own = tables.holders.select("holder", dst="account").join(tables.persons.select("iin", holder="id"), on="holder")
    paid = tables.transfers.select("src", "dst").unique().join(theirs, on="src").join(own, on="dst")
    others = paid.filter(pl.col("iin") != pl.col("payer"))
    return others.join(members, on=["iin", "shop"], how="semi").select("iin").unique()


def _placed(found: World, lines: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    seen = found.tables.calls.filter(pl.col("cell").is_not_null()).group_by(line="src").agg(seen=pl.len())
    here = _sums(own, seen).filter(pl.col("seen") >= LOCATED)
    there = _sums(_work(lines, own), seen).filter(pl.col("seen") >= AT_WORK)
    return here.join(there, on="iin", how="semi").select("iin")


def _sums(lines: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    return lines.join(seen, on="line").group_by("iin").agg(pl.col("seen").sum())


def _work(lines: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """Lines that somebody uses and no export says are his: line, iin."""
    return lines.select("line", "iin").unique().join(own, on=["line", "iin"], how="anti")


def _handset(found: World, lines: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    tables = found.tables
    inside = tables.calls.filter(pl.col("imei").is_not_null()).select(line="src", item="imei").unique()
    work = _work(lines, own)
    things = pl.concat([work.with_columns(item="line"), work.join(inside, on="line")]).select("iin", "item")
    theirs = own.join(inside, on="line").select("iin", "item")
    taken = tables.seizures.select("arrest", "item").join(tables.arrests.select("arrest", id="person"), on="arrest")
    named = taken.join(tables.persons.select("id", "iin"), on="id").select("iin", "item")
    return things.join(pl.concat([theirs, named]).unique(), on=["iin", "item"], how="semi").select("iin").unique()


def _calls(found: World, lines: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    calls = found.tables.calls.select("src", "dst")
    both = pl.concat([calls, calls.select(src="dst", dst="src")]).join(own, left_on="src", right_on="line")
    ours = both.join(lines.select("iin", "shop").unique(), on="iin")
    others = lines.rename({"line": "dst", "iin": "other"})
    met = ours.join(others, on=["dst", "shop"]).filter(pl.col("iin") != pl.col("other"))
    return met.group_by("iin").len().filter(pl.col("len") >= TALKS).select("iin")
