"""The gate's part for reports of one event: what was joined and why, and how far the clocks of feeds differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework.access.masking import mask_text
from casework.purpose import Purpose
from core.clock import from_ms
from core.home import Home
from core.joins import ClockAudit, JoinedPair, Report
from core.judgements import JudgementBook
from core.phrases import Phrases
from etl.delivery import deliveries
from etl.in_force import InForce
from etl.joins.clocks import audited
from etl.joins.joins import Joins
from etl.joins.listing import listed

Enter = Callable[..., None]  # (purpose, act, **parameters): checks the purpose, writes the audit entry


@dataclass(frozen=True, slots=True)
class JoinGate:
    """Reads about joins. `now` says what time it is, for rows whose sanction has ended are not looked at.

    Every method raises AccessRefused where the purpose does not hold or the audit entry could not be written.
    """

    enter: Enter
    home: Home
    book: JudgementBook
    now: Callable[[], int]

    def pairs(
        self, purpose: Purpose, *, file: str | None = None, state: str | None = None, limit: int | None = None
    ) -> list[JoinedPair]:
        """Pairs of rows that are one event or could be; of one file (name or source), in one state, at most so many."""
        self.enter(purpose, "joins", file=file, state=state, limit=limit)
        found = [pair for pair in listed(self.joins(), self.book) if _asked(pair, file, state)]
        return [_masked(pair) for pair in found[:limit]]

    def clocks(self, purpose: Purpose) -> Sequence[ClockAudit]:
        """How far the clocks of feeds that tell of the same events differ. Holds no personal data."""
        self.enter(purpose, "clocks")
        return audited(self.joins())

    def joins(self) -> Joins:
        """By today's rules, verdicts and sanctions."""
        return Joins.of(InForce.of(self.home, self.now()), deliveries(self.home), self.book)


def _asked(pair: JoinedPair, file: str | None, state: str | None) -> bool:
    named = {pair.left.file, pair.right.file, pair.left.source, pair.right.source}
    return (file is None or file in named) and state in (None, pair.state)


def _masked(pair: JoinedPair) -> JoinedPair:
    left, right = (_named(report) for report in (pair.left, pair.right))
    return pair.model_copy(update={"left": left, "right": right})


def _named(report: Report) -> Report:
    """A file may bear an IIN in its name."""
    return report.model_copy(update={"file": mask_text(report.file)})


def clock_sentence(audit: ClockAudit, language: str) -> str:
    """What an audit means, for a person."""
    key, said = f"joins.clock.{audit.verdict}", Phrases.load()
    off = next((each for each in audit.offsets if abs(each.seconds) > audit.tolerance_s), None)
    if audit.verdict in ("fine", "few") or off is None:
        return said.text(key, language)
    feeds = {"left": audit.left, "right": audit.right}
    if audit.verdict == "skewed":
        seconds, tolerance = round(off.seconds), round(audit.tolerance_s)
        return said.text(key, language, **feeds, seconds=seconds, pairs=off.pairs, tolerance=tolerance)
    first, last = (f"{from_ms(ms):%d.%m.%Y}" for ms in (off.first_ms, off.last_ms))
    return said.text(key, language, **feeds, hours=round(off.seconds / 3600), pairs=off.pairs, first=first, last=last)
