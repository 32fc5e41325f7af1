"""What must never reach an indicator: who somebody was born as, or believes. Read from forbidden.yaml."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict

from core.tables import Tables
from graph.indicators.words import starts_as_firm, tells, words


class Model(BaseModel):
    """Frozen, and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Feature(Model):
    """One thing that nobody may be judged by, and parts of the names that a column with it would have."""

    words: tuple[str, ...]
    why: str


class Carried(Model):
    """A column that could betray some of them, and what the scene holds in its place."""

    betrays: tuple[str, ...]
    becomes: Literal["nothing", "form"]


class Forbidden(Model):
    """The registry. `harmless`: all other text columns, by what they are."""

    features: Mapping[str, Feature]
    carried: Mapping[str, Carried]
    harmless: Mapping[str, str]


@cache
def forbidden() -> Forbidden:
    """What forbidden.yaml says."""
    return Forbidden.model_validate(yaml.safe_load((Path(__file__).parent / "forbidden.yaml").read_text("utf-8")))


def without_birth(tables: Tables) -> Tables:
    """The tables as indicators may see them: no IIN, no name; of a firm's name its legal form, of a machine's that."""
    for column, carried in forbidden().carried.items():
        table, _, name = column.partition(".")
        left = _form(name) if carried.becomes == "form" else pl.lit(None, pl.String())
        tables = replace(tables, **{table: getattr(tables, table).with_columns(left.alias(name))})
    return tables


def _form(name: str) -> pl.Expr:
    """Words that say the same of a name as the name does to `starts_as_firm` and `tells(…, "cash")`; else null."""
    of_trader, of_firm, of_machine = starts_as_firm(name, "trader_name"), starts_as_firm(name), tells(name, "cash")
    trader, firm, cash = (pl.lit(words()[group][0]) for group in ("trader_name", "firm_name", "cash"))
    form, machine = pl.when(of_trader).then(trader).when(of_firm).then(firm), pl.when(of_machine).then(cash)
    said = pl.concat_str(form, machine, separator=" ", ignore_nulls=True)
    return pl.when(said != "").then(said)
