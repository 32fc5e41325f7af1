"""The gate's part for what was delivered under which sanction: who may use what, until when, and what rests on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import polars as pl

from casework.purpose import Purpose
from core import records
from core.clock import local_day
from core.errors import NotFound
from core.home import Home
from core.reports import Authority
from etl.authority import authorities
from etl.standing import standing
from graph.store import GraphStore

Enter = Callable[..., None]  # (purpose, act, **parameters): checks the purpose, writes the audit entry


@dataclass(frozen=True, slots=True)
class CustodyGate:
    """Reads about sanctions. `now` says what time it is."""

    enter: Enter
    home: Home
    graph: GraphStore | None
    now: Callable[[], int]

    def authorities(self, purpose: Purpose) -> list[Authority]:
        """Every sanction with its windows, whether they stand, and how many rows and edges rest on it.

        Raises:
            AccessRefused: no valid purpose, or the audit entry could not be written.
        """
        self.enter(purpose, "authorities")
        return self._with_edges(authorities(self.home, self.now()))

    def authority(self, purpose: Purpose, number: str) -> Authority:
        """One sanction.

        Raises:
            AccessRefused: as for `authorities`.
            NotFound: no register names it.
        """
        self.enter(purpose, "authority", number=number)
        found = self._with_edges(authorities(self.home, self.now(), number))
        if not found:
            raise NotFound(f"No register names a sanction «{number}»; izder authority lists them.")
        return found[0]

    def ended(self) -> tuple[str, ...]:
        """Numbers of the sanctions of which a window may not be used any more; no personal data, no audit entry."""
        return tuple(standing(self.home, self.now()).shut["number"].unique().sort())

    def _with_edges(self, found: Sequence[Authority]) -> list[Authority]:
        if self.graph is None:
            return list(found)
        counted = dict(_edges(self.graph).iter_rows())
        return [each.model_copy(update={"edges": counted.get(each.number, 0)}) for each in found]


class Watch:
    """Does something once each local day, by whoever comes first; others wait until it is done."""

    def __init__(self, now: Callable[[], int], act: Callable[[], object]) -> None:
        self._now, self._act, self._lock = now, act, Lock()
        self._day = local_day(now())

    def __call__(self) -> None:
        """Look at the clock."""
        if (today := local_day(self._now())) == self._day:
            return
        with self._lock:
            if today != self._day:
                self._act()
                self._day = today


def _edges(graph: GraphStore) -> pl.DataFrame:
    """Columns number, edges: how many edges of governed records bear each sanction."""
    kinds = sorted({edge.type for kind in records.load().values() if kind.governed for edge in kind.edges})
    found = [graph.scan_edges(kind, ["authority"]).select(pl.col("authority").explode().drop_nulls()) for kind in kinds]
    return pl.concat(found).group_by("authority").agg(pl.len())
