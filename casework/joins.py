"""Acts on reports of one event: what a rule joined is taken apart, and put together again, and the graph follows."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.access import Access
from casework.purpose import Purpose
from core.errors import IzderError, StoreUnavailable
from core.identity import load_key
from core.judgements import Judgement, Verdict
from core.protocols import Progress
from etl.joins.listing import refuse_impossible, together
from etl.load.joined import Joined
from etl.load.rejoin import rejoin
from etl.lock import sole_writer
from graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class JoinActs:
    """What `Izder.joins` can do; each act is in the audit log before it begins, and names two rows («source:row»).

    Every method raises AccessRefused where the entry could not be written, NotFound where a row is not known, and
    StoreUnavailable where the graph is lost: what was decided is kept, and the next act or load brings it in line.
    """

    access: Access
    store: GraphStore | None
    actor: Callable[[str], Purpose]
    progress: Progress
    now: Callable[[], int]

    def undo(self, left: str, right: str, *, reason: str, purpose: Purpose | None = None) -> Judgement:
        """Say that two rows are two events.

        Raises:
            IzderError: they are not joined, say the same to the letter, or no reason is given.
        """
        who = self._begin("undo join", left, right, reason, purpose)
        if not together(self.access.joins.joins(), left, right):
            raise IzderError(f"Rows {left} and {right} are not joined; izder joins lists what is.")
        made = self._record(who, left, right, "different", reason)
        if together(self.access.joins.joins(), left, right):
            self._record(who, left, right, "withdrawn", reason)
            raise IzderError(
                f"Rows {left} and {right} say the same to the letter, or are one by way of a third row: "
                "they stay one event. Undo the join with the third row."
            )
        return self._apply(made)

    def redo(self, left: str, right: str, *, reason: str, purpose: Purpose | None = None) -> Judgement:
        """Take back that two rows are two events; where no rule joins them then, say that they are one.

        Raises:
            IzderError: they cannot be one event, or no reason is given.
        """
        who = self._begin("redo join", left, right, reason, purpose)
        refuse_impossible(self.access.joins.joins(), left, right)
        made = self._record(who, left, right, "withdrawn", reason)
        if not together(self.access.joins.joins(), left, right):
            made = self._record(who, left, right, "same", reason)
        return self._apply(made)

    def _begin(self, act: str, left: str, right: str, reason: str, purpose: Purpose | None) -> Purpose:
        who = purpose or self.actor(act)
        if not reason.strip():
            raise IzderError("Say why: the reason stays with the judgement.")
        self.access.act(who, act, left=left, right=right, reason=reason)
        return who

    def _record(self, who: Purpose, left: str, right: str, verdict: Verdict, reason: str) -> Judgement:
        first, second = sorted((left, right))
        made = Judgement(
            subject="row", left=first, right=second, verdict=verdict, author=who.user, made_ms=self.now(), reason=reason
        )
        self.access.joins.book.record([made])
        return made

    def _apply(self, made: Judgement) -> Judgement:
        if self.store is None:
            raise StoreUnavailable("The judgement is kept; the graph follows at the next izder load or izder up.")
        gate = self.access.joins
        with sole_writer(gate.home, self.progress):
            rejoin(gate.joins(), Joined(load_key(gate.home), self.store))
        return made
