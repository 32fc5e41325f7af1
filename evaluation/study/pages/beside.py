"""Simpler methods beside detection, and what each part of it is worth."""

from collections.abc import Iterator, Mapping, Sequence

from evaluation.figures import table
from evaluation.study.ablation import CUTS
from evaluation.study.pages.words import Outcome, Outcomes, mean, share, total


def beside(crime: Mapping[str, Outcomes]) -> str:
    """Every method by setting."""
    rows, less = list[list[str]](), False
    for name, outcomes in crime.items():
        both = [each for each in outcomes if each["baselines"]]
        if not both:
            continue
        rows.append(["Izder", name, *_cells(both)])
        for method in both[0]["baselines"]:
            rows.append([method, name, *_cells([each["baselines"][method] for each in both])])
        less |= len(both) < len(outcomes)
    header = ["method", "worlds", "shops found, by IIN", "right at the head", "person average precision"]
    which = "All methods on the same worlds, the first of each setting: not on all of them. " if less else ""
    return "### Beside simpler methods\n\n" + table(header, rows) + (
        f"\n\n{which}Louvain, CPM and degree see one graph of everybody's money and calls. Money rules: accounts with "
        "eight payers and more, from which seven tenths of what came is gone by the next day. The regression sees some "
        "twenty figures of each person and was fitted on other worlds of the same make."
    )


def _cells(parts: Sequence[Outcome]) -> list[str]:
    found, shops, right, listed = (total(parts, "by_iin", name) for name in ("found", "shops", "right", "listed"))
    return [share(found, shops), share(right, listed), mean(part["persons"] for part in parts)]


def worth(name: str, whole: Outcomes, cut: Mapping[str, Outcomes]) -> Iterator[str]:
    """Detection without one part at a time, on the same worlds."""
    parts = {what: outcomes for what, outcomes in cut.items() if what in CUTS}
    if not parts:
        return
    rows = [["nothing", *_worth(whole)], *([what, *_worth(outcomes)] for what, outcomes in parts.items())]
    header = ["left out", "shops, by IIN", "shops, lines", "right at the head, lines", "persons", "listed", "flagged"]
    yield (
        f"### What each part is worth\n\nThe first {len(whole)} of the worlds «{name}», detected again without one "
        "family of evidence or one stage. Persons: average precision; flagged: by name in a core, and core of no "
        "shop.\n\n" + table(header, rows)
    )


def _worth(outcomes: Outcomes) -> list[str]:
    def of(reading: str, one: str, other: str) -> str:
        return f"{total(outcomes, reading, one)} of {total(outcomes, reading, other)}"

    flagged = sum(each["flags"]["all"][0] for each in outcomes)
    return [
        of("by_iin", "found", "shops"), of("by_line", "found", "shops"), of("by_line", "right", "listed"),
        mean(each["persons"] for each in outcomes), str(total(outcomes, "networks")), str(flagged),
    ]  # fmt: skip
