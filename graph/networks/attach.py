"""Stage 3: people attached to candidates, in rounds: who is attached speaks for others in the next."""

from dataclasses import replace

import polars as pl

from graph.indicators.registry import run
from graph.indicators.scene import PARTS, Scene
from graph.indicators.weights import llr
from graph.networks.standing import standing

MONEY = ("paid_by_ring", "holds_hub")
TIES = (
    *MONEY, "calls_ring", "validated_tie", "handset_of_ring", "own_work_line", "seized_of_ring", "seized_line",
)  # fmt: skip
AMONG = ("co_arrest",)  # ties to those who are attached: the only ones that a round changes
CORROBORATES = ("lives_with_line", "calls_paid")  # measured for those whom money ties to the candidate
RING_DOUBTS = ("sells_card", "pays_back", "borrowed_card")
SELF = (  # measured without the candidate
    "night_rounds", "arrested_for_trade", "seized_amounts", "straw_holder", "payroll", "precursors",
    "legal_aid", "treatment",
)  # fmt: skip
ROUNDS = 2


def attach(scene: Scene) -> tuple[Scene, pl.DataFrame]:
    """The scene with attached people among the parts, and the evidence on everybody who has a tie to a candidate."""
    alone = run(scene, SELF).drop("network")
    scene = _with_paid(scene)
    steady = run(scene, (*TIES, *CORROBORATES, *RING_DOUBTS))
    for _ in range(ROUNDS):
        found = _evidence(scene, steady, alone)
        scene = _with_people(scene, found)
    return scene, _evidence(scene, steady, alone)


def _evidence(scene: Scene, steady: pl.DataFrame, alone: pl.DataFrame) -> pl.DataFrame:
    """All evidence on those with a tie: what no round changes, what is so by then, and what they are by themselves."""
    tied = pl.concat([steady, run(scene, AMONG)])
    who = tied.filter(pl.col("indicator").is_in([*TIES, *AMONG])).select("network", "entity").unique()
    tied = tied.join(who, on=["network", "entity"], how="semi")
    themselves = who.join(alone, on="entity").select(tied.columns)
    return pl.concat([tied, themselves]).sort("network", "entity", "indicator")


def _with_paid(scene: Scene) -> Scene:
    """The scene with those whom money ties to a candidate for good marked as such: one payment may be any payment."""
    often = pl.col("shipped") >= llr("paid_by_ring", "repeatedly")
    paid = run(scene, MONEY).filter(often).select("network", "entity", part=pl.lit("paid")).unique()
    return replace(scene, parts=pl.concat([scene.parts, paid]).sort("network", "part", "entity"))


def _with_people(scene: Scene, found: pl.DataFrame) -> Scene:
    """People whose evidence suffices become parts."""
    people = standing(found).filter("proposed").select("network", "entity", part=pl.lit("person"))
    others = scene.parts.filter(pl.col("part") != "person")
    parts = pl.concat([others, people]).select(list(PARTS)).unique()
    return replace(scene, parts=parts.sort("network", "part", "entity"))
