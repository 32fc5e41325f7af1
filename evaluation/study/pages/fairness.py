"""Who is flagged that should not be, whether errors fall on all alike, and whether a score means what it says."""

from collections.abc import Iterable, Mapping

from evaluation.figures import table
from evaluation.study.pages.words import BLANK, Outcome, Outcomes, mean, percent, share

ASKED = {"hubs": 0.005, "households": 0.01, "buyer": 0.02, "charity": 0.001}


def flagged(settings: Mapping[str, Outcomes]) -> str:
    """False flags by what people really are."""
    counts = _counts(each for outcomes in settings.values() for each in outcomes)
    hit = {name for name, (hits, _) in counts.items() if hits}
    shown = [*ASKED, "all", *sorted(hit - {*ASKED, "all"}, key=lambda name: (-counts[name][0] / counts[name][1], name))]
    rows = [[name, f"{ASKED[name]:.1%}" if name in ASKED else BLANK, *counts[name], percent(*counts[name])]
            for name in shown if name in counts]  # fmt: skip
    return (
        "### Who is flagged that should not be\n\nPersons who stand by name in a core and are core of no drug shop, "
        "all worlds together. Hubs are landlords, bakers, taxis, traders, wedding hosts, delivery, group buyers, "
        "exchangers and tutors; households live with a core member.\n\n"
        + table(["who", "asked", "flagged", "of", "share"], rows)
        + f"\n\nNobody was flagged among: {', '.join(sorted(set(counts) - hit - set(ASKED)))}."
    )


def _counts(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for each in outcomes:
        for name, (hits, of) in each["flags"].items():
            before = found.get(name, (0, 0))
            found[name] = (before[0] + hits, before[1] + of)
    return found


def parity(crime: Mapping[str, Outcomes]) -> str:
    """Found and falsely flagged by city, sex and origin of the name, over all."""
    rows = [row for by in ("city", "sex", "origin") for row in _groups(by, crime)]
    header = ["group", "core members found, lines counted", "over all", "false flags over all", "flagged"]
    return (
        "### Whether errors fall on all alike\n\nAsked: .8 to 1.25 times what all have. Ratios of few cases wander; "
        "the counts stand beside them. Neither sex nor the origin of a name reaches detection.\n\n"
        + table(header, rows)
    )


def _groups(by: str, crime: Mapping[str, Outcomes]) -> list[list[object]]:
    groups: dict[str, list[int]] = {}
    for each in (each for outcomes in crime.values() for each in outcomes):
        for group, (core, flag) in each["parity"][by].items():
            groups[group] = [a + b for a, b in zip(groups.get(group, [0] * 4), [*core, *flag], strict=True)]
    whole = [sum(column) for column in zip(*groups.values(), strict=True)]
    return [
        [f"{by}: {group}", share(of[0], of[1]), _ratio(of[:2], whole[:2]), _ratio(of[2:], whole[2:]), of[2]]
        for group, of in groups.items()
    ]


def _ratio(part: list[int], whole: list[int]) -> str:
    if not part[1] or not whole[0]:
        return BLANK
    return f"{part[0] / part[1] / (whole[0] / whole[1]):.2f}"


def calibration(settings: Mapping[str, Outcomes]) -> str:
    """Expected calibration error by setting."""
    rows = [[name, mean(each["ece"] for each in outcomes)] for name, outcomes in settings.items()]
    return (
        "### Whether a score means what it says\n\nExpected calibration error in ten bins, over persons with any "
        "evidence, droppers left out; a score is read as even odds where somebody is proposed. Asked: .03 at home, .10 "
        "on worlds of another make.\n\n" + table(["worlds", "expected calibration error"], rows)
    )
