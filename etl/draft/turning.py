"""From a direction to a template: fields whose column depends on the row."""

from collections.abc import Callable, Container, Mapping
from typing import Any

from core.records import Field
from etl.draft.direction import Filled, Words
from etl.draft.sides import PLAIN, Turn

Choosing = dict[str, Any]  # `by`, `choose` and `otherwise`, as a template has them


def turned(
    fields: Mapping[str, Field], origins: Mapping[str, Any], way: Turn, always: Container[str]
) -> dict[str, Any]:
    """The fields with those of both sides as the direction says.

    `origins`: what the fields are made of where the one whose statement it is calls or pays. A required one that only
    one side has an origin for is left out: half of the rows would have none. `always`: fields whose column is theirs in
    every row, which stay.
    """
    found = dict(origins)
    for name, field in fields.items():
        other = f"to_{name}" if name in PLAIN else name.replace("from_", "to_", 1)
        there = sum(each in origins for each in (name, other))
        if name == other or other not in fields or not there or name in always or other in always:
            continue
        if there == 1 and field.required:
            found = {key: value for key, value in found.items() if key not in (name, other)}
        else:
            found |= _pair(name, other, origins, way)
    return found


def handsets(origins: Mapping[str, Any], way: Turn) -> dict[str, Any]:
    """Handset and sector where columns name caller and called: of a row that comes in they are the called's."""
    found = dict(origins)
    if not isinstance(way.way, Words):
        return found
    out, into = (*way.way.out, *way.way.rest), way.way.into
    for name in (name for name in PLAIN if name in origins):
        found[name] = {"by": way.way.name, "choose": dict.fromkeys(into), "otherwise": origins[name]}
        found[f"to_{name}"] = {
            "by": way.way.name,
            "choose": dict.fromkeys(into, origins[name]) | dict.fromkeys(out),
        }
    return found


def sums(way: Filled) -> dict[str, Any]:
    """The amount: of the column that is filled. A row with both filled says no known word, and is held."""
    out, into = way.names
    found: dict[str, Any] = {
        "by": out,
        "choose": dict.fromkeys(("", *way.nothing_out), into),
        "otherwise": {"by": into, "choose": dict.fromkeys(("", *way.nothing_in), out)},
    }
    return found | ({"decimal": ","} if way.decimal == "," else {})


def _pair(first: str, second: str, origins: Mapping[str, Any], way: Turn) -> dict[str, Any]:
    own, other = origins.get(first), origins.get(second)
    choice = _by_words(way.way) if isinstance(way.way, Words) else _by_sums(way.way)
    return {first: choice(own, other, True), second: choice(own, other, False)}


_Choice = Callable[[Any, Any, bool], Choosing]


def _by_words(way: Words) -> _Choice:
    def choice(own: Any, other: Any, out: bool) -> Choosing:  # noqa: ANN401 (YAML values)
        first, second = (own, other) if out else (other, own)
        return {"by": way.name, "choose": {**dict.fromkeys(way.out, first), **dict.fromkeys(way.into, second)}}

    return choice


def _by_sums(way: Filled) -> _Choice:
    """Of two columns the one by which the side that has an origin is the last word, for null cannot be."""

    def choice(own: Any, other: Any, out: bool) -> Choosing:  # noqa: ANN401 (YAML values)
        by_out = out == (own is not None)
        name, nothing = (way.names[0], way.nothing_out) if by_out else (way.names[1], way.nothing_in)
        last, first = (own, other) if own is not None else (other, None)
        return {"by": name, "choose": dict.fromkeys(("", *nothing), first), "otherwise": last}

    return choice
