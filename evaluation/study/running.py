"""Worlds made, detected and scored one after the other; every outcome is kept, so that a study goes on where it was."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from core.networks import Run
from core.tables import Tables
from evaluation.study.ablation import CUTS, without
from evaluation.study.first_days import WEEKLY, first_days
from evaluation.study.methods import fitted, simpler
from evaluation.study.outcome import outcome
from evaluation.study.plan import Plan
from evaluation.study.regression import Fitted
from evaluation.study.settings import SETTINGS
from evaluation.world import Told
from evaluation.worlds import World, world
from graph.networks.detect import detect

STABILITY = 0  # runs: nothing that is measured here rests on them, and they are most of the time
Tell = Callable[[str], None]


def worlds(plan: Plan) -> Iterator[tuple[str, World]]:
    """Setting and world, seed by seed, so that a study cut short has something of every setting."""
    for seed in range(plan.first_seed, plan.first_seed + plan.seeds):
        for name in plan.settings:
            of = SETTINGS[name]
            told = Told(people=plan.people, days=plan.days, shops=plan.shops, seed=seed, evasion=of.evasion,
                        missing=of.missing, zero_crime=of.zero_crime)  # fmt: skip
            yield name, world(plan.root / "worlds", told)


def study(plan: Plan, tell: Tell) -> dict[str, list[dict[str, Any]]]:
    """Outcomes by setting, and of the ablation by what was cut.

    Raises:
        InputError: an impossible plan.
    """
    regression = fitted(plan.checked().root / "fitting")
    found: dict[str, list[dict[str, Any]]] = {}
    for name, made in worlds(plan):
        tell(f"{name}, seed {made.told['seed']}")
        beside = regression if plan.compares(made.told["seed"]) else None
        found.setdefault(name, []).append(_kept(plan, made, "all", partial(_measured, made, beside)))
    for name, made in _first(plan, plan.dated):
        tell(f"{WEEKLY}, {name}, seed {made.told['seed']}")
        found.setdefault(WEEKLY, []).append(_kept(plan, made, WEEKLY, partial(first_days, made)))
    for name, made in _first(plan, plan.ablated):
        for cut in CUTS:
            tell(f"{cut}, {name}, seed {made.told['seed']}")
            found.setdefault(cut, []).append(_kept(plan, made, cut, partial(_without, made, cut)))
    return found


def _first(plan: Plan, count: int) -> Iterator[tuple[str, World]]:
    """The first worlds of the first setting."""
    of_first = replace(plan, settings=plan.settings[:1], seeds=min(count, plan.seeds))
    yield from worlds(of_first)


def _kept(plan: Plan, made: World, what: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """An outcome as it was kept, or measured now. Remove the folder to measure anew."""
    file = plan.root / "outcomes" / f"{made.folder.name}-{what.replace(' ', '_')}.json"
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(work(), ensure_ascii=False, indent=1), "utf-8")
    told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return told


def _measured(made: World, regression: Fitted | None) -> dict[str, Any]:
    tables = made.tables
    return outcome(made, _run(tables), simpler(tables, regression) if regression else {})


def _without(made: World, cut: str) -> dict[str, Any]:
    with without(cut):
        return outcome(made, _run(made.tables), {})


def _run(tables: Tables) -> Run:
    return detect(tables, parameters={"runs": STABILITY})


