"""The rules in force: which pairs of feeds report the same events, and whose word stands where they differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from core import records
from core.errors import CatalogueError
from core.records import Edge, RecordKind
from etl.templates import Template
from etl.templates.joining import ends, event_edge


@dataclass(frozen=True, slots=True)
class Rule:
    """Two feeds of one record kind. `left` is the one that declares the rule: where they differ its word stands."""

    record: str
    left: str
    right: str
    same: tuple[str, ...]
    agree: tuple[str, ...]
    tolerance_ms: int
    duration_s: int | None

    @property
    def name(self) -> str:
        """How people are told of it."""
        return f"{self.left}~{self.right}"


@dataclass(frozen=True)
class Rules:
    """All rules of one record kind."""

    kind: RecordKind
    rules: tuple[Rule, ...]
    rank: Mapping[str, int] = field(default_factory=dict)  # feed → its place: the first one's word stands
    least_reach_ms: int = 0

    @cached_property
    def edge(self) -> Edge:
        """The edge that an event is."""
        edge = event_edge(self.kind)
        if edge is None:
            raise ValueError(f"{self.kind.kind} tells of no event")
        return edge

    @property
    def ends(self) -> tuple[str, str]:
        """Fields of the event's two ends."""
        return ends(self.kind, self.edge)

    @property
    def feeds(self) -> frozenset[str]:
        """Every feed that a rule names."""
        return frozenset(self.rank)

    @property
    def reach_ms(self) -> int:
        """Two reports further apart than this are never one event by any rule."""
        return max([self.least_reach_ms, *(rule.tolerance_ms for rule in self.rules)])


def rules_of(templates: Iterable[Template]) -> Mapping[str, Rules]:
    """Rules by record kind, kinds without any left out.

    Raises:
        CatalogueError: two templates both declare how their rows are joined.
    """
    every = list(templates)
    declared = [rule for template in every for rule in _declared(template, {each.name for each in every})]
    _refuse_twice(declared)
    kinds = sorted({rule.record for rule in declared})
    return {kind: _of_kind(kind, [rule for rule in declared if rule.record == kind]) for kind in kinds}


def _declared(template: Template, known: set[str]) -> Iterable[Rule]:
    for join in template.joins:
        seconds = join.tolerance_s
        for other in join.with_:
            if other in known:
                yield Rule(
                    template.record, template.name, other, join.same, join.agree, seconds * 1000, join.duration_s
                )


def _refuse_twice(rules: Sequence[Rule]) -> None:
    pairs = [tuple(sorted((rule.left, rule.right))) for rule in rules]
    if twice := sorted({" and ".join(pair) for pair in pairs if pairs.count(pair) > 1}):
        raise CatalogueError(f"How rows of {'; '.join(twice)} are joined is said twice: leave it in one template.")


def _of_kind(kind: str, rules: Sequence[Rule]) -> Rules:
    ordered = tuple(sorted(rules, key=lambda rule: (rule.left, rule.right)))
    feeds = sorted({feed for rule in ordered for feed in (rule.left, rule.right)})
    under = {feed: len(_above(feed, ordered, set())) for feed in feeds}
    places = sorted(feeds, key=lambda feed: (under[feed], feed))
    return Rules(records.load()[kind], ordered, {feed: place for place, feed in enumerate(places)})


def _above(feed: str, rules: Sequence[Rule], seen: set[str]) -> set[str]:
    """Feeds whose word stands before this one's, directly or by way of others."""
    for rule in rules:
        if rule.right == feed and rule.left not in seen:
            seen.add(rule.left)
            _above(rule.left, rules, seen)
    return seen
