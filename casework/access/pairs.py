"""The gate of pairs that look alike: looking at them and judging them, each written into the audit log first."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from casework.access.asking import Desk
from casework.access.resting import Rests, mask_effect
from casework.access.reviewing import Facing, Queue, Reviewing, mask_facing, mask_waiting
from casework.proposals import Proposal
from casework.purpose import Purpose
from casework.review import Case, Outcome
from core.judgements import Judgement


class Enter(Protocol):
    """Checks the purpose and writes the audit entry; raises AccessRefused."""

    def __call__(self, purpose: Purpose, act: str, **parameters: object) -> None:
        """Nothing is read or decided before it has returned."""


class PairGate:
    """Who looks at which pair, and who judges it. A verdict is only written down here: Izder applies it to the graph.

    Every method raises AccessRefused where the purpose does not hold or the audit entry could not be written.
    """

    def __init__(self, enter: Enter, desk: Callable[[str], Desk], reviewing: Reviewing) -> None:
        self._enter, self._desk, self._reviewing = enter, desk, reviewing

    def queue(self, purpose: Purpose, *, limit: int = 50, doubted: bool = False, reveal: bool = False) -> Queue:
        """Pairs that wait for a verdict, those that wait for a second person first; masked unless revealed.

        `doubted`: instead of them those of which somebody could not say.
        """
        act = "doubted pairs" if doubted else "review queue"
        self._enter(purpose, f"reveal {act}" if reveal else act, limit=limit)
        found = self._reviewing.doubted(limit) if doubted else self._reviewing.queue(limit)
        return found if reveal else replace(found, pairs=tuple(map(mask_waiting, found.pairs)))

    def facing(self, purpose: Purpose, left: str, right: str, language: str) -> Facing:
        """Two parties side by side, masked, and what was said of them before.

        Raises:
            NotFound: the graph does not hold one of them.
        """
        self._enter(purpose, "review pair", left=left, right=right)
        return mask_facing(self._reviewing.facing(self._desk(language), left, right))

    def merged(self, purpose: Purpose, network_id: str) -> tuple[str, ...]:
        """Of each merge that a network of the last run rests on, the member whom it concerns.

        Raises:
            NotFound: the last run has no such network.
        """
        self._enter(purpose, "merges of network", network=network_id)
        return self._reviewing.merged(self._desk("en"), network_id)

    def rests(self, purpose: Purpose, network_id: str, language: str, *, reveal: bool = False) -> Rests:
        """Which claims of a network of the last run fall if a merge is undone, for each merge that it rests on.

        Raises:
            NotFound: the last run has no such network.
        """
        self._enter(purpose, "reveal what rests on merges" if reveal else "what rests on merges", network=network_id)
        found = self._reviewing.rests(self._desk(language), network_id)
        return found if reveal else replace(found, effects=tuple(map(mask_effect, found.effects)))

    def judge(self, purpose: Purpose, left: str, right: str, verdict: str, reason: str) -> Outcome:
        """Give a verdict; «same» on somebody who is in a case waits for a second person.

        Raises:
            NotFound: the graph does not hold one of them.
            IzderError: no such verdict, or no reason.
        """
        self._enter(purpose, "judge pair", left=left, right=right, verdict=verdict, reason=reason)
        scored = self._reviewing.scored(self._desk("en"), left, right)
        touches = self._reviewing.in_a_case(left, right)
        model, weight = (scored.model, scored.weight) if scored else (None, None)
        return self._reviewing.review.judge(purpose, Case(left, right, verdict, reason, touches, model, weight))

    def confirm(self, purpose: Purpose, left: str, right: str, reason: str = "") -> Judgement:
        """Confirm, as the second person, that two are one.

        Raises:
            NotFound: nothing waits on this pair.
            AccessRefused: it is the same person who proposed it.
        """
        self._enter(purpose, "confirm pair", left=left, right=right, reason=reason)
        return self._reviewing.review.confirm(purpose, left, right, reason)

    def reject(self, purpose: Purpose, left: str, right: str, reason: str) -> Proposal:
        """Reject, as the second person, that two are one.

        Raises:
            NotFound, AccessRefused: as for `confirm`.
            IzderError: no reason is given.
        """
        self._enter(purpose, "reject pair", left=left, right=right, reason=reason)
        return self._reviewing.review.reject(purpose, left, right, reason)

    def undo(self, purpose: Purpose, left: str, right: str, reason: str) -> Judgement | None:
        """Take back one's own last verdict on a pair; None where it had only been proposed.

        Raises:
            NotFound: nobody has judged the pair.
            AccessRefused: the last word on it is somebody else's.
        """
        self._enter(purpose, "undo verdict", left=left, right=right, reason=reason)
        return self._reviewing.review.undo(purpose, left, right, reason)
