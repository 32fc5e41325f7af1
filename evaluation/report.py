"""The figures of an evaluation as text for docs/evaluation.md, every miss named. People in it are invented."""

from collections import Counter
from collections.abc import Iterator, Mapping

from core.networks import Run
from evaluation.baselines import Baseline
from evaluation.figures import table
from evaluation.scoring import (
    CORE_ROLES,
    CoreScore,
    average_precision,
    by_iin,
    by_line,
    dropper_precision,
    person_precision,
    role_macro_f1,
    roles,
    score_cores,
    score_run,
    whereabouts,
    wrongly_core,
)
from evaluation.truth import Truth

BLANK = "–"


def report(run: Run, truth: Truth, baselines: Mapping[str, Baseline], world: Mapping[str, object]) -> str:
    """All figures of one run on one world."""
    parts = [
        _world(run, truth, world), _overview(run, truth, baselines), _shops(run, truth), _networks(run, truth),
        _misses(run, truth), _strangers(run, truth), _roles(run, truth),
    ]
    return "\n\n".join(parts)


def figures(run: Run, truth: Truth, baselines: Mapping[str, Baseline]) -> dict[str, object]:
    """The figures as one document for machines."""
    readings = {"iin": score_run(run, truth), "line": score_run(run, truth, by_line)}
    return {
        "networks": len(run.networks),
        **{f"recall_{name}": score.recall for name, score in readings.items()},
        **{f"precision_at_10_{name}": score.precision for name, score in readings.items()},
        "person_average_precision": person_precision(run.persons, truth),
        "dropper_average_precision": dropper_precision(run.persons, truth),
        "role_macro_f1_iin": role_macro_f1(roles(run, truth)),
        "role_macro_f1_line": role_macro_f1(roles(run, truth, by_line)),
        "baselines": {name: {"recall": score_cores(one.cores, truth).recall,
                             "precision_at_10": score_cores(one.cores, truth).precision,
                             "person_average_precision": _persons(one, truth)} for name, one in baselines.items()},
    }


def _world(run: Run, truth: Truth, world: Mapping[str, object]) -> str:
    people = len(truth.role)
    return (
        f"{people:,} invented people over {world.get('days')} days, {len(truth.shops)} drug shops with "
        f"{len(truth.core)} core members and {len(truth.droppers)} droppers; {world.get('missing')} of the data "
        f"missing, evasion level {world.get('evasion')}. Detection proposed {len(run.networks)} networks and left out "
        f"{sum(run.left_out.values())} candidates of other kinds"
        + (f" ({', '.join(f'{kind} {count}' for kind, count in sorted(run.left_out.items()))})" if run.left_out else "")
        + "."
    )


def _overview(run: Run, truth: Truth, baselines: Mapping[str, Baseline]) -> str:
    rows: list[list[object]] = [
        ["Izder, members by IIN", *_cores(score_run(run, truth)), person_precision(run.persons, truth)],
        ["Izder, lines counted as who uses them", *_cores(score_run(run, truth, by_line)), BLANK],
    ]
    for name, baseline in baselines.items():
        groups = _cores(score_cores(baseline.cores, truth)) if baseline.cores else [BLANK, BLANK, BLANK]
        rows.append([f"{name}, whole graph", *groups, _persons(baseline, truth) if baseline.persons else BLANK])
    header = ["method", "proposals", "shops found (Jaccard ≥ .5)", "right of the first ten", "person average precision"]
    return table(header, rows) + (
        f"\n\nAverage precision of finding droppers, apart: {dropper_precision(run.persons, truth):.2f}. "
        f"At most {len(truth.shops)} of the first ten can be right in this world."
    )


def _cores(score: CoreScore) -> list[str]:
    found = sum(shop.found for shop in score.shops)
    return [str(score.proposals), f"{found} of {len(score.shops)}", f"{score.right} of {score.listed}"]


def _persons(baseline: Baseline, truth: Truth) -> float | None:
    if not baseline.persons:
        return None
    return average_precision({iin: s for iin, s in baseline.persons.items() if iin not in truth.droppers}, truth.core)


def _shops(run: Run, truth: Truth) -> str:
    pairs = zip(score_run(run, truth).shops, score_run(run, truth, by_line).shops, strict=True)
    rows = [
        [iin.shop, iin.size, iin.rank, iin.jaccard, line.rank, line.jaccard, len(line.missed), len(line.strangers)]
        for iin, line in pairs
    ]
    header = ["shop", "core", "nearest by IIN", "its Jaccard", "nearest by line", "its Jaccard", "missed", "strangers"]
    return "### Each shop and the network nearest to it\n\n" + table(header, rows)


def _networks(run: Run, truth: Truth) -> str:
    rows = []
    for network in sorted(run.networks, key=lambda network: network.rank)[:10]:
        named, resolved = by_iin(network, truth), by_line(network, truth)
        shops = Counter(shop for shop, members in truth.shops.items() for _ in resolved & members)
        lines = sum(member.core and not member.iin for member in network.members)
        inside = ", ".join(f"{shop} {count}" for shop, count in shops.most_common())
        rows.append([network.rank, network.kind, len(named), lines, inside or "none",
                     sum(member.role == "dropper" for member in network.members)])
    header = ["rank", "kind", "core with IIN", "core lines", "of which really core of", "droppers shown"]
    return "### The first ten networks\n\n" + table(header, rows)


def _misses(run: Run, truth: Truth) -> str:
    where = {person: whereabouts(person, run, truth) for person in truth.core}
    words = Counter(where.values())
    rows = [
        [shop, truth.role[person], person, where[person]]
        for shop, members in truth.shops.items() for person in sorted(members)
        if where[person] not in ("core", "core by line")
    ]
    return (
        "### Core members who are missed\n\n"
        f"Of {len(truth.core)} core members {words['core']} stand in a core by IIN, {words['core by line']} only by "
        "a phone or card of which nothing in the data says whose it is. The others, one by one "
        "(context: shown, but not core; scored: some evidence, in no network; absent: no evidence at all):\n\n"
        + (table(["shop", "role", "IIN (invented)", "where they are"], rows) if rows else "Nobody.")
    )


def _strangers(run: Run, truth: Truth) -> str:
    by_name, resolved = wrongly_core(run, truth), wrongly_core(run, truth, by_line)
    rows = [[kind, by_name.get(kind, 0), resolved[kind]] for kind in resolved]
    text = table(["what they really are", "by IIN", "with lines"], rows) if rows else "Nobody."
    return "### Who stands in a core and is core of no shop\n\n" + text


def _roles(run: Run, truth: Truth) -> str:
    confusion = roles(run, truth, by_line)
    used = {word for _, word in confusion}
    said = [role for role in (*CORE_ROLES, "dropper", "unknown", "absent") if role in used]
    rows = [[true, *(confusion.get((true, word), 0) for word in said)] for true in _true_roles(confusion)]
    return (
        "### Roles: true against said\n\nLines count as who uses them.\n\n" + table(["truth", *said], rows)
        + f"\n\nMean F1 over core roles: {role_macro_f1(roles(run, truth)):.2f} by IIN, "
        f"{role_macro_f1(confusion):.2f} with lines."
    )


def _true_roles(confusion: Mapping[tuple[str, str], int]) -> Iterator[str]:
    present = {true for true, _ in confusion}
    yield from (role for role in (*CORE_ROLES, "dropper") if role in present)
    yield from sorted(present - {*CORE_ROLES, "dropper"})
