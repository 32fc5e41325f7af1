"""Follows a sum through accounts, forward or back, hop by hop, with what stayed behind at each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.analyses.money.pairing import METHODS, Transfer

HOUR_MS = 3_600_000
LEAST = 100.0  # tiyn: a tenge; what is less is not followed

Fetch = Callable[[list[str]], Iterable[Transfer]]  # all transfers of some accounts within the window


@dataclass(frozen=True, slots=True)
class Way:
    """How a sum is followed: forward or back, by which method, how far, and how long it may lie in one account."""

    back: bool = False
    method: str = "fifo"
    hops: int = 5
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the sum in one transfer. `on` is what of it went on from there (or came from before), in tiyn."""

    hop: int
    transfer: Transfer
    traced: float
    on: float

    def reached(self, way: Way) -> str:
        """The account that the step leads to."""
        return self.transfer.src if way.back else self.transfer.dst


def trace(begin: Mapping[str, float], seeds: Iterable[Transfer], fetch: Fetch, way: Way) -> list[Step]:
    """Steps in order of hop and time. `begin` are tiyn by id of `seeds`, the transfers that the sum begins with.

    Every account is read once. In a transfer the sum lies evenly in all of the amount.
    """
    known = {transfer.id: transfer for transfer in seeds}
    steps: list[Step] = []
    links: dict[str, list[tuple[str, float]]] = {}
    read: set[str] = set()
    now = {id_: traced for id_, traced in begin.items() if traced >= LEAST}
    for hop in range(1, way.hops + 1):
        ends = {known[id_].src if way.back else known[id_].dst for id_ in now}
        for account, transfers in _by_account(sorted(ends - read), fetch, known).items():
            _link(account, transfers, way, links)
        read |= ends
        following = _next(now, known, links) if hop < way.hops else {}
        steps += [
            Step(hop, known[id_], traced, _on(id_, traced, known, links, hop < way.hops)) for id_, traced in now.items()
        ]
        now = following
    return sorted(steps, key=lambda step: (step.hop, step.transfer.time_ms, step.transfer.id))


def _by_account(accounts: list[str], fetch: Fetch, known: dict[str, Transfer]) -> dict[str, list[Transfer]]:
    """Transfers by account in order of time, kept under their ids as well."""
    found: dict[str, list[Transfer]] = {account: [] for account in accounts}
    for transfer in fetch(accounts) if accounts else ():
        known.setdefault(transfer.id, transfer)
        for end in {transfer.src, transfer.dst} & found.keys():
            if transfer.src != transfer.dst:
                found[end].append(transfer)
    return {account: sorted(each, key=_order) for account, each in found.items()}


def _order(transfer: Transfer) -> tuple[int, str]:
    return transfer.time_ms, transfer.id


def _link(account: str, transfers: Sequence[Transfer], way: Way, links: dict[str, list[tuple[str, float]]]) -> None:
    """Add the account's pairs, from the transfer that the sum comes with to the one it goes on with."""
    times = {transfer.id: transfer.time_ms for transfer in transfers}
    for came, went, tiyn in METHODS[way.method](account, transfers):
        if way.hours is not None and times[went] - times[came] > way.hours * HOUR_MS:
            continue
        here, there = (went, came) if way.back else (came, went)
        links.setdefault(here, []).append((there, tiyn))


def _next(
    now: Mapping[str, float], known: Mapping[str, Transfer], links: Mapping[str, list[tuple[str, float]]]
) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for id_, traced in now.items():
        for there, tiyn in links.get(id_, ()):
            found[there] += traced * tiyn / known[id_].amount
    return {id_: traced for id_, traced in found.items() if traced >= LEAST}


def _on(
    id_: str, traced: float, known: Mapping[str, Transfer], links: Mapping[str, list[tuple[str, float]]], more: bool
) -> float:
    """What of the part went on."""
    return sum(traced * tiyn / known[id_].amount for _, tiyn in links.get(id_, ())) if more else 0.0
