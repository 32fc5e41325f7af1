"""The gate of how a result comes about: a member's ledger, who holds a network together, two runs side by side."""

from collections.abc import Callable, Sequence

from casework.access import masking
from casework.access.dossier import Dossier
from casework.access.pairs import Enter
from casework.access.runs import Runs
from casework.cases import Cases
from casework.deciding import decided_cases
from casework.purpose import Purpose
from core.comparison import BASE_RATE, Comparison, Reckoning
from core.errors import NotFound
from core.fitting import Fitted
from core.holding import Holding
from core.networks import Member, Network
from graph.networks.compare import compare
from graph.networks.fitting import fit, shipped
from graph.networks.holding import SIZE, holding
from graph.networks.reckon import reckon
from graph.networks.regrowth import Trial

FITTED_ON = "this agency's decided cases: convicted against victim, witness, contact"
CANNOT = (
    "Only persons whom detection showed and people decided on are in it: it says nothing of those nobody looked at, "
    "nothing of how rare members are, and repeats what the decisions got wrong. Indicators on accounts and lines stay."
)


class ReckoningGate:
    """Who asks how a result came about. IINs leave masked unless revealed.

    Every method raises AccessRefused where the purpose does not hold or the audit entry could not be written.
    """

    def __init__(
        self, enter: Enter, runs: Callable[[], Runs], dossier: Callable[[], Dossier], cases: Cases,
    ) -> None:  # fmt: skip
        self._enter, self._runs, self._dossier, self._cases = enter, runs, dossier, cases

    def why(
        self, purpose: Purpose, network_id: str, member: str | None = None, *,
        base_rate: float = BASE_RATE, reveal: bool = False,
    ) -> tuple[Reckoning, ...]:  # fmt: skip
        """The ledger of each core member of a network of the last run, or of one member, core or not.

        `member`: an entity id, phone or IBAN. `base_rate`: share of core members among people, 0-1.

        Raises:
            NotFound: the last run has no such network, or the network no such member.
        """
        self._enter(purpose, "reveal why" if reveal else "why", network=network_id, member=member)
        _, found = self._runs().network(network_id)
        shown = found if reveal else masking.mask_network(found)
        return tuple(reckon(each, base_rate) for each in _chosen(shown, member))

    def holds(
        self, purpose: Purpose, network_id: str, removed: Sequence[str] = (), *,
        size: int = SIZE, days: int = 30, reveal: bool = False,
    ) -> Holding:  # fmt: skip
        """Who holds a network of the last run together, and what would likely remain of it without some members.

        `removed`: members (id, phone, IBAN or name) to simulate the absence of. `size`: how many the key set has.
        `days`: how long after. Only members are measured, by the ties among themselves.

        Raises:
            NotFound: the last run has no such network, or the network no such member.
        """
        named = list(removed) or None
        self._enter(purpose, "reveal holds" if reveal else "holds", network=network_id, removed=named)
        run, found = self._runs().network(network_id)
        shown = found if reveal else masking.mask_network(found)
        gone = [member.id for each in removed for member in _chosen(shown, each)]
        return holding(shown, self._dossier().ties(run, shown), gone, size=size, trial=Trial(days))

    def fit(self, purpose: Purpose) -> Fitted:
        """Weights refitted on the cases that people decided. Holds no personal data; changes nothing.

        Raises:
            InputError: too few cases are decided.
        """
        self._enter(purpose, "fit weights")
        found = fit(decided_cases(self._runs(), self._cases), prior=shipped().multiplied)
        return found.model_copy(update={"card": {**found.card, "fitted_on": FITTED_ON, "cannot": CANNOT}})

    def compare(self, purpose: Purpose, before: str, after: str, *, reveal: bool = False) -> Comparison:
        """What one run says that another did not.

        Raises:
            NotFound: there is no such run.
        """
        self._enter(purpose, "reveal comparison" if reveal else "comparison", before=before, after=after)
        runs = [self._runs().get(run) for run in (before, after)]
        first, second = runs if reveal else [masking.mask_run(run) for run in runs]
        return compare(first, second)


def _chosen(network: Network, member: str | None) -> list[Member]:
    if member is None:
        return [each for each in network.members if each.core]
    found = [each for each in network.members if member in (each.id, each.name, *each.phones, *each.ibans)]
    if not found:
        raise NotFound(f"Network {network.id} has no member «{member}»; izder networks --json lists them.")
    return found
