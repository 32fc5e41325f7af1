"""Stage 1, lines: which phones are work phones by their own life and by whom they talk to.

Many new lines are ordinary, and they know one another, too. So the first rounds only strike out: of all lines that
could be work lines by their own life those go that do not talk mostly to such, until none goes. Only then may those
that are left speak for others.
"""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph.indicators.device.handset_relay import successions
from graph.indicators.registry import run
from graph.indicators.scene import WORK_LINES, Scene

OWN = ("new_line", "few_contacts", "straw_lines", "handset_relay", "call_centre")
AMONG = ("relay_calls", "star_with_burner", "phone_switch")  # told of work lines, colour none
FIRST, SECOND = 1.5, 3.5  # log odds against; the first round only chooses who may speak for others
NARROWING, WIDENING = 20, 3  # rounds: at most, until nothing changes; and how far the word of the rest reaches


def colour_lines(scene: Scene) -> tuple[Scene, pl.DataFrame]:
    """The scene with its work lines, successive lines of one user joined, and the evidence for each line."""
    own = run(scene, OWN)
    private = scene.facts.lines.owners.filter(pl.col("owner_kind") == "organisation").select("line")
    scene = replace(scene, lines=_lines(own, FIRST, private))
    for _ in range(NARROWING):
        left = _lines(_judged(scene, own), SECOND, private).join(scene.lines.select("line"), on="line", how="semi")
        settled = left.height == scene.lines.height
        scene = replace(scene, lines=left)
        if settled:
            break
    for _ in range(WIDENING):
        found = _judged(scene, own)
        scene = replace(scene, lines=_lines(found, SECOND, private))
    scene = replace(scene, lines=_joined(scene))
    return scene, pl.concat([found, run(scene, AMONG)])


def _judged(scene: Scene, own: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([own, run(scene, ("closed_circle",))])


def _lines(found: pl.DataFrame, threshold: float, never: pl.DataFrame) -> pl.DataFrame:
    total = found.group_by(line="entity").agg(pl.col("llr").sum()).filter(pl.col("llr") >= threshold)
    return total.join(never, on="line", how="anti").with_columns(user="line").select(list(WORK_LINES)).sort("line")


def _joined(scene: Scene) -> pl.DataFrame:
    """Work lines with one `user` (its first line) for all that followed one another in a handset."""
    lines = scene.lines["line"]
    after = successions(scene).filter(pl.col("earlier").is_in(lines.implode()) & pl.col("later").is_in(lines.implode()))
    a, b = lines.search_sorted(after["earlier"]).to_numpy(), lines.search_sorted(after["later"]).to_numpy()
    ties = coo_array(([1] * len(a), (a, b)), shape=(len(lines), len(lines)))
    groups: Iterable[int] = connected_components(ties, directed=False)[1] if len(lines) else ()
    grouped = scene.lines.with_columns(group=pl.Series(list(groups), dtype=pl.Int64))
    return grouped.with_columns(user=pl.col("line").min().over("group")).drop("group")
