"""Two parties side by side, with the weight of each field as a waterfall."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from casework.access.reviewing import Facing
from core.answers import Fact
from core.resolution import FieldWeight, ScoredPair
from ui.parts.component import part
from ui.parts.ledger import Pressed, more, pressed
from ui.parts.sheet import fact_name
from ui.screen import Screen
from ui.wording import rows

SURELY = 0.001  # nearer to certain or impossible than this, no figure is told
DATES = {"birth"}  # fields whose values are days, yyyy-mm-dd
Step = dict[str, Any]


def pair(screen: Screen, key: str, facing: Facing) -> Pressed:
    """Show a pair."""
    scored = facing.waiting.scored
    words = {name: said(screen, name) for name in ("field", "level", "weight", "sum", "fact", "not_compared")}
    data = {
        "names": {"left": facing.left.label, "right": facing.right.label},
        "steps": waterfall(screen, scored) if scored else [],
        "notes": [guard(screen, word) for word in scored.guards] if scored else [],
        "facts": side_by_side(screen, facing.left.facts, facing.right.facts),
        "words": words | {"more": more(screen)},
    }  # fmt: skip
    return pressed(part("pair", data, key=key, triggers=("row",)))


def waterfall(screen: Screen, scored: ScoredPair) -> list[Step]:
    """From the odds before anything was compared, field by field, to the sum."""
    sums = list(accumulate((field.weight for field in scored.fields), initial=scored.prior))
    steps = [bar(screen, "prior", 0.0, scored.prior) | {"field": said(screen, "prior")}]
    for field, before, after in zip(scored.fields, sums[:-1], sums[1:], strict=True):
        sides = {"left": shown(field.field, field.left), "right": shown(field.field, field.right)}
        named = {"field": field_name(screen, field), "level": level(screen, field)}
        steps.append(bar(screen, "field", before, after) | named | sides)
    total = {"field": said(screen, "total"), "level": odds(screen, scored.probability)}
    return [*steps, bar(screen, "sum", 0.0, scored.weight) | total]


def bar(screen: Screen, kind: str, before: float, after: float) -> Step:
    """A step of the waterfall: from one sum to the next."""
    return {"kind": kind, "from": before, "to": after, "shown": signed(screen, after - before)}


def shown(field: str, values: Sequence[str]) -> list[str]:
    """Values as people read them: of a date day, month, year."""
    return [".".join(reversed(value.split("-"))) if field in DATES else value for value in values]


def side_by_side(screen: Screen, left: Sequence[Fact], right: Sequence[Fact]) -> list[Step]:
    """Facts of both under one name each, what both have marked."""
    names = list(dict.fromkeys(fact.key for fact in (*left, *right)))
    return [
        {"name": fact_name(screen, name), "left": values(name, left, right), "right": values(name, right, left)}
        for name in names
    ]


def values(name: str, own: Sequence[Fact], other: Sequence[Fact]) -> list[Step]:
    """One party's values of a fact."""
    theirs = {fact.value for fact in other if fact.key == name}
    return [
        {"value": fact.value, "rows": rows(fact.rows), "total": len(fact.rows), "same": fact.value in theirs}
        for fact in own
        if fact.key == name
    ]


def signed(screen: Screen, weight: float) -> str:
    """A weight with its sign and one place behind the point, so that points stand under each other."""
    text = f"{weight:+.1f}".replace("-", "\u2212")
    text = text[1:] if text[1:] == "0.0" else text
    return text if screen.language == "en" else text.replace(".", ",")


def odds(screen: Screen, probability: float) -> str:
    """How likely the model takes it that the two are one; never that it is certain."""
    bounded = min(max(probability, SURELY), 1 - SURELY)
    sign = "" if bounded == probability else "> " if probability > bounded else "< "
    text = f"{sign}{bounded:.1%}"
    return said(screen, "probability", percent=text if screen.language == "en" else text.replace(".", ","))


def field_name(screen: Screen, field: FieldWeight) -> str:
    """What a field is called."""
    return worded(screen, f"review.fields.{field.field}", field.field)


def level(screen: Screen, field: FieldWeight) -> str:
    """How the two meet in a field."""
    return worded(screen, f"review.levels.{field.level}", field.level)


def guard(screen: Screen, word: str) -> str:
    """What keeps a pair out of the band its weight alone would put it in."""
    return worded(screen, f"resolve.guard.{word}", word)


def worded(screen: Screen, key: str, word: str) -> str:
    """The phrase of a word of the model; the word itself where the catalogue has none."""
    return screen.phrases.text(key, screen.language) if screen.phrases.has(key) else word


def said(screen: Screen, key: str, /, **parameters: str | int | float | None) -> str:
    """A phrase of the topic `review`."""
    return screen.phrases.text(f"review.{key}", screen.language, **parameters)
