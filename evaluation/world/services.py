"""Whom shops and rivals share: sellers of SIM cards, cash-out brokers, suppliers, sellers of cards, exchangers."""

from dataclasses import dataclass

import numpy as np

from evaluation.world.columns import Ints
from evaluation.world.parameters import Parameters

RINGS_A_SELLER = 3  # about so many rings a seller or broker


@dataclass(frozen=True, slots=True)
class Services:
    """Parties that work for several rings."""

    straws: Ints
    brokers: Ints
    suppliers: Ints
    droppers: Ints
    exchangers: Ints

    def pick(self, rng: np.random.Generator, of: Ints, chance: float) -> list[int]:
        """One of them, with that chance; else nobody."""
        return [int(rng.choice(of))] if len(of) and rng.random() < chance else []


def offer(world: Parameters, free: list[Ints], rings: int) -> Services:
    """Draw them from `free` (shuffled, by city), the largest city first."""
    rng = world.rng("services")
    few = 1 + rings // RINGS_A_SELLER
    sizes = (2 * few, few, few, 12 * rings, max(2, round(world.people * 12 / 10_000)))
    return Services(*(_take(rng, free, size) for size in sizes))


def _take(rng: np.random.Generator, free: list[Ints], size: int) -> Ints:
    share = np.array([len(people) for people in free], dtype=float)
    places = rng.choice(len(free), size, p=share / share.sum())
    taken = []
    for place, wanted in enumerate(np.bincount(places, minlength=len(free))):
        count = min(int(wanted), len(free[place]) // 3)
        taken.append(free[place][:count])
        free[place] = free[place][count:]
    return np.concatenate(taken)
