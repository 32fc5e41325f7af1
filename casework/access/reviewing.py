"""Pairs that wait for a person's verdict, and two parties side by side, as the gate shows them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from casework.access.asking import Desk
from casework.access.finding import memberships
from casework.access.masking import mask_text, mask_value
from casework.access.pictures import caption
from casework.access.resting import Rests, merges, rests
from casework.access.runs import Runs
from casework.access.sheets import entity_sheet
from casework.access.spelled import with_spellings
from casework.cases import Cases
from casework.needed import needed
from casework.proposals import Pair, Proposal
from casework.review import Review
from core.answers import Entity
from core.home import Home
from core.judgements import MODEL, Judgement
from core.networks import Network, Run
from core.resolution import ScoredPair
from etl.resolve.kept import last_run
from etl.resolve.pairs import count_review, review_pairs, scored_pair, scored_pairs


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair of the queue. `scored` is None where the model never compared the two, `proposal` where nobody proposed
    to merge them; `networks`: those of the last run that one of the two is in. `doubt`: who could not say, and when.
    """

    left: str
    right: str
    scored: ScoredPair | None
    proposal: Proposal | None = None
    networks: tuple[str, ...] = ()
    doubt: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """The first pairs of `total` that wait; what waits for a second person comes first.

    `compared_ms`: when the model last compared everybody; None where it never did. `doubted`: of how many pairs
    somebody could not say, whether or not they wait again.
    """

    pairs: tuple[Waiting, ...]
    total: int
    compared_ms: int | None = None
    doubted: int = 0


@dataclass(frozen=True, slots=True)
class Facing:
    """Two parties side by side, what was said of them before, and whether a merge needs two persons."""

    waiting: Waiting
    left: Entity
    right: Entity
    history: tuple[Judgement, ...]
    two_persons: bool


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Reads what a reviewer sees; the gate has written the audit entry, and masks what leaves it."""

    home: Home
    review: Review
    cases: Cases
    runs: Runs | None

    def queue(self, limit: int) -> Queue:
        """What waits for a second person, then the pairs of the review band that nobody has judged."""
        proposed, inside, doubts = self.review.proposals.waiting(), self.inside(), self.doubts()
        seen = scored_pairs(self.home, proposed)
        first = [
            Waiting(*pair, seen.get(pair), step, inside(pair), doubts.get(pair)) for pair, step in proposed.items()
        ]
        band = review_pairs(self.home, self.review.book, limit, proposed)
        rest = [Waiting(*pair.pair, pair, None, inside(pair.pair), doubts.get(pair.pair)) for pair in band]
        total = len(first) + count_review(self.home, self.review.book, proposed)
        return Queue(tuple([*first, *rest][:limit]), total, self.compared_ms(), len(doubts))

    def doubted(self, limit: int) -> Queue:
        """The pairs of which somebody could not say: whose word is the oldest comes first."""
        doubts, inside = self.doubts(), self.inside()
        oldest = sorted(doubts.values(), key=lambda doubt: (doubt.made_ms, doubt.pair))[:limit]
        seen, proposed = scored_pairs(self.home, [doubt.pair for doubt in oldest]), self.review.proposals.waiting()
        pairs = [
            Waiting(*doubt.pair, seen.get(doubt.pair), proposed.get(doubt.pair), inside(doubt.pair), doubt)
            for doubt in oldest
        ]
        return Queue(tuple(pairs), len(doubts), self.compared_ms(), len(doubts))

    def doubts(self) -> Mapping[Pair, Judgement]:
        """The standing words of people who could not say."""
        standing = self.review.book.standing("party")
        return {each.pair: each for each in standing if each.verdict == "unsure" and each.author != MODEL}

    def compared_ms(self) -> int | None:
        """When the model last compared everybody."""
        run = last_run(self.home)
        return run.made_ms if run else None

    def facing(self, desk: Desk, left: str, right: str) -> Facing:
        """Both parties' sheets.

        Raises:
            NotFound: the graph does not hold one of them.
        """
        first, second = pair = (min(left, right), max(left, right))
        proposal = self.review.proposals.waiting().get(pair)
        waiting = Waiting(*pair, scored_pair(self.home, *pair), proposal, self.inside()(pair), self.doubts().get(pair))
        history = tuple(self.review.book.history(*pair))
        left_sheet, right_sheet = (
            with_spellings(entity_sheet(desk, party), self.home, desk.language) for party in (first, second)
        )
        return Facing(waiting, left_sheet, right_sheet, history, self.in_a_case(*pair))

    def scored(self, desk: Desk, left: str, right: str) -> ScoredPair | None:
        """How the model saw a pair of parties that the graph holds.

        Raises:
            NotFound: it does not hold one of them.
        """
        for party in (left, right):
            caption(desk, party)
        return scored_pair(self.home, left, right)

    def rests(self, desk: Desk, network_id: str) -> Rests:
        """What a network of the last run claims on the strength of merges.

        Raises:
            NotFound: the last run has no such network.
            StoreUnavailable: there is no graph.
        """
        run, network = self._found(network_id)
        return rests(desk, self.home, run, network)

    def merged(self, desk: Desk, network_id: str) -> tuple[str, ...]:
        """The member whom each merge of a network of the last run concerns.

        Raises:
            NotFound, StoreUnavailable: as for `rests`.
        """
        return tuple(merge.member for merge in merges(desk, *self._found(network_id)))

    def _found(self, network_id: str) -> tuple[Run, Network]:
        return needed(self.runs).network(network_id)

    def in_a_case(self, left: str, right: str) -> bool:
        """Whether one of the two, or somebody already merged with one, is in a network or has a category."""
        everybody = reached((left, right), self.ties())
        return bool(self.inside()((left, right)) or self.cases.decided(everybody))

    def inside(self) -> Callable[[Pair], tuple[str, ...]]:
        """Tells the networks of the last run that one of a pair, or somebody merged with one, is in."""
        networks, ties = memberships(self.runs.last() if self.runs else None), self.ties()

        def of(pair: Pair) -> tuple[str, ...]:
            return tuple(sorted({network for party in reached(pair, ties) for network in networks.get(party, ())}))

        return of

    def ties(self) -> Mapping[str, set[str]]:
        """Who was merged with whom, by people or by the model."""
        tied: dict[str, set[str]] = {}
        for judgement in self.review.book.standing("party"):
            if judgement.verdict == "same":
                for one, other in (judgement.pair, judgement.pair[::-1]):
                    tied.setdefault(one, set()).add(other)
        return tied


def reached(start: Iterable[str], tied: Mapping[str, set[str]]) -> set[str]:
    """All that can be reached over ties."""
    found = set(start)
    ahead = list(found)
    while ahead:
        fresh = tied.get(ahead.pop(), set()) - found
        found |= fresh
        ahead += fresh
    return found


def mask_waiting(waiting: Waiting) -> Waiting:
    """A pair of the queue with every IIN masked."""
    scored = waiting.scored and waiting.scored.model_copy(
        update={
            "fields": tuple(
                field.model_copy(
                    update={side: tuple(map(mask_value, getattr(field, side))) for side in ("left", "right")}
                )
                for field in waiting.scored.fields
            )
        }
    )
    step, doubt = mask_step(waiting.proposal), waiting.doubt and mask_judgement(waiting.doubt)
    return Waiting(waiting.left, waiting.right, scored, step, waiting.networks, doubt)


def mask_judgement(judgement: Judgement) -> Judgement:
    """A judgement whose reason may name somebody by IIN."""
    return judgement.model_copy(update={"reason": mask_text(judgement.reason)})


def mask_step(step: Proposal | None) -> Proposal | None:
    """A proposal whose reason may name somebody by IIN."""
    return step and Proposal(step.left, step.right, step.step, step.author, step.made_ms, mask_text(step.reason),
                             step.model, step.weight)  # fmt: skip


def mask_facing(facing: Facing) -> Facing:
    """Both parties with every IIN masked; their sheets come masked."""
    history = tuple(map(mask_judgement, facing.history))
    return Facing(mask_waiting(facing.waiting), facing.left, facing.right, history, facing.two_persons)
