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
    _decided: dict[str, list[Events]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @staticmethod
    def of(given: InForce, every: Sequence[Delivery], book: JudgementBook) -> "Joins":
        """By the templates of a home and what people decided."""
        return Joins(given, every, rules_of(catalogue(given.home).values()), Verdicts.of(book))

    def around(self, delivery: Delivery) -> Iterator[Events]:
        """Clusters that a delivery has a part in, and another feed, too."""
        if not self._concerns(delivery):
            return
        if delivery.source in self._decided:
            yield from self._decided[delivery.source]
            return
        kin = self.kin(delivery.record)
        if kin.parts > 1:  # more than memory should hold: decided again when it is asked again
            yield from self._decide(delivery.record, kin.around(delivery))
            return
        self._decided[delivery.source] = list(self._decide(delivery.record, kin.around(delivery)))
        yield from self._decided[delivery.source]

    def told_by(self, record: str) -> list[str]:
        """Feeds of a record kind that a rule joins and that have rows here."""
        feeds = self.rules[record].feeds if record in self.rules else frozenset()
        return sorted(feeds & {delivery.template for delivery in self.every if delivery.record == record})

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
        feeds = self.told_by(delivery.record)
        return delivery.template in feeds and len(feeds) > 1

    def _decide(self, record: str, clusters: Iterator[pl.DataFrame]) -> Iterator[Events]:
        for part in clusters:
            if part.height:
                yield events(self.rules[record], part, self.verdicts)
