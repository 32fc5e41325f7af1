"""Follows a sum through accounts, forward or back, hop by hop, with what stayed behind at each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from graph.analyses.money.pairing import Followed, Transfer, paired
from graph.analyses.money.sharing import shared

HOUR_MS = 3_600_000
LEAST = 100.0  # tiyn: a tenge; what is less is not followed

FOLLOW: Mapping[str, Callable[..., Followed]] = {"fifo": paired, "proportional": shared}
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
    held: dict[str, list[Transfer]] = {}
    now = {id_: traced for id_, traced in begin.items() if traced >= LEAST}
    for hop in range(1, way.hops + 1):
        following, on = dict[str, float](), dict[str, float]()
        if hop < way.hops:
            ends = _ends(now, known, way)
            held |= _by_account(sorted(ends.keys() - held.keys()), fetch, known)
            following, on = _onward(ends, held, way)
        steps += [Step(hop, known[id_], traced, on.get(id_, 0.0)) for id_, traced in now.items()]
        now = following
    return sorted(steps, key=lambda step: (step.hop, step.transfer.time_ms, step.transfer.id))


def _ends(now: Mapping[str, float], known: Mapping[str, Transfer], way: Way) -> dict[str, dict[str, float]]:
    """The traced parts by the account that they have reached."""
    ends: dict[str, dict[str, float]] = defaultdict(dict)
    for id_, traced in now.items():
        ends[known[id_].src if way.back else known[id_].dst][id_] = traced
    return ends


def _onward(ends: Mapping[str, Mapping[str, float]], held: Mapping[str, list[Transfer]], way: Way) -> Followed:
    """What the parts become one transfer on, and how much of each went on."""
    reached, on = defaultdict[str, float](float), dict[str, float]()
    within_ms = None if way.hours is None else way.hours * HOUR_MS
    for account, parts in ends.items():
        if held[account]:
            there, went = FOLLOW[way.method](account, held[account], parts, back=way.back, within_ms=within_ms)
            on |= went
            for id_, tiyn in there.items():
                reached[id_] += tiyn
    return {id_: tiyn for id_, tiyn in reached.items() if tiyn >= LEAST}, on


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
