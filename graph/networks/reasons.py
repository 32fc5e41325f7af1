"""Evidence rows as the reasons and doubts that people read."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from core.networks import Reason, RowRef
from graph.indicators.registry import INDICATORS


def reason(line: Mapping[str, Any], files: Mapping[str, str]) -> Reason:
    """One line of evidence as a reason; `files` names the delivered file of each source."""
    indicator = INDICATORS[line["indicator"]]
    return Reason(
        indicator=indicator.name, family=indicator.family, llr=round(line["llr"], 2), key=line["key"],
        parameters=json.loads(line["parameters"]), own_conduct=indicator.own_conduct,
        rows=tuple(sorted((row_ref(each, files) for each in line["rows"] or []), key=lambda ref: (ref.file, ref.row))),
        rows_total=line["rows_total"] or 0,
        shipped=None if line["shipped"] == line["llr"] else round(line["shipped"], 2),
    )


def row_ref(source: str, files: Mapping[str, str]) -> RowRef:
    """`<source>:<row>` as a reference; a source without a known file stands for itself."""
    file, row = source.rsplit(":", 1)
    return RowRef(source=file, file=files.get(file, file), row=int(row))


def told(found: pl.DataFrame, files: Mapping[str, str]) -> dict[tuple[str, str], list[Reason]]:
    """Reasons by network and entity, the weightiest first."""
    sorted_ = found.with_columns(weight=pl.col("llr").abs()).sort(
        "network", "entity", "weight", "indicator", descending=[False, False, True, False],
    )
    by: dict[tuple[str, str], list[Reason]] = {}
    for line in sorted_.iter_rows(named=True):
        by.setdefault((line["network"], line["entity"]), []).append(reason(line, files))
    return by


def grounds(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """What speaks for."""
    return tuple(each for each in reasons if each.llr > 0)


def doubts(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """What speaks against."""
    return tuple(each for each in reasons if each.llr < 0)
