"""Every miss by name: shops in a table, people shop by shop."""

from collections.abc import Iterator, Mapping, Sequence

from evaluation.figures import table
from evaluation.study.pages.words import BLANK, Outcome, Outcomes

LEAST = 0.5  # Jaccard


def missed(crime: Mapping[str, Outcomes]) -> str:
    """Shops without a network of their own, and core members who stand in no core."""
    every = [(name, each) for name, outcomes in crime.items() for each in outcomes]
    rows = [row for name, each in every for row in _shops(name, each)]
    people = [line for name, each in every for line in _people(name, each)]
    header = ["worlds", "seed", "shop", "core", "nearest Jaccard", "rank", "members not in it", "others in it"]
    return (
        "### Shops that are missed, lines counted\n\n" + (table(header, rows) if rows else "None.")
        + "\n\n### Core members who are missed\n\nContext: shown, but not core; scored: some evidence, in no network; "
        "absent: no evidence at all. People and IINs are invented.\n\n" + ("\n".join(people) or "Nobody.")
    )


def _shops(name: str, outcome: Outcome) -> Iterator[list[object]]:
    for shop, size, jaccard, rank, lost, strangers in outcome["by_line"]["each"]:
        if jaccard < LEAST:
            yield [name, outcome["told"]["seed"], shop, size, jaccard, rank or BLANK, lost, strangers]


def _people(name: str, outcome: Outcome) -> Iterator[str]:
    by_shop: dict[str, list[str]] = {}
    for shop, role, iin, where in _misses(outcome):
        by_shop.setdefault(shop, []).append(f"{role} {iin} {where}")
    for shop, people in by_shop.items():
        yield f"- {name}, seed {outcome['told']['seed']}, {shop}: {', '.join(people)}"


def _misses(outcome: Outcome) -> Sequence[Sequence[str]]:
    return list(outcome["misses"])
