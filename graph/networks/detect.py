"""Detection: column tables in, a run with ranked networks out. The stages in order; nothing else is decided here."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from core.clock import now_ms
from core.networks import PersonScore, Run
from core.protocols import Progress, silent
from core.tables import Tables
from graph.indicators.scene import Scene
from graph.networks.assemble import networks, run_id, survivors
from graph.networks.attach import attach
from graph.networks.candidates import candidates
from graph.networks.colour_accounts import colour_accounts
from graph.networks.colour_lines import colour_lines
from graph.networks.kinds import kinds
from graph.networks.listing import listing
from graph.networks.members import Findings, directory
from graph.networks.parts import parts
from graph.networks.reasons import told
from graph.networks.select import select
from graph.networks.stable import stable
from graph.networks.standing import standing
from graph.networks.ties import layers, pruned

DEFAULTS: Mapping[str, str | int | float | bool | None] = {"seed": 0, "runs": 100}
STEPS = ("accounts", "lines", "candidates", "people", "kinds", "roles", "stability")


def detect(
    tables: Tables, *, as_of: date | None = None,
    parameters: Mapping[str, str | int | float | bool | None] | None = None,
    data_hash: str = "", code_version: str = "", progress: Progress = silent, files: Mapping[str, str] | None = None,
) -> Run:
    """Likely networks in the tables, which must already be as of that day.

    `parameters` overrides DEFAULTS: seed, and runs (of stability). `files` names the delivered file of each source,
    so that reasons lead to it. The same input and seed give the same run, but for when it ran and how long.
    """
    began, started = time.monotonic(), now_ms()
    given = {**DEFAULTS, **(parameters or {})}
    seed = int(given["seed"] or 0)
    step = iter(STEPS)

    def tell() -> None:
        name = next(step)
        progress(f"detect.{name}", STEPS.index(name), len(STEPS))

    tell()
    scene, on_accounts = colour_accounts(Scene.of(tables))
    tell()
    scene, on_lines = colour_lines(scene)
    tell()
    ties = layers(scene)
    chosen = select(scene, pruned(ties), candidates(scene, pruned(ties), seed))
    scene = replace(scene, parts=parts(scene, chosen))
    tell()
    scene, found = attach(scene)
    tell()
    verdict, on_kinds = kinds(scene)
    tell()
    lists, everything = listing(scene, found, on_lines, on_accounts)
    words = told(pl.concat([everything, on_kinds.select(everything.columns)]), files or {})
    findings = Findings(lists, words, {}, *directory(scene))
    judged, left_out = survivors(chosen, verdict, findings)
    tell()
    measured = stable(ties, judged, int(given["runs"] or 0), seed)
    judged = [replace(one, members=tuple(
        member.model_copy(update={"stability": measured.get((one.chosen.name, member.id))}) for member in one.members
    )) for one in judged]
    day = as_of.isoformat() if as_of else None
    name = run_id((data_hash, day, sorted(given.items()), code_version))
    progress("detect.done", len(STEPS), len(STEPS))
    return Run(
        id=name, as_of=day, started_ms=started, seconds=round(time.monotonic() - began, 3), parameters=given,
        code_version=code_version, data_hash=data_hash, networks=networks(scene, name, judged, words),
        persons=_persons(scene, lists, found), left_out=left_out,
    )


def _persons(scene: Scene, lists: pl.DataFrame, found: pl.DataFrame) -> tuple[PersonScore, ...]:
    """Everyone with any evidence, best first; for evaluation only."""
    known = dict(scene.tables.persons.select("id", "iin").iter_rows())
    roles = dict(lists.sort("core", "score").select("entity", "role").iter_rows())
    best = standing(found).filter(pl.col("entity").is_in(list(known))).group_by("entity").agg(pl.col("score").max())
    return tuple(
        PersonScore(id=entity, iin=known[entity], score=round(score, 2), role=roles.get(entity, "unknown"))
        for entity, score in best.sort("score", "entity", descending=[True, False]).iter_rows()
    )
