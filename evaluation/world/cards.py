"""Cards that a ring buys from droppers, used one after the other, and the sinks behind them."""

from dataclasses import dataclass

import numpy as np

from evaluation.world.columns import Ints
from evaluation.world.crew import Crew
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Cards:
    """Places in the book, who is registered, first and last day of use."""

    account: Ints
    holder: Ints
    from_day: Ints
    to_day: Ints

    def in_use(self, rng: np.random.Generator, day: Ints) -> Ints:
        """A card in use on each day; -1 where there is none."""
        chosen = np.full(len(day), -1)
        for today in np.unique(day):
            usable = np.flatnonzero((self.from_day <= today) & (self.to_day >= today))
            mine = day == today
            if len(usable):
                chosen[mine] = self.account[rng.choice(usable, mine.sum())]
        return chosen


@dataclass(frozen=True, slots=True)
class Purse:
    """All accounts that a ring uses."""

    cards: Cards
    sinks: Cards


def buy_cards(world: Parameters, crew: Crew, own: Holdings) -> Purse:
    """Cards of droppers, run by the handler; sinks in straws' names, run by the cash-out."""
    rng, style = world.rng(f"cards {crew.name}"), crew.style
    life = world.days - style.opened
    start = style.opened + np.sort(rng.uniform(0, 1, len(crew.droppers)) * life).astype(np.int64)
    start[: max(2, round(len(start) * min(1.0, style.rotation / life)))] = style.opened
    cards = _opened(rng, world, own, crew.droppers, crew.who("handler"), start, style.rotation)
    waves = np.arange(style.opened, world.days, max(3.0, style.sink_days)).astype(np.int64)
    holders = rng.choice(crew.straws, style.sinks * len(waves))
    opened = np.repeat(waves, style.sinks)
    return Purse(cards, _opened(rng, world, own, holders, crew.who("cashout"), opened, style.sink_days * 1.1 + 1))


def _opened(
    rng: np.random.Generator, world: Parameters, own: Holdings, holders: Ints, by: int, start: Ints, days: float
) -> Cards:
    end = start + np.maximum(rng.uniform(0.6, 1.4, len(start)) * days, 1)
    last = end.astype(np.int64).clip(max=world.days - 1)
    places = own.accounts.open(rng, holders, controller=by, from_day=start, to_day=last)
    return Cards(places, holders, start, last)
