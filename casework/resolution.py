"""Who is one with whom: the model asked, its merges written down and applied, a merge undone. All of it audited."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from casework.access import Access
from casework.access.asking import refs
from casework.access.masking import mask_ref
from casework.access.reviewing import Facing
from casework.learning import current
from casework.models import Models
from casework.needed import needed
from casework.purpose import Purpose
from core.errors import IzderError, NotFound
from core.home import Home
from core.identity import load_key
from core.judgements import Judgement, JudgementBook
from core.networks import RowRef
from core.protocols import Progress
from core.resolution import ResolveReport, Undone
from etl.load import data_hash
from etl.lock import sole_writer
from etl.resolve.apply import apply
from etl.resolve.chain import chain
from etl.resolve.one import Joined
from etl.resolve.run import resolve
from graph.ask import ask
from graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that rows say of a party: its kind and value, from when to when, and the rows."""

    kind: str
    value: str
    first_ms: int | None
    last_ms: int | None
    rows: tuple[RowRef, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Two parties, the judgements over which they are one now (none: they are two), and what each rests on."""

    facing: Facing
    chain: tuple[Judgement, ...]
    rows: Mapping[str, tuple[Said, ...]]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What `Izder.resolution` can do.

    Every method raises AccessRefused where the audit entry could not be written, and StoreUnavailable where the
    graph is lost: what was decided is kept, and the next act or load brings the graph in line.
    """

    home: Home
    access: Access
    store: GraphStore | None
    book: JudgementBook
    actor: Callable[[str], Purpose]
    progress: Progress
    now: Callable[[], int]
    models: Models | None = None

    def run(self, purpose: Purpose | None = None) -> ResolveReport:
        """Compare all parties, write down what lies above the band as judgements of the model, apply what stands.

        Run again on the same records it judges nothing new.
        """
        self.access.act(purpose or self.actor("resolve"), "resolve")
        began = time.monotonic()
        with sole_writer(self.home, self.progress):
            found = resolve(
                self.home, load_key(self.home), self.book, self.now(), data_hash=data_hash(self.home),
                model=current(self.models) if self.models else None, progress=self.progress,
            )  # fmt: skip
            self.book.record(found.judgements)
            joined = apply(self._graph(), self.book)
        return ResolveReport(
            model=found.run.model, parties=found.run.parties, pairs=found.run.pairs, merged=found.merged,
            withdrawn=found.withdrawn, standing=len(joined.merges), review=found.review,
            persons_joined=len(joined.canonical), seconds=round(time.monotonic() - began, 1),
        )  # fmt: skip

    def chain(self, one: str, other: str) -> Sequence[Judgement]:
        """The judgements over which two parties are one now, the shortest way; none where they are not one."""
        return chain(self.book, self._graph(), one, other)

    def why(self, one: str, other: str, language: str, purpose: Purpose | None = None) -> Why:
        """Two parties side by side, masked: how the model saw them, what was said of them, what it all rests on.

        Raises:
            NotFound: the graph does not hold one of them.
        """
        facing = self.access.pairs.facing(purpose or self.actor("why"), one, other, language)
        rows = {party: self._rows(party, language) for party in (facing.waiting.left, facing.waiting.right)}
        return Why(facing, tuple(self.chain(one, other)), rows)

    def unmerge(self, one: str, other: str, *, reason: str, purpose: Purpose | None = None) -> Undone:
        """Say that two are not one: they are parted now, and no model joins them again.

        Where they were one over others, the chain breaks at its lightest judgement; nothing else is touched.

        Raises:
            NotFound: they are not one.
            IzderError: no reason is given.
        """
        who = purpose or self.actor("unmerge")
        if not reason.strip():
            raise IzderError("Say why they are not one: --reason.")
        self.access.act(who, "unmerge", left=min(one, other), right=max(one, other), reason=reason)
        way = [each.pair for each in self.chain(one, other)]
        if one == other or not way:
            raise NotFound(f"{one} and {other} are not joined.")
        left, right = sorted((one, other))
        made = Judgement(
            subject="party",
            left=left,
            right=right,
            verdict="different",
            author=who.user,
            made_ms=self.now(),
            reason=reason,
        )
        with sole_writer(self.home, self.progress):
            self.book.record([made])
            kept = {each.pair for each in apply(self._graph(), self.book).merges}
        return Undone(left=left, right=right, parted=tuple(pair for pair in way if pair not in kept))

    def bring_in_line(self) -> Joined:
        """Let the graph say what stands in the book; what must not be joined is told as refused."""
        return apply(self._graph(), self.book)

    def _rows(self, party: str, language: str) -> tuple[Said, ...]:
        answer = ask(self._graph(), "rows_of_party", {"entity": party}, language=language)
        named = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        return tuple(
            Said(answer.words.get(row["kind"], row["kind"]), row["value"], row["first"], row["last"],
                 tuple(map(mask_ref, refs(row["sources"], answer.files))))
            for row in named
        )  # fmt: skip

    def _graph(self) -> GraphStore:
        return needed(self.store)
