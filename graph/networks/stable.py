"""Stability: in how many of n seeded runs a member ends up in a community that is the candidate again."""

from collections.abc import Mapping, Sequence

import polars as pl

from core.networks import Member
from graph.communities import flatten, stability
from graph.networks.assemble import Judged
from graph.networks.ties import pruned


def stable(
    ties: Mapping[str, pl.DataFrame], judged: Sequence[Judged], runs: int, seed: int,
) -> dict[tuple[str, str], float]:
    """Share of runs per network and member; members that no coloured tie holds are not measured.

    A member's figure is his own or the best of his accounts and lines. Who hangs by one tie was left out of the
    search (`pruned`), so he has the figure of what he hangs by.
    """
    graph = flatten(pruned(ties))
    held_by = _neighbours(ties)
    measured: dict[tuple[str, str], float] = {}
    for one in judged if runs else ():
        known = sorted(one.chosen.members.intersection(graph.ids))
        shares = stability(graph, known, runs, seed)
        for member in one.members:
            names = _names(member)
            figures = [shares[name] for name in names if name in shares] or [
                shares[other] for name in names for other in held_by.get(name, ()) if other in shares
            ]
            if figures:
                measured[one.chosen.name, member.id] = round(max(figures), 2)
    return measured


def _names(member: Member) -> list[str]:
    return [member.id, *(f"phone:{each}" for each in member.phones), *(f"account:{each}" for each in member.ibans)]


def _neighbours(ties: Mapping[str, pl.DataFrame]) -> dict[str, list[str]]:
    pairs = pl.concat(list(ties.values()))
    both = pl.concat([pairs, pairs.select(src="dst", dst="src")])
    return dict(both.group_by("src").agg(pl.col("dst").unique().sort()).iter_rows())
