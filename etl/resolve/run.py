"""A run of resolution: records → parties → scored pairs in the home → the judgements that a model makes of them."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from core.home import Home
from core.judgements import MODEL, Judgement, JudgementBook
from core.protocols import Progress, silent
from etl.resolve import kept
from etl.resolve.bands import banded
from etl.resolve.kept import ComparedField, ResolutionRun
from etl.resolve.mentions import gather
from etl.resolve.model import Model, load
from etl.resolve.one import join
from etl.resolve.score import score
from etl.resolve.table import comparable

CONFLICT = "joins_two_numbers"


@dataclass(frozen=True, slots=True)
class Judged:
    """A run and what it says: `judgements` are new, to be recorded; `standing` had been made before and still hold."""

    run: ResolutionRun
    judgements: tuple[Judgement, ...]
    merged: int
    withdrawn: int
    review: int
    standing: int


def resolve(
    home: Home, key: bytes, book: JudgementBook, now_ms: int, *, data_hash: str = "", model: Model | None = None,
    progress: Progress = silent,
) -> Judged:  # fmt: skip
    """Score all parties of the home, keep the pairs there, and judge those above the band. Writes no judgement.

    The model judges only pairs that no person has judged. A pair it had merged and would not merge any more is
    withdrawn.

    Raises:
        InputError: records cannot be read.
    """
    chosen = model or load()
    progress("resolve.parties", 0, None)
    table = comparable(*gather(home, key), chosen.most_in_block)
    progress("resolve.pairs", 0, None, {"parties": table.height})
    run, pairs = _scored(table, chosen, data_hash, now_ms)
    pairs = _without_conflicts(pairs, set(table.filter("checked")["id"]), book, run, now_ms)
    _keep(home, run, table, pairs)
    return _judged(run, pairs, book, now_ms)


def _scored(table: pl.DataFrame, model: Model, data_hash: str, now_ms: int) -> tuple[ResolutionRun, pl.DataFrame]:
    scored = score(table, model)
    pairs = banded(scored.pairs, table.filter("checked")["id"], model)
    fields = tuple(
        ComparedField(
            name=each.field, shows=each.shows, levels=tuple(level.word for level in reversed(each.levels[1:]))
        )
        for each in model.comparisons
    )
    run = ResolutionRun(
        model=model.name, made_ms=now_ms, data_hash=data_hash, parties=table.height, pairs=pairs.height,
        prior=scored.prior, merge_from=model.merge_from, review_from=model.review_from, fields=fields,
    )  # fmt: skip
    return run, pairs


def _without_conflicts(
    pairs: pl.DataFrame, checked: set[str], book: JudgementBook, run: ResolutionRun, now_ms: int
) -> pl.DataFrame:
    """Merges that would join two checked numbers, or what people parted, over a third party: people decide."""
    wanted = list(_merges(pairs, run, now_ms))
    by_people = [each for each in book.standing("party") if each.author != MODEL]
    judged = {each.pair for each in by_people}
    refused = join([*by_people, *(each for each in wanted if each.pair not in judged)], checked).refused
    ends = pl.DataFrame([each.pair for each in refused], schema={"left": pl.String, "right": pl.String}, orient="row")
    table = pairs.join(ends.with_columns(_conflict=pl.lit(value=True)), on=["left", "right"], how="left")
    conflict = pl.col("_conflict").fill_null(value=False)
    return table.with_columns(
        band=pl.when(conflict).then(pl.lit("review")).otherwise("band"),
        guards=pl.when(conflict).then(pl.concat_list("guards", pl.lit(CONFLICT))).otherwise("guards"),
    ).drop("_conflict")


def _merges(pairs: pl.DataFrame, run: ResolutionRun, now_ms: int) -> Iterator[Judgement]:
    for row in pairs.filter(pl.col("band") == "merge").iter_rows(named=True):
        words = [(each.name, row[f"level_{each.name}"], each.levels) for each in run.fields]
        said = [f"{name} {levels[at]}" for name, at, levels in words if at >= 0]
        yield Judgement(
            subject="party", left=row["left"], right=row["right"], verdict="same", author=MODEL, made_ms=now_ms,
            reason=", ".join(said), model=run.model, weight=round(row["weight"], 2),
        )  # fmt: skip


def _judged(run: ResolutionRun, pairs: pl.DataFrame, book: JudgementBook, now_ms: int) -> Judged:
    standing = {each.pair: each for each in book.standing("party")}
    wanted = {each.pair: each for each in _merges(pairs, run, now_ms)}
    fresh = [each for pair, each in wanted.items() if pair not in standing]
    stale = [
        each.model_copy(
            update={
                "verdict": "withdrawn",
                "made_ms": now_ms,
                "model": run.model,
                "reason": "not above the band any more",
            }
        )
        for pair, each in standing.items()
        if each.author == MODEL and each.verdict == "same" and pair not in wanted
    ]
    review = pairs.filter(pl.col("band") == "review").height
    return Judged(run, (*fresh, *stale), len(fresh), len(stale), review, len(wanted) - len(fresh))


def _keep(home: Home, run: ResolutionRun, table: pl.DataFrame, pairs: pl.DataFrame) -> None:
    """Put a run in the place of the last one, whole."""
    making = home.resolution.with_name(f".resolution-{os.getpid()}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    table.drop("blocks").write_parquet(making / kept.PARTIES)
    pairs.sort("weight", "left", "right", descending=[True, False, False]).write_parquet(making / kept.PAIRS)
    (making / kept.RUN).write_text(run.model_dump_json(indent=1), "utf-8")
    _swap(making, home.resolution)


def _swap(making: Path, place: Path) -> None:
    gone = making.with_name(f"{making.name}-gone")
    shutil.rmtree(gone, ignore_errors=True)
    if place.exists():
        place.rename(gone)
    making.rename(place)
    shutil.rmtree(gone, ignore_errors=True)
