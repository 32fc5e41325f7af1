"""A person whose own phone talks to the ring's work lines."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.lines import both_ends
from graph.indicators.ring import part, private_lines
from graph.indicators.scene import Scene
from graph.indicators.surprise import surprise
from graph.indicators.weights import llr


def calls_ring(scene: Scene) -> pl.DataFrame:
    """Talk between a person's own lines and a candidate's work lines, against how many lines he talks to at all.

    Private phones of the ring's people do not count: everybody has friends and a family.
    """
    talks = _talks(scene)
    ties = talks.group_by("network", entity="owner").agg(
        *rows_behind(), times=pl.len(), users=pl.col("user").n_unique(), hits=pl.col("other").n_unique(),
    )
    found = _surprising(scene, ties)
    step = (
        pl.when(pl.col("users") >= 2).then(llr("calls_ring", "several_lines"))
        .when(pl.col("times") >= 2).then(llr("calls_ring", "some")).otherwise(llr("calls_ring", "once"))
    )
    return evidence(found, "reasons.calls_ring", ["times", "users"], pl.min_horizontal(step, "nats"))


def _talks(scene: Scene) -> pl.DataFrame:
    """Calls between an own line (owner, own) and a work line of a candidate (network, user, other), with their rows."""
    own = private_lines(scene).rename({"line": "own"})
    ring = part(scene, "line").join(scene.lines.select(entity="line", user="user"), on="entity")
    ring = ring.rename({"entity": "other"})
    both = both_ends(scene.facts.lines.talk, "sources").rename({"line": "own"})
    return both.join(own, on="own").join(ring, on="other")


def _surprising(scene: Scene, ties: pl.DataFrame) -> pl.DataFrame:
    """The ties with `nats`: how surprising so many lines of the ring are among all that the person talks to."""
    own = private_lines(scene).select("owner", line="line")
    contacts = scene.facts.lines.contacts
    known = contacts.join(own, on="line").group_by(entity="owner").agg(trials=pl.col("other").n_unique())
    size = part(scene, "line").group_by("network").agg(lines=pl.len())
    return (
        ties.join(known, on="entity").join(size, on="network")
        .with_columns(base=pl.col("lines") / contacts["line"].n_unique())
        .with_columns(nats=surprise("hits", "trials", "base"))
    )
