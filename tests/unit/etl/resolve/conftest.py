"""People as records would tell of them, resolved by the real model on the real DuckDB."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import pytest

from core.resolution import Band
from etl.resolve.bands import banded
from etl.resolve.mentions import FACTS, NAMES
from etl.resolve.model import load
from etl.resolve.score import score
from etl.resolve.table import comparable

People = Mapping[str, Mapping[str, Any]]
Found = Mapping[tuple[str, str], Mapping[str, Any]]
THINGS = ("phone", "account", "card", "address", "birth")


def tables(people: People) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Names and facts: `name` one or several; things one or several, each a text or (text, from_ms, to_ms)."""
    names, facts = [], []
    for person, said in people.items():
        for name in _several(said["name"]):
            names.append((f"person:{person}", name, said.get("checked", False)))
        for kind in THINGS:
            for thing in _several(said.get(kind, [])):
                what = thing if isinstance(thing, tuple) else (thing, None, None)
                facts.append((f"person:{person}", kind, *what))
    return pl.DataFrame(names, schema=NAMES, orient="row"), pl.DataFrame(facts, schema=FACTS, orient="row")


def resolve_all(people: People) -> Found:
    """Every compared pair by the two names: band, guards, weight and levels."""
    names, facts = tables(people)
    model = load()
    table = comparable(names, facts, model.most_in_block)
    found = banded(score(table, model).pairs, table.filter("checked")["id"], model)
    rows = found.iter_rows(named=True)
    return {(row["left"].removeprefix("person:"), row["right"].removeprefix("person:")): row for row in rows}


@pytest.fixture(scope="session")
def resolved() -> Callable[[People], Found]:
    """See resolve_all."""
    return resolve_all


@pytest.fixture(scope="session")
def band() -> Callable[[Mapping[str, Any], Mapping[str, Any]], Band]:
    """The band of two people; «leave» also where they are not even compared."""

    def of(one: Mapping[str, Any], other: Mapping[str, Any]) -> Band:
        found = resolve_all({"a": one, "b": other})
        return found["a", "b"]["band"] if found else "leave"

    return of


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
