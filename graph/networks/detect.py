"""Detection: column tables in, a run with ranked networks out."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from core.clock import now_ms
from core.errors import InputError
from core.fitting import Fitted
from core.networks import PersonScore, Run
from core.protocols import Progress, silent
from core.tables import Tables
from graph.indicators.evidence import DIGITS
from graph.indicators.registry import INDICATORS
from graph.indicators.scene import Scene
from graph.indicators.weights import llr
from graph.networks.assemble import Judged, networks, run_id, survivors
from graph.networks.chance import by_chance
from graph.networks.discovery import adjusted, null_scores, worlds_for
from graph.networks.fitting import shipped
from graph.networks.members import Findings, directory
from graph.networks.stable import stable
from graph.networks.stages import STEPS, Staged, stages
from graph.networks.standing import standing

Parameters = Mapping[str, str | int | float | bool | None]
SHOWN = 4.0  # of what speaks for drugs with a network, below which its people are the less likely a shop's
DEFAULTS: Parameters = {"seed": 0, "runs": 100}


def detect(  # noqa: PLR0913  # each is a keyword that says what the run is made with
    tables: Tables, *, as_of: date | None = None, parameters: Parameters | None = None, data_hash: str = "",
    code_version: str = "", progress: Progress = silent, files: Mapping[str, str] | None = None,
    weights: Fitted | None = None,
) -> Run:
    """Likely networks in the tables, which must already be as of that day.

    `parameters` overrides DEFAULTS: seed, and runs (of stability). With `fdr` (0-1) networks are kept only while the
    share of false discoveries among them, measured on worlds tied by chance, is at most that; it takes twenty times as
    long. `weights`: factors on the indicators' figures, in place of the shipped ones. `files` names the delivered file
    of each source, so that reasons lead to it. The same input and seed give the same run, but for when it ran and how
    long.
    """
    began, started = time.monotonic(), now_ms()
    given = {**DEFAULTS, **(parameters or {}), "weights": (weights or shipped()).name}
    factors = known_factors(weights or shipped())
    day = as_of.isoformat() if as_of else None
    name = run_id((data_hash, day, sorted(given.items()), code_version))

    def step(stage: str) -> None:
        progress(f"detect.{stage}", STEPS.index(stage), len(STEPS), None)

    staged = stages(tables, int(given["seed"] or 0), files or {}, step, factors)
    judged, left_out = _judge(staged)
    if given.get("fdr"):
        kept = _beyond_chance(tables, staged, judged, given, progress)
        judged, left_out = kept, left_out | {"by_chance": len(judged) - len(kept)}
    step("stability")
    judged = _measured(staged, judged, given)
    progress("detect.done", len(STEPS), len(STEPS), None)
    return Run(
        id=name, as_of=day, started_ms=started, seconds=round(time.monotonic() - began, 3), parameters=given,
        code_version=code_version, data_hash=data_hash,
        networks=networks(staged.scene, name, judged, staged.reasons), persons=_persons(staged), left_out=left_out,
    )


def known_factors(weights: Fitted) -> Mapping[str, float]:
    """The factors of a refit.

    Raises:
        InputError: it names an indicator that there is not.
    """
    factors = weights.multiplied
    if unknown := sorted(set(factors) - set(INDICATORS)):
        raise InputError(f"The fitted weights name indicators that there are not: {', '.join(unknown)}.")
    return factors


def _judge(staged: Staged) -> tuple[list[Judged], dict[str, int]]:
    findings = Findings(staged.lists, staged.reasons, *directory(staged.scene, staged.persons))
    return survivors(staged.chosen, staged.verdict, findings)


def _beyond_chance(
    tables: Tables, staged: Staged, judged: list[Judged], given: Parameters, progress: Progress,
) -> list[Judged]:
    """Networks whose false discovery rate against worlds tied by chance is at most the one asked for, with it."""
    rate, seed = float(given["fdr"] or 0), int(given["seed"] or 0)
    worlds, plain = worlds_for(rate), Scene.of(tables)

    def found(world: int) -> list[float]:
        progress("detect.chance", world, worlds, None)
        drawn = by_chance(plain, seed + 2 * world + 1)
        alike = stages(replace(drawn, persons=tables.persons), seed, {}, lambda _: None, staged.scene.factors)
        return [one.score for one in _judge(alike)[0]]

    rates = adjusted([one.score for one in judged], null_scores(found, worlds), len(staged.chosen), worlds)
    return [replace(one, fdr=round(each, 4)) for one, each in zip(judged, rates, strict=True) if each <= rate]


def _measured(staged: Staged, judged: list[Judged], given: Parameters) -> list[Judged]:
    """The networks with the stability of their members."""
    shares = stable(staged.ties, judged, int(given["runs"] or 0), int(given["seed"] or 0))

    def share(one: Judged) -> Judged:
        figures = (shares.get((one.chosen.name, member.id)) for member in one.members)
        members = (each.model_copy(update={"stability": n}) for each, n in zip(one.members, figures, strict=True))
        return replace(one, members=tuple(members))

    return [share(one) for one in judged]


def _persons(staged: Staged) -> tuple[PersonScore, ...]:
    """Everyone with any evidence, best first; for evaluation only. A card holder bears what speaks for a dropper.

    As far as it is not shown that a network sells drugs, its people are less likely to be a drug shop's.
    """
    known = dict(staged.persons.select("id", "iin").iter_rows())
    roles = dict(staged.lists.sort("core", "score").select("entity", "role").iter_rows())
    of_drugs = staged.verdict.select("network", drugs=(-pl.col("other_leads") - SHOWN).clip(-SHOWN, 0.0))
    near = standing(staged.evidence).join(of_drugs, on="network").select("entity", pl.col("score") + pl.col("drugs"))
    droppers = staged.lists.filter(pl.col("role") == "dropper")
    doubt = llr("sells_card", "card") * staged.scene.factors.get("sells_card", 1.0)
    sold = droppers.select("entity", pl.col("score") + doubt)
    both = pl.concat([near, sold]).filter(pl.col("entity").is_in(list(known)))
    best = both.group_by("entity").agg(pl.col("score").max().round(DIGITS))
    return tuple(
        PersonScore(id=entity, iin=known[entity], score=round(score, 2), role=roles.get(entity, "unknown"))
        for entity, score in best.sort("score", "entity", descending=[True, False]).iter_rows()
    )
