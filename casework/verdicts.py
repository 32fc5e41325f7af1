"""Acts on pairs: a verdict is written down, and where it changes who is one with whom, the graph follows at once."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.access.pairs import PairGate
from casework.proposals import Proposal
from casework.purpose import Purpose
from casework.review import Outcome
from core.judgements import Judgement
from etl.resolve.one import Joined


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What `Izder.pairs` can do. `actor` names who acts where nobody is named; `apply` brings the graph in line.

    Every method raises AccessRefused where the audit entry could not be written, StoreUnavailable where the graph
    is lost (what was decided is kept, and the next act or load brings the graph in line).
    """

    gate: PairGate
    actor: Callable[[str], Purpose]
    apply: Callable[[], Joined]

    def judge(self, left: str, right: str, *, verdict: str, reason: str, purpose: Purpose | None = None) -> Outcome:
        """Give a verdict; «same» on somebody who is in a case waits for a second person.

        Raises:
            NotFound: the graph does not hold one of them.
            IzderError: no such verdict, or no reason.
        """
        outcome = self.gate.judge(purpose or self.actor("judge"), left, right, verdict, reason)
        return self._applied(outcome.judgement) if outcome.judgement else outcome

    def confirm(self, left: str, right: str, *, reason: str = "", purpose: Purpose | None = None) -> Outcome:
        """Confirm, as the second person, that two are one.

        Raises:
            NotFound: nothing waits on this pair.
            AccessRefused: it is the same person who proposed it.
        """
        return self._applied(self.gate.confirm(purpose or self.actor("confirm"), left, right, reason))

    def reject(self, left: str, right: str, *, reason: str, purpose: Purpose | None = None) -> Proposal:
        """Reject, as the second person, that two are one.

        Raises:
            NotFound, AccessRefused: as for `confirm`.
            IzderError: no reason is given.
        """
        return self.gate.reject(purpose or self.actor("reject"), left, right, reason)

    def undo(self, left: str, right: str, *, reason: str, purpose: Purpose | None = None) -> Judgement | None:
        """Take back one's own last verdict on a pair; None where it had only been proposed.

        Raises:
            NotFound: nobody has judged the pair.
            AccessRefused: the last word on it is somebody else's.
        """
        made = self.gate.undo(purpose or self.actor("undo"), left, right, reason)
        if made:
            self.apply()
        return made

    def _applied(self, made: Judgement) -> Outcome:
        """Bring the graph in line with a judgement, and tell whether it is in force there."""
        refused = {judgement.pair for judgement in self.apply().refused}
        return Outcome(made, held_apart=made.pair in refused)
