"""Scored pairs for those who look at them: with every field's values, level and weight, read from the last run."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from core.home import Home
from core.judgements import MODEL, JudgementBook
from core.resolution import FieldWeight, ScoredPair
from etl.resolve import kept
from etl.resolve.kept import ResolutionRun

Pair = tuple[str, str]
AGAIN = 1.0  # log2: evidence that makes the odds twice or half what they were is worth a second look

__all__ = ["MODEL", "count_review", "review_pairs", "scored_pair", "scored_pairs"]


def review_pairs(home: Home, book: JudgementBook, limit: int, but: Collection[Pair] = ()) -> Sequence[ScoredPair]:
    """Pairs of the review band that no person has judged, the heaviest first; none before the first run.

    A pair of which somebody could not say comes again when the model weighs it otherwise than it did then (`AGAIN`),
    even where it would merge the two by now. `but`: pairs that are left out.

    Raises:
        InputError: what the last run left cannot be read.
    """
    waiting = _waiting(home, book, but)
    if waiting is None:
        return ()
    return _scored(home, waiting.sort(["weight", "left", "right"], descending=[True, False, False]).head(limit))


def count_review(home: Home, book: JudgementBook, but: Collection[Pair] = ()) -> int:
    """How many pairs wait for a person."""
    waiting = _waiting(home, book, but)
    return 0 if waiting is None else int(waiting.select(pl.len()).collect().item())


def scored_pair(home: Home, left: str, right: str) -> ScoredPair | None:
    """One pair as the last run saw it; None where it was never compared or weighed next to nothing."""
    if kept.last_run(home) is None:
        return None
    first, second = sorted((left, right))
    wanted = kept.pairs(home).filter((pl.col("left") == first) & (pl.col("right") == second))
    return next(iter(_scored(home, wanted)), None)


def scored_pairs(home: Home, pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], ScoredPair]:
    """Several pairs (smaller id first) as the last run saw them; those it did not keep are left out."""
    if kept.last_run(home) is None:
        return {}
    wanted = pl.LazyFrame(list(pairs), schema={"left": pl.String, "right": pl.String}, orient="row").unique()
    return {pair.pair: pair for pair in _scored(home, kept.pairs(home).join(wanted, on=["left", "right"]))}


def _waiting(home: Home, book: JudgementBook, but: Collection[Pair]) -> pl.LazyFrame | None:
    if kept.last_run(home) is None:
        return None
    by_people = [judgement for judgement in book.standing("party") if judgement.author != MODEL]
    settled = [*but, *(judgement.pair for judgement in by_people if judgement.verdict != "unsure")]
    doubted = [(*judgement.pair, judgement.weight, True) for judgement in by_people if judgement.verdict == "unsure"]
    ends = {"left": pl.String, "right": pl.String}
    doubts = pl.LazyFrame(doubted, schema={**ends, "_then": pl.Float64, "_doubted": pl.Boolean}, orient="row")
    decided = pl.LazyFrame(settled, schema=ends, orient="row")
    known = kept.pairs(home).join(decided, on=list(ends), how="anti").join(doubts, on=list(ends), how="left")
    moved = ((pl.col("weight") - pl.col("_then")).abs() >= AGAIN).fill_null(value=True)
    again = pl.col("_doubted") & (pl.col("band") != "leave") & moved
    fresh = pl.col("_doubted").is_null() & (pl.col("band") == "review")
    return known.filter(again | fresh).drop("_then", "_doubted")


def _scored(home: Home, chosen: pl.LazyFrame) -> list[ScoredPair]:
    run, rows = kept.last_run(home), chosen.collect()
    if run is None or not rows.height:
        return []
    ids = pl.concat([rows["left"], rows["right"]]).unique()
    known = kept.parties(home).filter(pl.col("id").is_in(ids.implode())).collect()
    values = {row["id"]: row for row in known.iter_rows(named=True)}
    return [_pair(run, row, values) for row in rows.iter_rows(named=True)]


def _pair(run: ResolutionRun, row: Mapping[str, Any], values: Mapping[str, Mapping[str, Any]]) -> ScoredPair:
    one, other = values[row["left"]], values[row["right"]]
    fields = tuple(
        FieldWeight(
            field=field.name,
            level="missing" if row[f"level_{field.name}"] < 0 else field.levels[row[f"level_{field.name}"]],
            weight=row[f"weight_{field.name}"],
            left=_said(one, field.shows),
            right=_said(other, field.shows),
        )
        for field in run.fields
    )
    return ScoredPair(
        left=row["left"], right=row["right"], weight=row["weight"], probability=row["probability"], prior=run.prior,
        fields=fields, band=row["band"], model=run.model, guards=tuple(row["guards"]),
    )  # fmt: skip


def _said(party: Mapping[str, Any], columns: Sequence[str]) -> tuple[str, ...]:
    held = [party[column] for column in columns]
    return tuple(
        str(each) for value in held if value is not None for each in (value if isinstance(value, list) else [value])
    )
