"""From what was asked to the transfers a sum begins with, and from accounts to their transfers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from graph.analyses.money.pairing import Transfer
from graph.analyses.money.tracing import Step, Way, trace
from graph.analyses.reading import Reads

HUB = 5000  # transfers of an account, from which it is a shop, an exchange or a bank's own
MOST_ACCOUNTS = 500  # read at one hop
COLUMNS = ("id", "from", "to", "time", "amount")


@dataclass(slots=True)
class Window:
    """Reads transfers within the days asked for; remembers which accounts were too busy or too many to be followed."""

    reads: Reads
    given: Mapping[str, Any]
    busy: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)

    def fetch(self, accounts: list[str]) -> Iterable[Transfer]:
        """All transfers of some accounts; none of those that are too busy."""
        followed, left = accounts[:MOST_ACCOUNTS], accounts[MOST_ACCOUNTS:]
        self.left.update(left)
        sizes = self.reads.table("account_sizes", accounts=followed)
        busy = set(sizes.filter(pl.col("transfers") > HUB)["account"].to_list())
        self.busy |= busy
        calm = [each for each in followed if each not in busy]
        since, until = self.given["since"], self.given["until"]
        return transfers_of(self.reads.table("account_sums", accounts=calm, since=since, until=until))


def transfers_of(table: pl.DataFrame) -> list[Transfer]:
    """Transfers from the rows of the read."""
    return [Transfer(*row) for row in table.filter(pl.col("amount") > 0).select(COLUMNS).iter_rows()]


def traced(reads: Reads, given: Mapping[str, Any]) -> tuple[list[Step], Window, Way]:
    """The steps of the sum that was asked for.

    A sum begins with the transfers of just that amount into the account (back: out of it), where no amount is named
    with all that left it (back: all that came).
    """
    way = Way(given["direction"] == "back", given["method"], given["hops"], given["hours"])
    window = Window(reads, given)
    own = reads.table("accounts_of", who=given["who"])["account"].to_list()
    seeds = _seeds(list(window.fetch(own)), set(own), given["amount"], way)
    return trace({each.id: float(each.amount) for each in seeds}, seeds, window.fetch, way), window, way


def _seeds(transfers: list[Transfer], own: set[str], amount: int | None, way: Way) -> list[Transfer]:
    into = way.back == (amount is None)  # what came is followed back, a sum that came is followed forward
    ends = [(each, each.dst in own, each.src in own) for each in transfers]
    begin = [each for each, came, left in ends if came != left and (came if into else left)]
    return [each for each in begin if amount is None or each.amount == amount]
