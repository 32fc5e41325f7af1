"""A person from whom a work line of the ring was taken: what that line did, he did."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.lines import both_ends
from graph.indicators.ring import part
from graph.indicators.scene import Scene
from graph.indicators.weights import llr


def seized_line(scene: Scene) -> pl.DataFrame:
    """Talk between a work line seized from a person (the number, or its handset) and others of the candidate.

    The register says in whose hands the line was; the operators' rows, a source of their own, say what it was for.
    """
    ring = part(scene, "line").join(scene.lines.select("user", entity="line"), on="entity")
    both = both_ends(scene.facts.lines.talk, "sources")
    found = (
        both.join(taken_lines(scene), on="line")
        .join(ring.rename({"entity": "other"}), on=["network", "other"])
        .group_by("network", entity="person").agg(*rows_behind(), users=pl.col("user").n_unique())
    )
    return evidence(found, "reasons.seized_line", ["users"], pl.lit(llr("seized_line", "seized")))


def taken_lines(scene: Scene) -> pl.DataFrame:
    """Work lines of candidates that were taken from people, by number or by handset: network, line, person."""
    lines = part(scene, "line").rename({"entity": "line"})
    return lines.join(seized(scene, lines.select("line").unique()), on="line").select("network", "line", "person").sort(
        "network", "line", "person",
    )


def seized(scene: Scene, lines: pl.DataFrame) -> pl.DataFrame:
    """Which of these lines were taken from whom, by number or by handset: line, person."""
    handsets = scene.tables.calls.filter(pl.col("imei").is_not_null()).select(line="src", item="imei").unique()
    things = pl.concat([lines.select("line", item="line"), handsets.join(lines, on="line", how="semi")])
    people = scene.tables.arrests.select("arrest", "person").unique()
    taken = scene.tables.seizures.select("arrest", "item").join(things, on="item").join(people, on="arrest")
    return taken.select("line", "person").unique().sort("line", "person")
