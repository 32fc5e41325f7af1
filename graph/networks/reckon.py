"""How a member's score comes about: each finding, what of it counts, and what that makes of a base rate."""

from collections.abc import Iterator
from math import exp, log

from core.comparison import BASE_RATE, Entry, Reckoning
from core.networks import Member, Reason
from graph.networks.standing import CAP, KEY


def reckon(member: Member, base_rate: float = BASE_RATE) -> Reckoning:
    """The ledger of a member, the same sum as in detection: of each family the greatest finding, capped; all doubts."""
    entries = tuple(_entries(member))
    score = sum(entry.counted for entry in entries)
    turning = [reason for reason in member.reasons if reason.plain >= KEY]
    keys, own = {reason.family for reason in turning}, any(reason.own_conduct for reason in turning)
    posterior = 1 / (1 + exp(-(score + log(base_rate / (1 - base_rate)))))
    return Reckoning(member, entries, score, tuple(sorted(keys)), own, base_rate, posterior)


def _entries(member: Member) -> Iterator[Entry]:
    greatest: dict[str, Reason] = {}
    for reason in sorted(member.reasons, key=lambda each: -each.llr):
        greatest.setdefault(reason.family, reason)
    for reason in (*member.reasons, *member.doubts):
        yield Entry(reason, _counted(reason, greatest))


def _counted(reason: Reason, greatest: dict[str, Reason]) -> float:
    if reason.llr < 0:
        return reason.llr
    return min(reason.llr, CAP) if greatest.get(reason.family) is reason else 0.0
