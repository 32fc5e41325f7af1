"""Evidence that one user took another line: for pairs of an old and a new one, log likelihood ratios by kind.

Three stories compete for a pair: the same person; another person of the same circle, who shares some contacts and
places and may have got the handset; and anyone. Contacts and places are draws from a mixture of the old line's own
and everybody's, so that a rare contact weighs much, a well-known one nothing, and a contact that was not kept weighs
against (Cortes, Pregibon and Volinsky, Communities of interest, 2001: how repeated debtors are found again).
"""

from collections.abc import Callable, Mapping

import polars as pl

from graph.analyses.switches.contacts import contacts, ranks, talk
from graph.analyses.switches.gap import gap
from graph.analyses.switches.handset import handset
from graph.analyses.switches.lines import Lines
from graph.analyses.switches.pairs import PAIR
from graph.analyses.switches.places import places
from graph.analyses.switches.population import NEW, Population
from graph.analyses.switches.sums import log_sum
from graph.analyses.switches.weights import figures

Kind = Callable[[Lines, pl.DataFrame, Population], pl.DataFrame]

IN_STORIES: Mapping[str, Kind] = {"contacts": contacts, "places": places, "handset": handset, "talk": talk}
ALIKE: Mapping[str, Kind] = {"ranks": ranks, "gap": gap}  # a circle is no better at these than anybody
KINDS = (*IN_STORIES, *ALIKE)
STORIES = ("same", "circle", "any")


def evidence_of(lines: Lines, pairs: pl.DataFrame, population: Population) -> pl.DataFrame:
    """`pairs` with nats for each of KINDS, `chance` and `total`.

    chance: what it takes away that so many lines could have been the next one. total: the sum, the log odds that the
    new line is of the old one's user against none of the new lines being his.
    """
    found = pairs
    for measure in (*IN_STORIES.values(), *ALIKE.values()):
        found = found.join(measure(lines, pairs, population), on=PAIR, how="left", maintain_order="left")
    silent = [f"{kind}_{story}" for kind in IN_STORIES for story in STORIES]
    found = found.with_columns(pl.lit(0.0).alias(name) for name in silent if name not in found.columns)
    prior = figures()["prior"]
    found = _credited(found.with_columns(pl.col(*silent, *ALIKE).fill_null(0.0)))
    found = found.with_columns(chance=(prior / (1 - prior) / pl.col("coming")).log())
    return found.select(*pairs.columns, *KINDS, "chance", total=pl.sum_horizontal(*KINDS, "chance"))


def _credited(found: pl.DataFrame) -> pl.DataFrame:
    """Nats by kind: what each adds to those before it, for the stories are not apart from each other."""
    circle = (NEW * figures()["circle_size"] * pl.col("size") / pl.col("coming")).clip(1e-9, 0.2)
    sums = {"same": pl.lit(0.0), "circle": circle.log(), "any": (1 - circle).log()}
    before, credits = pl.lit(0.0), {}
    for kind in IN_STORIES:
        sums = {story: so_far + pl.col(f"{kind}_{story}") for story, so_far in sums.items()}
        now = sums["same"] - log_sum(sums["circle"], sums["any"])
        credits[kind], before = now - before, now
    return found.with_columns(**credits)
