"""A shortcut audit: no single feature of what is seen may tell by itself who is in a shop.

In a world where one figure separates the core, a detector that has learnt that one figure looks good and is not.
Each feature is judged by the area under its ROC curve (Mann and Whitney's U), whichever way it points, among those of
whom it says something.
"""

from dataclasses import asdict, dataclass

import numpy as np
import polars as pl

from core.errors import IzderError
from evaluation.world.columns import Flags, Reals
from evaluation.world.crew import SHOP
from evaluation.world.life import Life
from evaluation.world.observe import Observed
from evaluation.world.parameters import DAY_S, HOUR_S

LIMITS = {"persons": 0.90, "cards": 0.93, "lines": 0.93}
ENOUGH = 60  # of whom it is to tell; of fewer the area is too uncertain to refuse a world
QUICK_S = DAY_S
DIGITS = 4


class ShortcutFound(IzderError):
    """One feature alone separates; the world is too easy to learn anything from."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How well one feature alone tells: `of` persons, cards or lines; `wanted`: a shop's of which it says anything."""

    of: str
    feature: str
    area: float
    wanted: int

    @property
    def limit(self) -> float:
        """The area that it may not exceed."""
        return LIMITS[self.of]

    @property
    def shortcut(self) -> bool:
        """Whether it tells too well."""
        return self.wanted >= ENOUGH and self.area > self.limit


@dataclass(frozen=True, slots=True)
class Audit:
    """All features of a world, the most telling first."""

    findings: tuple[Finding, ...]

    @property
    def shortcuts(self) -> list[Finding]:
        """Features that tell too well."""
        return [finding for finding in self.findings if finding.shortcut]

    def as_json(self) -> dict[str, object]:
        """What truth/audit.json says."""
        told = [asdict(finding) | {"area": round(finding.area, DIGITS)} for finding in self.findings]
        return {"limits": LIMITS, "passed": not self.shortcuts, "features": told}


def refuse(found: Audit) -> None:
    """Refuse a world with a shortcut.

    Raises:
        ShortcutFound: names the features.
    """
    if found.shortcuts:
        named = ", ".join(f"{one.feature} of {one.of} ({one.area:.3f})" for one in found.shortcuts)
        raise ShortcutFound(f"One feature alone tells who is in a shop: {named}. Make a world with another seed.")


def audit(life: Life, seen: Observed) -> Audit:
    """Judge every feature of persons, cards and lines."""
    tables = {"persons": _persons(life, seen), "cards": _cards(life, seen), "lines": _lines(life, seen)}
    findings = [
        Finding(of, column, area(table[column].to_numpy(), table["wanted"].to_numpy()), _told(table, column))
        for of, table in tables.items() if table["wanted"].any()
        for column in table.columns if column != "wanted"
    ]  # fmt: skip
    return Audit(tuple(sorted(findings, key=lambda one: (-round(one.area, DIGITS), one.of, one.feature))))


def _told(table: pl.DataFrame, column: str) -> int:
    """Of how many who are wanted the feature says something."""
    return int((table["wanted"] & table[column].is_not_null()).sum())


def area(values: Reals, wanted: Flags) -> float:
    """The area under the ROC curve, .5 to 1 whichever way the feature points, among known values."""
    values = values.astype(float).round(DIGITS)  # sums of the same numbers in another order are ties
    known = ~np.isnan(values)
    ours, others = int(wanted[known].sum()), int((~wanted[known]).sum())
    if not ours or not others:
        return 0.5
    ranks = pl.Series(values[known]).rank("average").to_numpy()
    found = (ranks[wanted[known]].sum() - ours * (ours + 1) / 2) / (ours * others)
    return float(max(found, 1 - found))


def _persons(life: Life, seen: Observed) -> pl.DataFrame:
    """What is registered in a person's own name, and what the register of arrests says."""
    core = [party for crew in life.crews if crew.kind == SHOP for party, _ in crew.core]
    holder, subscriber = seen.accounts["registered"], seen.phones["registered"]
    money, calls = _flows(seen), _talks(seen)
    money = money.with_columns(who=holder.gather(money["of"]))
    calls = calls.with_columns(who=subscriber.gather(calls["of"]))
    people = life.society.parties.head(life.society.people)
    table = pl.DataFrame({"who": np.arange(life.society.people)}).with_columns(
        wanted=pl.col("who").is_in(core), age=people["birth"].to_physical().cast(pl.Float64),
        sex=(people["sex"] == "F").cast(pl.Float64), city=people["city"].cast(pl.Float64),
        iin_end=people["iin"].str.slice(8, 4).cast(pl.Float64), origin=(people["origin"] == "kazakh").cast(pl.Float64),
    )  # fmt: skip
    numbers = seen.phones.filter(pl.col("registered") >= 0).group_by(who="registered").agg(
        numbers=pl.len().cast(pl.Float64), newest=pl.col("from_day").max().cast(pl.Float64),
        youngest=pl.col("age").min().cast(pl.Float64),
    )  # fmt: skip
    accounts = seen.accounts.group_by(who="registered").agg(accounts=pl.len().cast(pl.Float64))
    arrests = life.arrests.group_by(who="party").agg(
        arrests=pl.len().cast(pl.Float64), trade=pl.col("article").str.starts_with("297").any().cast(pl.Float64),
    )  # fmt: skip
    for part in (_of_money(money, "who"), _of_talks(calls, "who"), numbers, accounts):
        table = table.join(part, on="who", how="left", maintain_order="left")
    table = table.join(arrests, on="who", how="left", maintain_order="left")
    return table.with_columns(pl.col("arrests", "trade", "numbers").fill_null(0.0)).drop("who")


def _cards(life: Life, seen: Observed) -> pl.DataFrame:
    shops = [purse for crew, purse in zip(life.crews, life.purses, strict=True) if crew.kind == SHOP]
    ours = np.concatenate([np.zeros(0, np.int64), *(part.account for one in shops for part in (one.cards, one.sinks))])
    money = _flows(seen).rename({"of": "card"})
    people = seen.accounts.filter(pl.col("registered") < life.society.people)
    table = people.select(
        pl.col("account").cast(pl.Int64).alias("card"), serial=pl.col("iban").str.slice(-8).cast(pl.Float64),
        bank=pl.col("bank").replace_strict({"A": 0.0, "B": 1.0, "C": 2.0, "D": 3.0}),
    ).with_columns(wanted=pl.col("card").is_in(ours))  # fmt: skip
    return table.join(_of_money(money, "card"), on="card", how="left", maintain_order="left").drop("card")


def _lines(life: Life, seen: Observed) -> pl.DataFrame:
    ours = [phone.phone for crew in life.crews if crew.kind == SHOP for phone in crew.phones]
    table = seen.phones.select(
        pl.col("phone").cast(pl.Int64).alias("line"), age=pl.col("age") - pl.col("from_day").clip(0),
        number=pl.col("number").str.slice(-5).cast(pl.Float64), imei=pl.col("imei").str.slice(6, 8).cast(pl.Float64),
        unnamed=(pl.col("registered") < 0).cast(pl.Float64),
    ).with_columns(pl.col("age").cast(pl.Float64), wanted=pl.col("line").is_in(ours))  # fmt: skip
    used = _of_talks(_talks(seen).rename({"of": "line"}), "line")
    return table.join(used, on="line", how="left", maintain_order="left").drop("line")


def _flows(seen: Observed) -> pl.DataFrame:
    """Both sides of every transfer: of, other, into, second, tenge."""
    held = seen.money.filter(pl.col("either") == "", ~pl.col("outside"))
    sides = [held.select(of=one, other=two, into=pl.lit(one == "dst"), second="second", tenge="tenge", kind="kind")
             for one, two in (("src", "dst"), ("dst", "src"))]  # fmt: skip
    return pl.concat(sides)


def _of_money(flows: pl.DataFrame, by: str) -> pl.DataFrame:
    got, gave = pl.col("into"), ~pl.col("into")
    hour, day = pl.col("second") // HOUR_S % 24, pl.col("second") // DAY_S
    next_out = pl.when(~pl.col("into")).then("second").backward_fill().over(by)
    waits = flows.sort(by, "second").with_columns(wait=next_out - pl.col("second")).filter("into")
    waits = waits.group_by(by).agg(forwarded_fast=(pl.col("wait") < QUICK_S).mean())
    features = flows.group_by(by).agg(
        transfers=pl.len().cast(pl.Float64), received=pl.col("tenge").filter(got).sum(),
        paid=pl.col("tenge").filter(gave).sum(), payers=pl.col("other").filter(got).n_unique().cast(pl.Float64),
        payees=pl.col("other").filter(gave).n_unique().cast(pl.Float64),
        mean_in=pl.col("tenge").filter(got).mean(), mean_out=pl.col("tenge").filter(gave).mean(),
        span=(day.max() - day.min()).cast(pl.Float64), first=day.min().cast(pl.Float64),
        last=day.max().cast(pl.Float64), at_night=((hour < 6) | (hour >= 21)).mean(),
        firms=(pl.col("kind") != "p2p").mean(), once=(got.sum() / pl.col("other").filter(got).n_unique().clip(1)),
    ).with_columns(passes=pl.min_horizontal("received", "paid") / pl.max_horizontal("received", "paid"))  # fmt: skip
    return features.join(waits, on=by, how="left")


def _talks(seen: Observed) -> pl.DataFrame:
    """Both sides of every call between phones: of, other, made, second, seconds, cell."""
    held = seen.talks.filter(pl.col("dst") >= 0, ~pl.col("outside"))
    sides = [
        held.select(of=one, other=two, made=pl.lit(one == "src"), second="second", seconds="seconds", kind="kind",
                    cell=pl.col("cell") if one == "src" else pl.lit(None, pl.Int64))
        for one, two in (("src", "dst"), ("dst", "src"))
    ]  # fmt: skip
    return pl.concat(sides)


def _of_talks(talks: pl.DataFrame, by: str) -> pl.DataFrame:
    hour, day = pl.col("second") // HOUR_S % 24, pl.col("second") // DAY_S
    return talks.filter(pl.col(by) >= 0).group_by(by).agg(
        calls=pl.len().cast(pl.Float64), contacts=pl.col("other").n_unique().cast(pl.Float64),
        made=pl.col("made").mean(), talk_span=(day.max() - day.min()).cast(pl.Float64),
        talk_first=day.min().cast(pl.Float64), talk_last=day.max().cast(pl.Float64),
        talk_night=((hour < 6) | (hour >= 21)).mean(), seconds=pl.col("seconds").mean(),
        messages=(pl.col("kind") == "sms").mean(), cells=pl.col("cell").n_unique().cast(pl.Float64),
        per_contact=pl.len() / pl.col("other").n_unique(),
    ).cast({by: pl.Int64})  # fmt: skip
