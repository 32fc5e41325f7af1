"""Joins of a home: the rules of its templates and the standing verdicts, over its records in force."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from core.judgements import JudgementBook
from etl.delivery import Delivery
from etl.in_force import InForce
from etl.joins.clusters import Kin
from etl.joins.events import Events, events
from etl.joins.rules import Rules, rules_of
from etl.joins.verdicts import Verdicts
from etl.templates import catalogue


@dataclass(frozen=True)
class Joins:
    """Decides which rows are one event, for whatever part of the records is asked for."""

    given: InForce
    every: Sequence[Delivery]
    rules: Mapping[str, Rules]
    verdicts: Verdicts = field(default_factory=Verdicts)

    @staticmethod
    def of(given: InForce, every: Sequence[Delivery], book: JudgementBook) -> "Joins":
        """By the templates of a home and what people decided."""
        return Joins(given, every, rules_of(catalogue(given.home).values()), Verdicts.of(book))

    def around(self, delivery: Delivery) -> Iterator[Events]:
        """Clusters that a delivery has a part in, and another feed, too."""
        if self._concerns(delivery):
            yield from self._decide(delivery.record, self.kin(delivery.record).around(delivery))

    def between(self, record: str, groups: pl.DataFrame) -> Iterator[Events]:
        """Clusters between some ends."""
        yield from self._decide(record, self.kin(record).between(groups))

    def everywhere(self, record: str, asked: pl.Series | None = None) -> Iterator[Events]:
        """All clusters of several feeds, and those that hold a row that is asked for."""
        wanted = pl.Series([], dtype=pl.String) if asked is None else asked
        yield from self._decide(record, self.kin(record).everywhere(wanted))

    def of_rows(self, record: str, asked: pl.Series) -> Iterator[Events]:
        """Clusters that hold one of these rows («source:row»)."""
        yield from self._decide(record, self.kin(record).of_rows(asked))

    def kin(self, record: str) -> Kin:
        """All rows that may be joined with others of their kind."""
        rules = self.rules[record]
        alike = [delivery for delivery in self.every if delivery.record == record and delivery.template in rules.feeds]
        return Kin(self.given, rules, alike, self.verdicts.rows("same"))

    def _concerns(self, delivery: Delivery) -> bool:
        rules = self.rules.get(delivery.record)
        if rules is None or delivery.template not in rules.feeds:
            return False
        return any(other.template in rules.feeds - {delivery.template} for other in self.every)

    def _decide(self, record: str, clusters: Iterator[pl.DataFrame]) -> Iterator[Events]:
        for part in clusters:
            if part.height:
                yield events(self.rules[record], part, self.verdicts)
