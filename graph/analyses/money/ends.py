"""Why a sum was followed no further at the end of a step, and what leaked at each hop."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import polars as pl

from graph.analyses.found import Said
from graph.analyses.money.asking import Window
from graph.analyses.money.tracing import LEAST, Step, Way

NOTHING_LEFT = 0.001  # share of a step that counts as all of it


def whys(steps: Sequence[Step], window: Window, way: Way) -> list[str | None]:
    """A word for each step: hops (as far as was asked), busy, many, unseen (no sanction opens the account), stayed (or,
    going back, was there before); None where all of it went on.
    """
    opened = _opened(window, sorted({step.reached(way) for step in steps}))
    return [_why(step, step.reached(way), window, way, opened) for step in steps]


def _why(step: Step, account: str, window: Window, way: Way, opened: set[str]) -> str | None:
    left = {"hops": step.hop == way.hops, "busy": account in window.busy, "many": account in window.left}
    for word, holds in left.items():
        if holds:
            return word
    if step.traced - step.on < max(LEAST, NOTHING_LEFT * step.traced):
        return None
    return "stayed" if account in opened else "unseen"


def _opened(window: Window, accounts: list[str]) -> set[str]:
    """Accounts that a sanction opens; where none of them has one, no register was loaded, and all are."""
    table = window.reads.table("windows", entities=accounts)
    return set(table.filter(pl.col("sanction").is_not_null())["entity"].to_list()) or set(accounts)


def leakage(steps: Sequence[Step], reasons: Sequence[str | None]) -> Iterator[Said]:
    """One sentence for each hop: what came, what went on, what stayed and what was not followed."""
    sums: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for step, why in zip(steps, reasons, strict=True):
        sums[step.hop]["came"] += step.traced
        sums[step.hop]["went"] += step.on
        sums[step.hop]["stayed" if why in (None, "stayed") else "unseen"] += step.traced - step.on
    for hop, at in sorted(sums.items()):
        yield "analyses.leak", {"hop": hop} | {name: round(at[name]) for name in ("came", "went", "stayed", "unseen")}
