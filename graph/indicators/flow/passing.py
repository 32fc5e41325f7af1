"""Money in passing: how much of what comes into an account leaves it again within two days."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from graph.indicators.facts import Facts

WITHIN_MS = 48 * 3_600_000
SPACE = 10**14  # larger than any time in ms, so that account and time make one sortable number


def outgoing(facts: Facts) -> pl.DataFrame:
    """Payments to people and cash withdrawals: account, holder, to, time_ms, amount_tiyn, passed_tiyn, sources.

    `passed_tiyn` is the part of a payment that had come in from people within the 48 hours before and had not left
    by then.
    """
    out = pl.concat([
        facts.payments.select("time_ms", "amount_tiyn", "sources", account="src", holder="src_holder", to="dst"),
        facts.cash.select("time_ms", "amount_tiyn", "sources", "account", "holder", to=pl.lit("cash")),
    ])
    into = facts.payments.select("time_ms", "amount_tiyn", account="dst")
    accounts = pl.concat([out["account"], into["account"]]).unique().sort()
    out = out.with_columns(at=_places(out, accounts)).sort("at", "to", "amount_tiyn")
    return out.with_columns(passed_tiyn=pl.Series(_passed(out, into, accounts))).drop("at")


def _places(table: pl.DataFrame, accounts: pl.Series) -> pl.Series:
    codes = accounts.search_sorted(table["account"]).cast(pl.Int64)
    return codes * SPACE + table["time_ms"]


def _passed(out: pl.DataFrame, into: pl.DataFrame, accounts: pl.Series) -> NDArray[np.int64]:
    """Per payment out: the lesser of its sum and what came in within 48 hours, less what had already left again."""
    came = pl.DataFrame({"at": _places(into, accounts), "amount": into["amount_tiyn"]}).sort("at")
    at_in, sum_in = came["at"].to_numpy(), _running(came["amount"].to_numpy())
    at_out, amount = out["at"].to_numpy(), out["amount_tiyn"].to_numpy()
    sum_out = _running(amount)
    since = at_out - WITHIN_MS
    came_in = sum_in[np.searchsorted(at_in, at_out, "right")] - sum_in[np.searchsorted(at_in, since, "left")]
    gone = sum_out[np.arange(len(at_out))] - sum_out[np.searchsorted(at_out, since, "left")]
    passed: NDArray[np.int64] = np.clip(np.minimum(amount, came_in - gone), 0, None)
    return passed


def _running(amounts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(amounts, dtype=np.int64)])
