"""Two runs of detection, one beside the other."""

from collections.abc import Iterable, Mapping, Set

from core.comparison import Comparison, NetworkChange
from core.networks import Member, Network, Run
from graph.communities.events import Event, events


def compare(before: Run, after: Run) -> Comparison:
    """What the second run says that the first did not: by networks' cores, and what the two were made with."""
    old, new = before.networks, after.networks
    found = events([_core(each) for each in old], [_core(each) for each in new])
    return Comparison(
        before.id, after.id, _conditions(before, after), tuple(_change(event, old, new) for event in found)
    )


def _core(network: Network) -> Set[str]:
    return {member.id for member in network.members if member.core}


def _change(event: Event, old: tuple[Network, ...], new: tuple[Network, ...]) -> NetworkChange:
    before, after = tuple(old[place] for place in event.before), tuple(new[place] for place in event.after)
    return NetworkChange(event.change, before, after, _named(after, event.joined), _named(before, event.left))


def _named(networks: Iterable[Network], ids: Set[str]) -> tuple[Member, ...]:
    found = {member.id: member for network in networks for member in network.members if member.id in ids}
    return tuple(found[each] for each in sorted(found))


def _conditions(before: Run, after: Run) -> dict[str, tuple[object, object]]:
    first, second = _made_with(before), _made_with(after)
    names = dict.fromkeys([*first, *second])
    return {name: (first.get(name), second.get(name)) for name in names if first.get(name) != second.get(name)}


def _made_with(run: Run) -> Mapping[str, object]:
    return {
        "as_of": run.as_of, "data_hash": run.data_hash, "code_version": run.code_version, **run.parameters,
    }
