"""Bands: merge above, review between, leave below; and what keeps a pair out of the band its weight would put it in."""

import polars as pl

from core.resolution import Band
from etl.resolve.model import Guard, Model

ORDER: tuple[Band, ...] = ("leave", "review", "merge")
SEVERAL = "several_candidates"


def banded(pairs: pl.DataFrame, checked: pl.Series, model: Model) -> pl.DataFrame:
    """The pairs with `band` and `guards`. `checked`: ids of parties that bear a checked number.

    A party that fits two persons with checked numbers nearly as well is merged with neither: people decide.
    """
    by_weight = (
        pl.when(pl.col("weight") >= model.merge_from).then(2).when(pl.col("weight") >= model.review_from).then(1)
    )
    table = pairs.with_columns(_rank=by_weight.otherwise(0), guards=_guards(model))
    table = table.with_columns(_rank=pl.min_horizontal("_rank", *(_most(guard, model) for guard in model.guards)))
    table = _undecided(table, checked, model.margin)
    return table.with_columns(band=_word(pl.col("_rank"))).drop("_rank")


def _guards(model: Model) -> pl.Expr:
    """Words of the guards that hold a pair below the band that its weight alone would give it."""
    held = [pl.when(_holds(guard, model)).then(pl.lit(guard.word)) for guard in model.guards]
    return pl.concat_list(held).list.drop_nulls().list.unique(maintain_order=True)


def _most(guard: Guard, model: Model) -> pl.Expr:
    return pl.when(_holds(guard, model)).then(ORDER.index(guard.most)).otherwise(len(ORDER))


def _holds(guard: Guard, model: Model) -> pl.Expr:
    words = {each.field: [level.word for level in reversed(each.levels)] for each in model.comparisons}
    at = {
        field: [words[field].index(word) if word != "missing" else -1 for word in wanted]
        for field, wanted in guard.when.items()
    }
    return pl.all_horizontal(pl.col(f"level_{field}").is_in(levels) for field, levels in at.items())


def _undecided(table: pl.DataFrame, checked: pl.Series, margin: float) -> pl.DataFrame:
    """Pairs of a party that fits several checked ones with less than `margin` between them: people decide."""
    both = [
        table.select(pl.col(one).alias("id"), pl.col(other).alias("to"), "weight", "_rank", one_left=pl.lit(one))
        for one, other in (("left", "right"), ("right", "left"))
    ]
    fits = pl.concat(both).filter((pl.col("_rank") == 2) & pl.col("to").is_in(checked.implode()))
    fits = fits.filter(pl.len().over("id") > 1).with_columns(
        best=pl.col("weight").max().over("id"),
        second=pl.col("weight").top_k(2).min().over("id"),
    )
    unsure = fits.filter((pl.col("best") - pl.col("second") < margin) | (pl.col("weight") < pl.col("best")))
    ends = unsure.select(left=pl.min_horizontal("id", "to"), right=pl.max_horizontal("id", "to")).unique()
    ends = ends.with_columns(_several=pl.lit(value=True))
    several = pl.col("_several").fill_null(value=False)
    return (
        table.join(ends, on=["left", "right"], how="left")
        .with_columns(
            _rank=pl.when(several).then(1).otherwise("_rank"),
            guards=pl.when(several).then(pl.concat_list("guards", pl.lit(SEVERAL))).otherwise("guards"),
        )
        .drop("_several")
    )


def _word(rank: pl.Expr) -> pl.Expr:
    return rank.replace_strict(dict(enumerate(ORDER)), return_dtype=pl.String)
