"""What people's judgements say about the bands: thresholds that mean again what they were meant to mean.

A weight of 7 claims odds of 128 to 1. Where people found otherwise, the claim is recalibrated: a logistic curve over
the weight (Platt 1999), drawn towards the model's own claim while judgements are few, says at which weight the odds of
each threshold are really reached. People judge what lies between the bands, not pairs at random, so the weights of
single fields are left alone: they would learn the band, not the world.
"""

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.optimize import minimize

from core.errors import InputError
from core.home import Home
from core.judgements import MODEL, JudgementBook
from core.resolution import Learned, Quality
from etl.resolve import kept
from etl.resolve.bands import banded
from etl.resolve.model import Model

LEAST, LEAST_OF_EACH = 30, 5  # judgements; of «same» and of «different»
FOLDS = 5
SHIFT, SLOPE = 2.0, 0.5  # how far, as a standard deviation, judgements are let to pull from the model's own claim
LEAST_SLOPE = 0.1
LN2 = math.log(2)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair that a person judged: its weight, and whether they are one."""

    left: str
    right: str
    weight: float
    same: bool


def learn(home: Home, book: JudgementBook, model: Model) -> tuple[Model, Learned]:
    """The model with recalibrated thresholds, and what that would change, measured on judgements held out.

    Raises:
        InputError: nobody has run resolution, or there are too few judgements to learn from.
    """
    told = labelled(home, book)
    enough(told)
    better = recalibrated(model, told)
    before, after = held_out(model, told)
    return better, Learned(
        before=model.name, after=better.name, merge_from=(model.merge_from, better.merge_from),
        review_from=(model.review_from, better.review_from), same=sum(each.same for each in told),
        different=sum(not each.same for each in told), folds=FOLDS, quality=(before, after),
        moves=moves(home, model, better),
    )  # fmt: skip


def labelled(home: Home, book: JudgementBook) -> list[Labelled]:
    """Pairs that people judged and the last run scored.

    Raises:
        InputError: resolution has not been run.
    """
    if kept.last_run(home) is None:
        raise InputError("Nothing has been compared yet: izder resolve run does.")
    said = [
        (*each.pair, each.verdict == "same")
        for each in book.standing("party")
        if each.author != MODEL and each.verdict in ("same", "different")
    ]
    table = pl.LazyFrame(said, schema={"left": pl.String, "right": pl.String, "same": pl.Boolean}, orient="row")
    rows = kept.pairs(home).join(table, on=["left", "right"]).select("left", "right", "weight", "same").collect()
    return [Labelled(*row) for row in rows.sort("left", "right").iter_rows()]


def enough(told: Sequence[Labelled]) -> None:
    """Refuse to learn from a handful.

    Raises:
        InputError: too few judgements, or too few of one kind.
    """
    same = sum(each.same for each in told)
    if len(told) < LEAST or min(same, len(told) - same) < LEAST_OF_EACH:
        raise InputError(
            f"People have judged {len(told)} of the compared pairs, {same} of them the same; to learn from them takes "
            f"{LEAST}, and {LEAST_OF_EACH} of each kind."
        )


def recalibrated(model: Model, told: Sequence[Labelled]) -> Model:
    """The model with thresholds at which the odds are what they were meant to be.

    Nothing is merged unseen at a weight at which a person has found two.
    """
    shift, slope = curve(told)
    merge, review = ((weight * LN2 - shift) / (slope * LN2) for weight in (model.merge_from, model.review_from))
    two = max((each.weight for each in told if not each.same), default=-math.inf)
    merge = max(merge, two + 0.01, model.keep_from)
    changes = {"merge_from": round(merge, 2), "review_from": round(max(min(review, merge), model.keep_from), 2)}
    return model.model_copy(update={**changes, "version": model.version + 1})


def curve(told: Sequence[Labelled]) -> tuple[float, float]:
    """Shift and slope of the logistic curve of «same» over the weight in nats; (0, 1) is the model's own claim."""
    nats = np.array([each.weight * LN2 for each in told])
    sign = np.where([each.same for each in told], 1.0, -1.0)

    def cost(at: np.ndarray) -> float:
        shift, slope = at
        off = (shift / SHIFT) ** 2 / 2 + ((slope - 1) / SLOPE) ** 2 / 2
        return float(np.logaddexp(0, -sign * (shift + slope * nats)).sum() + off)

    found = minimize(cost, np.array([0.0, 1.0]), bounds=[(None, None), (LEAST_SLOPE, None)], method="L-BFGS-B")
    return float(found.x[0]), float(found.x[1])


def held_out(model: Model, told: Sequence[Labelled]) -> tuple[Quality, Quality]:
    """Merging by weight, before and after, each pair judged by a curve that has not seen it."""
    groups = [[each for each in told if fold(each) == at] for at in range(FOLDS)]
    fitted = [recalibrated(model, [each for each in told if fold(each) != at]).merge_from for at in range(FOLDS)]
    by_new = [(each, each.weight >= least) for group, least in zip(groups, fitted, strict=True) for each in group]
    return quality((each, each.weight >= model.merge_from) for each in told), quality(by_new)


def fold(pair: Labelled) -> int:
    """In which part a pair is held out; the same in every run."""
    return hashlib.sha256(f"{pair.left} {pair.right}".encode()).digest()[0] % FOLDS


def quality(merged: Iterable[tuple[Labelled, bool]]) -> Quality:
    """Right merges, wrong merges, and those missed."""
    told = list(merged)

    def count(wanted: Callable[[bool, bool], bool]) -> int:
        return sum(wanted(each.same, said) for each, said in told)

    return Quality(
        right=count(lambda same, said: same and said), wrong=count(lambda same, said: said and not same),
        missed=count(lambda same, said: same and not said),
    )  # fmt: skip


def moves(home: Home, before: Model, after: Model) -> dict[str, int]:
    """How many pairs of the last run go from one band to another, by «review → merge» and the like."""
    pairs = kept.pairs(home).drop("band", "guards").collect()
    checked = kept.parties(home).filter(pl.col("checked")).select("id").collect().to_series()
    was, now = (banded(pairs, checked, model).select("left", "right", "band") for model in (before, after))
    table = was.join(now, on=["left", "right"], suffix="_now").filter(pl.col("band") != pl.col("band_now"))
    counted = table.group_by("band", "band_now").agg(n=pl.len()).sort("band", "band_now")
    return {f"{one} → {other}": n for one, other, n in counted.iter_rows()}
