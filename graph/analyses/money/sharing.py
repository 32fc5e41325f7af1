"""A sum followed through one account in proportion to what lay there: for the parts that are traced alone, at once.

Says what `pairing.proportional` says pair by pair, without making the pairs: of n sums that came and m that went there
are n times m.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analyses.money.pairing import Followed, Transfer

AT_ONCE = 256  # parts weighed at once, so that a busy account needs megabytes
Reals = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Statement:
    """An account's transfers in order of time. `share`: of what lay there, that a transfer out took; `kept`: logarithm
    of what was left of a sum by all transfers before; `emptied`: how often the account was emptied before.
    """

    came: Whole
    went: Whole
    time_ms: Whole
    amount: Reals
    share: Reals
    kept: Reals
    emptied: Whole

    @staticmethod
    def of(account: str, transfers: Sequence[Transfer]) -> "Statement":
        """What each transfer out took."""
        into = np.array([each.dst == account for each in transfers])
        amount = np.array([each.amount for each in transfers], dtype=np.int64)
        balance = np.cumsum(np.where(into, amount, -amount))
        balance -= np.minimum(np.minimum.accumulate(balance), 0)  # what goes out beyond that is paired with nothing
        before = np.concatenate([[0], balance[:-1]])
        out = ~into & (before > 0)
        share = np.minimum(np.divide(amount, before, out=np.zeros(len(amount)), where=out), 1.0)
        clears = share >= 1.0
        left = np.log1p(-np.where(clears, 0.0, share))
        time_ms = np.array([each.time_ms for each in transfers], dtype=np.int64)
        return Statement(
            np.flatnonzero(into), np.flatnonzero(~into), time_ms, amount.astype(np.float64), share,
            np.cumsum(left) - left, np.cumsum(clears) - clears,
        )  # fmt: skip

    def weights(self, came: Whole, went: Whole, within_ms: int | None) -> Reals:
        """Of each sum that came, the part that each transfer out took: a row for each of `came`."""
        came, went = came[:, None], went[None, :]
        follows = (came < went) & (self.emptied[came] == self.emptied[went])
        if within_ms is not None:
            follows &= self.time_ms[went] - self.time_ms[came] <= within_ms
        left = np.where(follows, self.kept[went] - self.kept[came], -np.inf)
        taken: Reals = self.share[went] * np.exp(left)
        return taken


def shared(
    account: str, transfers: Sequence[Transfer], traced: Mapping[str, float], *, back: bool, within_ms: int | None
) -> Followed:
    """Where the traced parts (tiyn by transfer) went on to, or back: where they came from; and how much of each did."""
    statement = Statement.of(account, transfers)
    places = statement.went if back else statement.came
    parts = np.array([traced.get(each.id, 0.0) for each in transfers])
    mine = places[parts[places] > 0]
    reached, on = np.zeros(len(transfers)), np.zeros(len(transfers))
    for at in range(0, len(mine), AT_ONCE):
        some = mine[at : at + AT_ONCE]
        if back:
            weights = statement.weights(statement.came, some, within_ms) * statement.amount[statement.came][:, None]
            moved = (weights / statement.amount[some] * parts[some]).T
        else:
            moved = statement.weights(some, statement.went, within_ms) * parts[some][:, None]
        reached[statement.came if back else statement.went] += moved.sum(axis=0)
        on[some] = moved.sum(axis=1)
    ids = [each.id for each in transfers]
    got, did = ({ids[n]: float(tiyn[n]) for n in np.flatnonzero(tiyn)} for tiyn in (reached, on))
    return got, did
