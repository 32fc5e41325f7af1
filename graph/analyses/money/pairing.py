"""Which of an account's money went out with which transfer: first in first out, or in proportion to what lay there.

Both are in use by courts (Clayton's case, 1816; proportional sharing); neither is true of the coins, so an answer names
the method. What lay there before the window is not known and counts as nothing; what goes out beyond what came in is
paired with nothing.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Pairs = Iterator[tuple[str, str, float]]  # transfer in, transfer out, tiyn of the one in the other
Followed = tuple[dict[str, float], dict[str, float]]  # tiyn by transfer: where parts got to, how much of each did


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer: amount in tiyn, time in epoch milliseconds."""

    id: str
    src: str
    dst: str
    time_ms: int
    amount: int


def fifo(account: str, transfers: Sequence[Transfer]) -> Pairs:
    """First in, first out: what came first goes out first. `transfers` of the account in order of time."""
    lots: deque[tuple[str, float]] = deque()
    for transfer in transfers:
        if transfer.dst == account:
            lots.append((transfer.id, float(transfer.amount)))
            continue
        wanted = float(transfer.amount)
        while lots and wanted > 0:
            source, there = lots.popleft()
            taken = min(there, wanted)
            wanted -= taken
            yield source, transfer.id, taken
            if taken < there:
                lots.appendleft((source, there - taken))


def proportional(account: str, transfers: Sequence[Transfer]) -> Pairs:
    """Each transfer out takes the same share of everything that lies there."""
    lots: dict[str, float] = {}
    for transfer in transfers:
        if transfer.dst == account:
            lots[transfer.id] = float(transfer.amount)
            continue
        there = sum(lots.values())
        share = min(1.0, transfer.amount / there) if there else 0.0
        for source, amount in lots.items():
            yield source, transfer.id, amount * share
        lots = {source: amount * (1 - share) for source, amount in lots.items()} if share < 1 else {}


def paired(
    account: str, transfers: Sequence[Transfer], traced: Mapping[str, float], *, back: bool, within_ms: int | None
) -> Followed:
    """Where the traced parts went on to by first in first out, or back: where they came from; and how much of each."""
    known = {transfer.id: transfer for transfer in transfers}
    reached, on = defaultdict[str, float](float), defaultdict[str, float](float)
    for came, went, tiyn in fifo(account, transfers):
        here, there = (went, came) if back else (came, went)
        if here not in traced or (within_ms is not None and known[went].time_ms - known[came].time_ms > within_ms):
            continue
        moved = traced[here] * tiyn / known[here].amount
        reached[there] += moved
        on[here] += moved
    return reached, on


METHODS: Mapping[str, Callable[[str, Sequence[Transfer]], Pairs]] = {"fifo": fifo, "proportional": proportional}
