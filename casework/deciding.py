"""Decided cases: persons of stored networks about whom people said what they are, with what spoke for and against."""

from collections.abc import Iterable

from casework.access.runs import Runs
from casework.cases import Cases, Judgement
from core.networks import Network
from graph.networks.fitting import Case

OF_NETWORK = {"convicted"}
NOT_OF_NETWORK = {"victim", "witness", "contact"}  # a suspect is not decided yet; unknown is unknown


def decided_cases(runs: Runs, cases: Cases) -> list[Case]:
    """One case for each person whose category is decided: the latest word on him, and the findings it was said on.

    Droppers are left out: how they are found is not what makes somebody core.
    """
    latest: dict[str, tuple[Judgement, Case]] = {}
    for network in judged_networks(runs, cases.judged()):
        for case, made in _of(network, cases.categories(network.id)):
            if made.person not in latest or latest[made.person][0].time_ms <= made.time_ms:
                latest[made.person] = made, case
    return [case for _, (_, case) in sorted(latest.items())]


def judged_networks(runs: Runs, judged: set[str]) -> Iterable[Network]:
    """The networks that people judged members of, from the runs that are still stored."""
    for run in runs.listed():
        if any(name.startswith(f"network:{run.removeprefix('run:')}") for name in judged):
            yield from (network for network in runs.get(run).networks if network.id in judged)


def _of(network: Network, made: dict[str, Judgement]) -> Iterable[tuple[Case, Judgement]]:
    for member in network.members:
        said = made.get(member.id)
        if said is None or member.role == "dropper" or said.category not in OF_NETWORK | NOT_OF_NETWORK:
            continue
        found = {reason.indicator: reason.plain for reason in (*member.reasons, *member.doubts)}
        yield Case(network.id, said.category in OF_NETWORK, found), said
