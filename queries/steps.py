"""Steps of a question that people build: which edges are walked, which way, on which days, above which sum.

As text, for the command line and for keeping: `calls out since=2025-10-01; transfers in least=100000`. A step begins
with kinds or layers of edges (commas between, or `any`), then `out`, `in` or nothing, then what narrows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ANY_KIND = "any"
DIRECTIONS = ("out", "in", "both")
NARROWS = ("since", "until", "least")
MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step in words, as it was typed."""

    kinds: str
    direction: str = "both"
    told: Mapping[str, str] = field(default_factory=dict)


def split(text: object) -> list[StepWords]:
    """The steps of a text.

    Raises:
        ValueError: a step that says nothing, a word that is none of ours, no step or too many.
    """
    steps = [_step(each.split()) for each in str(text).split(";") if each.strip()]
    if not 0 < len(steps) <= MOST_STEPS:
        raise ValueError
    return steps


def _step(words: list[str]) -> StepWords:
    kinds, *rest = words
    directions = [word for word in rest if word in DIRECTIONS]
    told = dict(word.split("=", 1) for word in rest if "=" in word)
    if len(directions) > 1 or len(directions) + len(told) != len(rest) or not set(told) <= set(NARROWS) or "=" in kinds:
        raise ValueError
    return StepWords(kinds, directions[0] if directions else "both", told)
