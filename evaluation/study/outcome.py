"""What came of one run on one world, as one document: counts where there are counts, so that worlds add up."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from core.networks import Run
from evaluation.baselines import Baseline
from evaluation.scoring import (
    CoreScore,
    Reading,
    average_precision,
    by_iin,
    by_line,
    dropper_precision,
    person_precision,
    role_macro_f1,
    roles,
    score_cores,
    user_of,
    whereabouts,
    wrongly_core,
)
from evaluation.study.calibration import person_ece
from evaluation.study.flags import Count, false_flags, flagged, parity
from evaluation.study.reach import within_reach
from evaluation.truth import Truth
from evaluation.worlds import World

MOST = 0.8  # share of the core that a reviewer is to reach


def outcome(found: World, run: Run, others: Mapping[str, Baseline]) -> dict[str, Any]:
    """All figures of a run on a world."""
    truth = found.truth
    crime = bool(truth.shops)
    return {
        "told": dict(found.told), "people": len(truth.role), "core": len(truth.core), "networks": len(run.networks),
        "kinds": dict(Counter(network.kind for network in run.networks)), "left_out": run.left_out,
        "seconds": run.seconds, "what_it_was": what_it_was(found, run),
        "by_iin": cores(_scored(run, truth, by_iin), truth), "by_line": cores(_scored(run, truth, by_line), truth),
        "persons": person_precision(run.persons, truth) if crime else None,
        "droppers": dropper_precision(run.persons, truth) if crime else None,
        "roles": role_macro_f1(roles(run, truth)) if crime else None,
        "roles_line": role_macro_f1(roles(run, truth, by_line)) if crime else None,
        "ece": person_ece(run.persons, truth), "effort": effort(run, truth), "reach": reach(found, run),
        "flags": {name: [count.hits, count.of] for name, count in false_flags(run, found).items()},
        "strangers": wrongly_core(run, truth, by_line), "parity": _parity(found, run),
        "misses": misses(found, run), "baselines": {name: baseline(one, truth) for name, one in others.items()},
    }  # fmt: skip


def _scored(run: Run, truth: Truth, reading: Reading) -> CoreScore:
    ranked = sorted(run.networks, key=lambda network: network.rank)
    return score_cores([reading(network, truth) for network in ranked], truth, _top(truth))


def cores(score: CoreScore, truth: Truth) -> dict[str, Any]:
    """Counts of shops found and of right ones at the head of the list, which is as long as there are shops, to ten."""
    return {
        "found": sum(shop.found for shop in score.shops), "shops": len(score.shops),
        "right": score.right, "listed": score.listed,
        "each": [[shop.shop, shop.size, round(shop.jaccard, 3), shop.rank, len(shop.missed), len(shop.strangers)]
                 for shop in score.shops],
    }  # fmt: skip


def baseline(one: Baseline, truth: Truth) -> dict[str, Any]:
    """The same of a simpler method."""
    persons = {iin: score for iin, score in one.persons.items() if iin not in truth.droppers}
    return {
        "by_iin": cores(score_cores(one.cores, truth, _top(truth)), truth) if one.cores else None,
        "persons": average_precision(persons, truth.core) if persons and truth.core else None,
        "proposals": len(one.cores),
    }


def _top(truth: Truth) -> int:
    return max(1, min(10, len(truth.shops)))


def effort(run: Run, truth: Truth) -> float | None:
    """Proposed persons and lines looked at, in the order of the list, until most of the core was met, over its size.

    Lines count as who uses them; droppers and context are shown apart and not counted. None: the list ends before.
    """
    met: set[str] = set()
    wanted = MOST * len(truth.core)
    for network in sorted(run.networks, key=lambda network: network.rank):
        proposed = [member for member in network.members if member.core]
        for member in sorted(proposed, key=lambda member: (-member.score, member.id)):
            met.add(member.iin or user_of(member, truth))
            if wanted and len(met & truth.core) >= wanted:
                return len(met) / len(truth.core)
    return None


def reach(found: World, run: Run) -> dict[str, int]:
    """Core members within reach of two keys, named in a core, and both; shops with half their core within reach."""
    truth, near = found.truth, within_reach(found)
    named = flagged(run, truth) & truth.core
    half = sum(2 * len(near & members) >= len(members) for members in truth.shops.values())
    return {"within": len(near), "named": len(named), "both": len(near & named), "shops": half}


def what_it_was(found: World, run: Run) -> dict[str, int]:
    """What the listed networks really were: the ring from which most of a core's members come, or nothing."""
    return dict(Counter(_ring(found, by_line(network, found.truth)) for network in run.networks))


def _ring(found: World, members: frozenset[str]) -> str:
    kinds = Counter(found.rings[iin] for iin in members if iin in found.rings)
    return max(sorted(kinds), key=lambda kind: kinds[kind]) if kinds else "nothing"


def misses(found: World, run: Run) -> list[list[str]]:
    """Core members who stand in no core: shop, role, IIN, where they are instead."""
    truth = found.truth
    where = {person: whereabouts(person, run, truth) for person in sorted(truth.core)}
    return [
        [shop, truth.role[person], person, where[person]]
        for shop, members in truth.shops.items() for person in sorted(members)
        if where[person] not in ("core", "core by line")
    ]  # fmt: skip


def _parity(found: World, run: Run) -> dict[str, dict[str, list[list[int]]]]:
    def told(count: Count) -> list[int]:
        return [count.hits, count.of]

    return {by: {group: [told(core), told(flag)] for group, (core, flag) in groups.items()}
            for by, groups in parity(run, found).items()}  # fmt: skip


