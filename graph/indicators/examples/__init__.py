"""Examples: for every indicator a scene that it fires on and one, much alike, that it must not fire on."""

from collections.abc import Mapping

from graph.indicators.examples import accounts, kinds, lines, people
from graph.indicators.examples.pairs import Pair

EXAMPLES: Mapping[str, Pair] = {**accounts.PAIRS, **lines.PAIRS, **people.PAIRS, **kinds.PAIRS}

__all__ = ["EXAMPLES", "Pair"]
