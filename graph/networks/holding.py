"""Who holds a network together: its own members, by the ties among them; nobody outside is looked at."""

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from core.errors import InputError
from core.holding import Holder, Holding
from core.networks import Member, Network
from graph.measures import measures
from graph.networks.key_players import key_players
from graph.networks.regrowth import Trial, remaining

SIZE = 3  # members of the key set
ENDS = {"src": pl.String(), "dst": pl.String()}

Ties = Sequence[tuple[str, str]]


def holding(
    network: Network, ties: Iterable[tuple[str, str]], chosen: Sequence[str] = (), *,
    size: int = SIZE, trial: Trial = Trial(),  # noqa: B008  # frozen: nobody can change it
) -> Holding:  # fmt: skip
    """Measures of the core, its key set, and what would remain without it, without couriers, droppers, or `chosen`.

    `ties`: pairs of member ids, in any order. Measured are the core and the lines and accounts whose user is not known;
    droppers are counted only where it is simulated what remains. Whoever is shown as context is left out of all.

    Raises:
        InputError: somebody `chosen` is shown as context only.
    """
    working = [member for member in network.members if stands(member)]
    among = _among(ties, {member.id for member in working})
    key = key_players([member.id for member in working], among, min(size, max(len(working) - 1, 0)))
    theirs = set(key.members if key else ())
    table = measures(pl.DataFrame(among, schema=ENDS, orient="row"), [member.id for member in working])
    figures = {line["id"]: line for line in table.iter_rows(named=True)}
    holders = sorted((_holder(member, figures[member.id], theirs) for member in working), key=_weightiest)
    everybody = [member for member in network.members if stands(member) or member.role == "dropper"]
    roles = {member.id: str(member.role) for member in everybody}
    if outside := [each for each in chosen if each not in roles]:
        who = ", ".join(outside)
        raise InputError(f"Shown as context only, so what the network is without them is not simulated: {who}.")
    whole = _among(ties, roles.keys())
    scenarios = _scenarios(everybody, key.members if key else (), chosen)
    simulated = [remaining(name, gone, roles, whole, trial) for name, gone in scenarios]
    return Holding(tuple(holders), key, tuple(simulated), trial.days, trial.runs)


def stands(member: Member) -> bool:
    """Whether a member is measured: of the core, or a line or account whose user is not known."""
    return member.core or (member.iin is None and member.role != "dropper" and not member.id.startswith("person:"))


def _among(ties: Iterable[tuple[str, str]], members: Iterable[str]) -> Ties:
    known = set(members)
    return sorted({(min(a, b), max(a, b)) for a, b in ties if a != b and a in known and b in known})


def _holder(member: Member, figures: dict[str, float | None], key: set[str]) -> Holder:
    constraint = figures["constraint"]
    return Holder(
        member, int(figures["degree"] or 0), float(figures["betweenness"] or 0.0),
        None if constraint is None else float(constraint), member.id in key,
    )  # fmt: skip


def _weightiest(holder: Holder) -> tuple[float, int, str]:
    return -holder.betweenness, -holder.ties, holder.member.id


def _scenarios(
    members: Sequence[Member], key: Sequence[str], chosen: Sequence[str],
) -> Iterator[tuple[str, tuple[str, ...]]]:  # fmt: skip
    """Word and members of each removal that is simulated; one that removes nobody is left out."""
    by_role = {
        "couriers": tuple(each.id for each in members if each.role == "courier"),
        "droppers": tuple(each.id for each in members if each.role == "dropper"),
        "hubs": tuple(each.id for each in members if each.role in ("handler", "cashout")),
    }
    for name, gone in {"chosen": tuple(chosen), "key": tuple(key), **by_role}.items():
        if gone:
            yield name, gone

