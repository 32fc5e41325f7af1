"""Columns that are one field together: a day and its time of day, a name in its parts."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from etl.draft.contents import Contents
from etl.draft.vocabulary import meaning, tokens

_NEAR = 2  # columns that a time of day stands from its day at most
_SURE = 0.9  # share of cells that are days, or times of day


@dataclass(frozen=True, slots=True)
class Column:
    """A column; or several that are one field together (`also` are the places of the others).

    `cells`: of every row that was looked at.
    """

    place: int
    name: str
    held: Contents
    also: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()


def together(columns: Sequence[Column], types: Container[str]) -> list[Column]:
    """The columns, with those put together that a record with fields of these types would read as one."""
    joined = [*(_moments(columns) if "time" in types else ()), *(_names(columns) if "name" in types else ())]
    taken: set[int] = set()
    kept = []
    for each in joined:
        if not taken & {each.place, *each.also}:
            taken |= {each.place, *each.also}
            kept.append(each)
    return [*kept, *(column for column in columns if column.place not in taken)]


def _moments(columns: Sequence[Column]) -> Iterator[Column]:
    for column in columns:
        if column.held.share("day") > _SURE and (near := [c for c in columns if _clocks(column, c)]):
            other = min(near, key=lambda c: (abs(c.place - column.place), -c.place))
            share = min(column.held.share("day"), other.held.share("clock"))
            held = replace(column.held, shares={"moment": share})
            yield Column(column.place, f"{column.name} {other.name}", held, (other.place,))


def _clocks(day: Column, column: Column) -> bool:
    """Whether a column holds the time of day of a day near it."""
    near = 0 < abs(column.place - day.place) <= _NEAR
    lasts = "duration" in meaning(column.name).words
    return near and not lasts and column.held.share("clock") > _SURE and column.held.share("day") < 0.5


def _names(columns: Sequence[Column]) -> Iterator[Column]:
    """A family name, with the columns after it that hold the other parts."""
    for at, column in enumerate(columns):
        parts = []
        for other in columns[at + 1 : at + 3]:
            if not meaning(other.name).words & {"name", "patronymic"} or "surname" in meaning(other.name).words:
                break
            parts.append(other.place)
        if parts and "surname" in meaning(column.name).words:
            rest = [word for word in tokens(column.name) if "surname" not in meaning(word).words]
            yield Column(column.place, " ".join(["name", *rest]), column.held, tuple(parts))
