"""People's verdicts on pairs that look alike. A merge that touches a case needs two persons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from casework.proposals import Pair, Proposal, Proposals, Step, now_ms, same_person
from casework.purpose import Purpose
from core.errors import AccessRefused, IzderError, NotFound
from core.judgements import Judgement, JudgementBook, Verdict

VERDICTS: tuple[Verdict, ...] = tuple(verdict for verdict in get_args(Verdict) if verdict != "withdrawn")
AND = " + "  # between the two who merged together


@dataclass(frozen=True, slots=True)
class Case:
    """A verdict as somebody gives it: on whom, what, why; `touches` says that one of the two is in a case."""

    left: str
    right: str
    verdict: str
    reason: str
    touches: bool = False
    model: str | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a verdict: it stands, or it waits for a second person.

    `held_apart`: it stands in the book, but what bears two checked numbers, or was said to be two, is not merged.
    """

    judgement: Judgement | None = None
    waiting: Proposal | None = None
    held_apart: bool = False


class Review:
    """Gives verdicts and takes them back. Whoever calls has written the audit entry, and applies what stands."""

    def __init__(self, book: JudgementBook, proposals: Proposals, clock: Callable[[], int] = now_ms) -> None:
        self.book, self.proposals, self._clock = book, proposals, clock

    def judge(self, purpose: Purpose, case: Case) -> Outcome:
        """Give a verdict. «Same» on somebody who is in a case waits as proposed; the rest stands at once.

        Raises:
            IzderError: no such verdict, no reason, or one and the same party twice.
        """
        check(case)
        left, right = sorted((case.left, case.right))
        self._settle(purpose, (left, right), case)
        if case.verdict == "same" and case.touches:
            return Outcome(waiting=self._step(purpose, (left, right), "proposed", case))
        return Outcome(self._record(purpose.user, (left, right), case))

    def confirm(self, purpose: Purpose, left: str, right: str, reason: str) -> Judgement:
        """The second person's word: the proposed merge stands from now on.

        Raises:
            NotFound: nothing waits on this pair.
            AccessRefused: it is the same person who proposed it.
        """
        waiting = self._waiting_for(purpose, left, right)
        words = "; ".join(filter(None, (waiting.reason, reason.strip())))
        case = Case(left, right, "same", words, model=waiting.model, weight=waiting.weight)
        made = self._record(f"{waiting.author}{AND}{purpose.user}", waiting.pair, case)
        self._step(purpose, waiting.pair, "confirmed", case)
        return made

    def reject(self, purpose: Purpose, left: str, right: str, reason: str) -> Proposal:
        """The second person says no: the pair is back among those that nobody has judged.

        Raises:
            NotFound, AccessRefused: as for `confirm`.
            IzderError: no reason is given.
        """
        waiting = self._waiting_for(purpose, left, right)
        case = Case(left, right, "different", reason, model=waiting.model, weight=waiting.weight)
        check(case)
        return self._step(purpose, waiting.pair, "rejected", case)

    def undo(self, purpose: Purpose, left: str, right: str, reason: str) -> Judgement | None:
        """Take back one's own last verdict on a pair; what stood before it stands again.

        Returns the judgement that was added to the book; None where only a proposal was taken back.

        Raises:
            NotFound: nobody has judged the pair.
            AccessRefused: the last word on it is somebody else's.
        """
        pair: Pair = (min(left, right), max(left, right))
        waiting = self.proposals.waiting().get(pair)
        if waiting:
            must_be_own(purpose, waiting.author)
            self._step(purpose, pair, "withdrawn", Case(*pair, "same", reason))
            return None
        history = self.book.history(*pair)
        if not history or history[-1].verdict == "withdrawn":
            raise NotFound(f"There is no verdict on {left} and {right} to take back.", key="nothing_to_undo")
        must_be_own(purpose, history[-1].author.rpartition(AND)[2])
        return self._back(purpose, history[-1], before(history), reason)

    def _back(self, purpose: Purpose, last: Judgement, earlier: Judgement | None, reason: str) -> Judgement:
        withdrawn = {"verdict": "withdrawn", "author": purpose.user, "reason": reason}
        restored = (earlier or last.model_copy(update=withdrawn)).model_copy(update={"made_ms": self._clock()})
        self.book.record([restored])
        return restored

    def _settle(self, purpose: Purpose, pair: Pair, case: Case) -> None:
        """A new verdict by the one who proposed takes the proposal's place; by another it is a confirmation to make."""
        waiting = self.proposals.waiting().get(pair)
        if waiting is None:
            return
        if not same_person(waiting.author, purpose.user):
            raise AccessRefused(
                f"{waiting.author} proposed to merge these two: confirm or reject that first.",
                key="merge_proposed", author=waiting.author,
            )  # fmt: skip
        self._step(purpose, pair, "withdrawn", case)

    def _waiting_for(self, purpose: Purpose, left: str, right: str) -> Proposal:
        waiting = self.proposals.waiting().get((min(left, right), max(left, right)))
        if waiting is None:
            raise NotFound(f"No merge of {left} and {right} waits for a second person.", key="nothing_waits")
        if same_person(waiting.author, purpose.user):
            raise AccessRefused(
                "A merge that touches a case needs two persons: somebody else must confirm it.", key="second_person"
            )
        return waiting

    def _step(self, purpose: Purpose, pair: Pair, step: Step, case: Case) -> Proposal:
        made = Proposal(*pair, step, purpose.user, self._clock(), case.reason.strip(), case.model, case.weight)
        self.proposals.add(made)
        return made

    def _record(self, author: str, pair: Pair, case: Case) -> Judgement:
        made = Judgement(
            subject="party", left=pair[0], right=pair[1], verdict=cast("Verdict", case.verdict), author=author,
            made_ms=self._clock(), reason=case.reason.strip(), model=case.model, weight=case.weight,
        )  # fmt: skip
        self.book.record([made])
        return made


def check(case: Case) -> None:
    """Refuse what is no verdict.

    Raises:
        IzderError: no such verdict, no reason, or one and the same party twice.
    """
    if case.verdict not in VERDICTS:
        raise IzderError(f"«{case.verdict}» is no verdict; it must be one of {', '.join(VERDICTS)}.")
    if not case.reason.strip():
        raise IzderError("A verdict needs a reason in words.", key="say_reason")
    if case.left == case.right:
        raise IzderError(f"{case.left} is one party; a verdict is on two.")


def must_be_own(purpose: Purpose, author: str) -> None:
    """Only one's own word can be taken back by undoing; another's merge is undone as a decision of its own.

    Raises:
        AccessRefused: it is another's.
    """
    if not same_person(author, purpose.user):
        raise AccessRefused(
            f"The last word on this pair is {author}'s; izder resolve unmerge undoes others' merges.",
            key="not_your_word", author=author,
        )  # fmt: skip


def before(history: Sequence[Judgement]) -> Judgement | None:
    """What stood on a pair before the last word on it; None where nothing did."""
    stood: list[Judgement] = []
    for judgement in history:
        if len(stood) > 1 and said(judgement) == said(stood[-2]):
            stood.pop()  # an undoing: the word before was said again
        else:
            stood.append(judgement)
    earlier = stood[-2] if len(stood) > 1 else None
    return None if earlier is None or earlier.verdict == "withdrawn" else earlier


def said(judgement: Judgement) -> dict[str, object]:
    """A judgement but for its time."""
    return judgement.model_dump(exclude={"made_ms"})
