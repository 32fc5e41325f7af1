"""Under which rules and verdicts the graph's joined edges were made: where they differ from today's, it is owing."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from core import records
from core.errors import InputError
from core.home import Home
from etl.joins.joins import Joins
from etl.joins.rules import Rule, Rules

FILE = "joins.json"


@dataclass(frozen=True, slots=True)
class Applied:
    """Rules as JSON, and judged pairs with their verdicts. `known` false: nobody wrote it down."""

    rules: str
    judged: frozenset[tuple[str, str, str]]
    known: bool = True

    @staticmethod
    def today(joins: Joins) -> "Applied":
        """What stands now."""
        rules = [asdict(rule) for record in sorted(joins.rules) for rule in joins.rules[record].rules]
        judged = frozenset((left, right, verdict) for left, right, verdict in joins.verdicts.table.rows())
        return Applied(json.dumps(rules, sort_keys=True), judged)

    @staticmethod
    def read(home: Home) -> "Applied":
        """What the graph was made under.

        Raises:
            InputError: the note cannot be read.
        """
        path = _path(home)
        if not path.is_file():
            return Applied("[]", frozenset(), known=False)
        try:
            return Applied.parse(json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path} cannot be read: remove it, and load anything again.") from error

    @staticmethod
    def parse(given: Mapping[str, Any]) -> "Applied":
        """From what `write` wrote."""
        return Applied(given["rules"], frozenset((left, right, word) for left, right, word in given["judged"]))

    def write(self, home: Home) -> None:
        """Put in place by one rename, after the graph was brought in line.

        Raises:
            InputError: there is no room, or no right to write.
        """
        path = _path(home)
        new = path.with_name(f".{path.name}.new")
        try:
            new.write_text(json.dumps({"rules": self.rules, "judged": sorted(self.judged)}), "utf-8")
            new.replace(path)
        except OSError as error:
            said = f"{path} was not written: {error.strerror or error}. Make room or give the right, and load it again."
            raise InputError(said) from error

    def widened(self, joins: Joins) -> Joins:
        """Today's joins, looking as far, and at as many feeds, as the rules of then did, too."""
        then = [Rule(**{**rule, "same": tuple(rule["same"]), "agree": tuple(rule["agree"])})
                for rule in json.loads(self.rules)]  # fmt: skip
        rules = dict(joins.rules)
        for rule in then:
            now = rules.get(rule.record) or Rules(records.load()[rule.record], ())
            rank = {**{feed: len(now.rank) + place for place, feed in enumerate((rule.left, rule.right))}, **now.rank}
            rules[rule.record] = replace(now, rank=rank, least_reach_ms=max(now.least_reach_ms, rule.tolerance_ms))
        return replace(joins, rules=rules)

    def rows(self) -> pl.Series:
        """Every row that is judged about."""
        return pl.Series(sorted({row for left, right, _ in self.judged for row in (left, right)}), dtype=pl.String)

    def changed(self, other: "Applied") -> pl.Series:
        """Rows whose verdicts are not the same in both."""
        return Applied("", self.judged ^ other.judged).rows()


def _path(home: Home) -> Path:
    return home.root / FILE
