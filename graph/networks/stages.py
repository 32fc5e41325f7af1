"""The five stages in order, each a table in and out; what they found, before anything is chosen to be shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from core.networks import Reason
from core.tables import Tables
from graph.indicators.scene import Scene
from graph.networks.attach import attach
from graph.networks.candidates import candidates
from graph.networks.colour_accounts import colour_accounts
from graph.networks.colour_lines import colour_lines
from graph.networks.halves import with_halves
from graph.networks.kinds import kinds
from graph.networks.listing import listing
from graph.networks.parts import parts
from graph.networks.reasons import told
from graph.networks.select import Chosen, select
from graph.networks.ties import layers, pruned

STEPS = ("accounts", "lines", "candidates", "people", "kinds", "roles", "stability")
Step = Callable[[str], None]
"""Told the name of each step as it begins."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What the stages found on all candidates.

    persons: IINs and names, which no stage has seen. lists: members with role; evidence: on people, by network;
    verdict: kinds; reasons: by network and entity.
    """

    scene: Scene
    persons: pl.DataFrame
    ties: Mapping[str, pl.DataFrame]
    chosen: Sequence[Chosen]
    verdict: pl.DataFrame
    lists: pl.DataFrame
    evidence: pl.DataFrame
    reasons: Mapping[tuple[str, str], Sequence[Reason]]


def stages(
    tables: Tables, seed: int, files: Mapping[str, str], step: Step, factors: Mapping[str, float] | None = None,
) -> Staged:  # fmt: skip
    """Colour, propose, attach, judge the kind, give roles; with the indicators' figures times `factors`."""
    step("accounts")
    scene, on_accounts = colour_accounts(Scene.of(tables, factors))
    step("lines")
    scene, on_lines = colour_lines(scene)
    step("candidates")
    ties = layers(scene)
    held = pruned(ties)
    chosen = with_halves(scene, select(scene, held, candidates(scene, held, seed)))
    step("people")
    scene, found = attach(replace(scene, parts=parts(scene, chosen)))
    step("kinds")
    verdict, on_kinds = kinds(scene)
    step("roles")
    lists, everything = listing(scene, found, on_lines, on_accounts)
    reasons = told(pl.concat([everything, on_kinds.select(everything.columns)]), files)
    return Staged(scene, tables.persons, ties, chosen, verdict, lists, found, reasons)
