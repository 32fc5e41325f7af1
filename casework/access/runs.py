"""Runs as they were stored. A run never changes, so the last ones read are kept: a city's is ten megabytes to parse."""

from collections import OrderedDict
from datetime import date

from core.errors import NotFound
from core.networks import Network, Run
from graph.ask import ask
from graph.networks.keep import load_run
from graph.store import GraphStore

KEPT = 3


class Runs:
    """The runs of one store. Several threads may read at once; at worst a run is parsed twice."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._kept: OrderedDict[tuple[str, int], Run] = OrderedDict()

    def get(self, run_id: str | None = None) -> Run:
        """A run by its id; the last where none is named.

        Raises:
            NotFound: there is no such run, or none at all.
        """
        wanted = next((run for run in self._listed() if run_id in (None, run[0])), None)
        if wanted is None:
            return load_run(self._store, run_id)  # says what is missing
        if wanted not in self._kept:
            self._kept[wanted] = load_run(self._store, wanted[0])
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return self._kept[wanted]

    def listed(self) -> list[str]:
        """Ids of all runs, the last first."""
        return [run for run, _ in self._listed()]

    def _listed(self) -> list[tuple[str, int]]:
        return [(str(row[0]), int(row[1])) for row in ask(self._store, "runs", {}, 10_000).rows]

    def last(self) -> Run | None:
        """The last run; None where nothing has been detected yet."""
        try:
            return self.get()
        except NotFound:
            return None

    def network(self, network_id: str) -> tuple[Run, Network]:
        """A network of the last run, and the run.

        Raises:
            NotFound: the last run has no such network.
        """
        run = self.get()
        for network in run.networks:
            if network.id == network_id:
                return run, network
        raise NotFound(
            f"Run {run.id} has no network «{network_id}»; izder networks lists them.",
            key="no_network", run=run.id, network=network_id,
        )  # fmt: skip


def day_of(run: Run) -> date | None:
    """The last day that a run could see; None for all."""
    return date.fromisoformat(run.as_of) if run.as_of else None
