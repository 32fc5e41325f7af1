"""Which feeds tell of the same calls or transfers, and when two of their rows are one event."""

from pydantic import Field

from core import records
from core.catalogue import Entry
from core.records import Edge, RecordKind


class Join(Entry):
    """The same event reported by this feed and by each of the feeds `with`.

    `same`: fields in which both must say the same; `agree`: fields in which they must not contradict each other where
    both say something. Their times may lie `tolerance_s` apart, and what they call the duration `duration_s`.
    Where the two say different things, this feed's word stands.
    """

    with_: tuple[str, ...] = Field(alias="with", min_length=1)
    same: tuple[str, ...]
    agree: tuple[str, ...] = ()
    tolerance_s: int = Field(gt=0, le=1200)  # more, and a clock set to another zone could pass for a slow one
    duration_s: int | None = Field(default=None, ge=0)

    def fits(self, template: str, kind: RecordKind) -> None:
        """See that it can be used in a template of this record kind.

        Raises:
            ValueError: it cannot; says why.
        """
        if template in self.with_:
            raise ValueError("a feed is not joined with itself: give the other bank or operator a template of its own")
        edge = event_edge(kind)
        if edge is None:
            raise ValueError(f"{kind.kind} tells of no event in time, so that there is nothing to join")
        known = {*ends(kind, edge), *edge.identity} - {str(kind.own_date)}
        if strange := sorted({*self.same, *self.agree} - known):
            raise ValueError(f"{', '.join(strange)} cannot be compared; there are {', '.join(sorted(known))}")
        if missing := [name for name in ends(kind, edge) if name not in self.same]:
            raise ValueError(f"same must name {', '.join(missing)}, for one edge has one beginning and one end")
        if self.duration_s is not None and "duration_s" not in edge.identity:
            raise ValueError(f"{kind.kind} has no duration_s")


def event_edge(kind: RecordKind) -> Edge | None:
    """The edge that a row's event is: the one that its own date tells from others."""
    return next((edge for edge in kind.edges if kind.own_date in edge.identity), None)


def ends(kind: RecordKind, edge: Edge) -> tuple[str, str]:
    """The fields that name both ends of an edge between nodes."""
    return kind.nodes[edge.from_].key, kind.nodes[edge.to].key


def refuse_misfits(template: str, record: str, joins: tuple[Join, ...]) -> None:
    """See that every join of a template can be used.

    Raises:
        ValueError: one cannot.
    """
    for join in joins:
        join.fits(template, records.load()[record])
