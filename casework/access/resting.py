"""Which claims of a network rest on merges, read from the graph, the run and the records; as the gate shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from casework.access.asking import Desk
from casework.access.masking import mask_member, mask_reasons, mask_text
from casework.sensitivity import Effect, Evidence, Merge, effects, things_of
from core.clock import day_end
from core.home import Home
from core.networks import Network, Run
from etl import spoken

TIES = "money,calls"
MOST_EDGES = 20_000


@dataclass(frozen=True, slots=True)
class Rests:
    """What falls without each merge of a network, and the names of the parties that were merged."""

    effects: tuple[Effect, ...]
    names: Mapping[str, str]


def rests(desk: Desk, home: Home, run: Run, network: Network) -> Rests:
    """The merges that members rest on, and what falls without each."""
    told = merges(desk, run, network)
    if not told:
        return Rests((), {})
    merged = {merge.member for merge in told}
    parties = sorted(merged | {party for merge in told for party in (merge.left, merge.right)})
    things = things_by_party(desk, parties)
    refs = {
        f"{ref.source}:{ref.row}"
        for member in network.members
        if member.id in merged
        for reason in member.reasons
        for ref in reason.rows
    }
    evidence = Evidence(things, spoken.entities(home, refs), edges(desk, network, things))
    return Rests(effects(network, told, evidence), names(desk, parties))


def merges(desk: Desk, run: Run, network: Network) -> list[Merge]:
    """Judgements in force that the run already knew, over which members are one with other source parties."""
    members = [member.id for member in network.members if member.id.startswith(("person:", "org:"))]
    rows = desk.rows("merges_around", entities=members) if members else []
    told = ("member", "left", "right", "author", "reason", "time")
    return [Merge(*(row[name] for name in told)) for row in rows if (row["time"] or 0) <= seen_until(run)]


def seen_until(run: Run) -> int:
    """The last moment that a run could see, in epoch milliseconds."""
    ended = run.started_ms + int(run.seconds * 1000)
    return min(ended, day_end(date.fromisoformat(run.as_of))) if run.as_of else ended


def things_by_party(desk: Desk, parties: list[str]) -> dict[str, set[str]]:
    """Phones, accounts, arrests and numbers of each source party."""
    found: dict[str, set[str]] = {}
    for row in desk.rows("things_of_parties", entities=parties):
        found.setdefault(row["party"], set()).add(row["other"])
    return found


def edges(desk: Desk, network: Network, things: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """Pairs of lines or accounts between which money or calls went."""
    everything = {thing for member in network.members for thing in things_of(member)}.union(*things.values())
    lines = sorted(thing for thing in everything if thing.startswith(("phone:", "account:")))
    rows = desk.rows("edges_among", MOST_EDGES, entities=lines, kind=TIES, until=None) if lines else []
    return [(row["from"], row["to"]) for row in rows]


def names(desk: Desk, parties: list[str]) -> dict[str, str]:
    """What the parties are called, IINs masked."""
    return {
        row["entity"]: mask_text(str(row["name"] or row["entity"])) for row in desk.rows("captions", entities=parties)
    }


def mask_effect(effect: Effect) -> Effect:
    """An effect with every IIN masked."""
    return replace(
        effect,
        merge=replace(effect.merge, reason=mask_text(effect.merge.reason)),
        member=mask_member(effect.member),
        fallen=mask_reasons(effect.fallen), weaker=mask_reasons(effect.weaker), unclear=mask_reasons(effect.unclear),
        ties=tuple(map(mask_member, effect.ties)),
    )  # fmt: skip
