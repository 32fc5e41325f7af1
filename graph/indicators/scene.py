"""Scene: everything an indicator may look at. The tables' facts, and what earlier stages have found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from core.tables import Tables
from graph.indicators.facts import Facts, facts
from graph.indicators.forbidden import without_birth

ACCOUNTS = {"account": pl.String(), "colour": pl.String(), "llr": pl.Float64()}
WORK_LINES = {"line": pl.String(), "user": pl.String(), "llr": pl.Float64()}
PARTS = {"network": pl.String(), "entity": pl.String(), "part": pl.String()}


@dataclass(frozen=True, slots=True)
class Scene:
    """Tables, their facts and the stages so far.

    accounts: coloured accounts; colour is card, sink or cashout. lines: lines coloured as work phones; `user` joins
    the successive lines of one user. parts: what each candidate consists of; part is card, sink, cashout, line
    or person. A stage that has not run yet is an empty table. factors: by what an indicator's figures are multiplied.
    """

    tables: Tables
    facts: Facts
    accounts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ACCOUNTS))
    lines: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=WORK_LINES))
    parts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PARTS))
    factors: Mapping[str, float] = field(default_factory=dict)

    @staticmethod
    def of(tables: Tables, factors: Mapping[str, float] | None = None) -> "Scene":
        """The scene before any stage has run. Names and IINs stay behind: see graph.indicators.forbidden."""
        known = _as_entities(without_birth(tables))
        return Scene(known, facts(known), factors=factors or {})


def _as_entities(tables: Tables) -> Tables:
    """The tables with handsets, SIM cards and masts of calls named as entities are, whether they came so or bare."""
    named = [
        pl.when(pl.col(name) != "").then(pl.lit(f"{prefix}:") + pl.col(name).str.strip_prefix(f"{prefix}:")).alias(name)
        for name, prefix in (("imei", "imei"), ("imsi", "imsi"), ("cell", "cell"))
    ]
    return replace(tables, calls=tables.calls.with_columns(named))
