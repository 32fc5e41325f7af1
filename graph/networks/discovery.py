"""How many of the networks found chance alone would bring: false discovery rate against worlds tied by chance."""

from collections.abc import Callable, Iterable, Sequence
from math import ceil

import numpy as np

WORLDS = 20  # at least: with none in so many, the best network alone has a rate of 1 in 20


def worlds_for(rate: float) -> int:
    """Null worlds that a false discovery rate takes: fewer could not show it for a single network."""
    return max(WORLDS, ceil(1 / rate))


def null_scores(detect: Callable[[int], Iterable[float]], worlds: int) -> list[float]:
    """Scores of all networks found in so many null worlds, each made with its number as seed."""
    return [score for world in range(worlds) for score in detect(world)]


def adjusted(scores: Sequence[float], null: Sequence[float], candidates: int, worlds: int) -> list[float]:
    """Benjamini-Hochberg adjusted p value of each network, in the order given.

    The p value of a network is the share of candidates in the null worlds that score as high, one added to both sides
    (Phipson & Smyth 2010, doi:10.2202/1544-6115.1585): candidates there were searched for in the same way, so having
    searched is paid for. `candidates`: all that were looked at in the real world, and taken for as many in each null
    world; those that did not become networks are in neither list, and stand last. Where every tie is by chance, real
    and null worlds are alike and the rate of false discoveries is kept (Benjamini & Hochberg 1995).
    """
    tests = max(candidates, len(scores), 1)
    drawn, order = np.sort(np.asarray(null, float)), np.argsort(-np.asarray(scores, float), kind="stable")
    as_high = len(drawn) - np.searchsorted(drawn, np.asarray(scores, float)[order], side="left")
    p = (1 + as_high) / (1 + worlds * tests)
    rates = np.minimum.accumulate((p * tests / np.arange(1, len(order) + 1))[::-1])[::-1]
    found = np.empty(len(order))
    found[order] = np.minimum(rates, 1.0)
    return [float(rate) for rate in found]
