"""Who holds the network together, and what would likely remain without some of its members."""

from casework.brief.facts import Facts
from casework.brief.picture import Cast
from casework.brief.sections.people import role, who
from casework.brief.voice import Voice
from core.holding import Holding, KeySet
from core.phrases.formats import FORMATS

SHOWN = 10  # members in the table
Block = dict[str, object]


def holding(facts: Facts, cast: Cast, voice: Voice) -> Block:
    """Both tables with their sentences; `none` says that there is nothing to measure."""
    found = facts.holding
    if found is None or found.key is None:
        return {"none": voice.holding("untied")}
    heads = ("member", "role", "ties", "paths", "closed", "key")
    left = ("scenario", "removed", "at_once", "later", "range")
    return {
        "none": "",
        "heads": ["№", *(voice.holding(head) for head in heads)],
        "rows": members(found, cast, voice),
        "key": sentence(found.key, cast, voice),
        "left_heads": [voice.holding(head, days=found.days) for head in left],
        "left": scenarios(found, voice),
        "note": voice.holding("note"),
        "assumed": voice.holding("assumed", runs=found.runs),
    }


def members(found: Holding, cast: Cast, voice: Voice) -> list[list[str]]:
    """Those through whom most runs, first."""
    return [
        [
            str(cast.numbers[each.member.id]), who(each.member, voice), role(each.member, voice),
            voice.number(each.ties), share(each.betweenness, voice),
            "—" if each.constraint is None else voice.number(round(each.constraint, 2)),
            voice.holding("key_yes") if each.key else "",
        ] for each in found.holders[:SHOWN]
    ]  # fmt: skip


def sentence(key: KeySet, cast: Cast, voice: Voice) -> str:
    """What happens without the key members."""
    named = ", ".join(f"№ {number}" for number in sorted(cast.numbers[each] for each in key.members))
    name, size = "set" if key.exact else "greedy", len(key.members)
    said = voice.holding(name, who=named, before=key.before, after=key.after, size=size)
    return said if key.equals < 2 else f"{said} {voice.holding('equals', size=size, n=key.equals)}"


def scenarios(found: Holding, voice: Voice) -> list[list[str]]:
    """What would remain, by who is gone."""
    return [
        [
            voice.holding(f"scenarios.{one.scenario}"), voice.number(len(one.removed)), share(one.at_once, voice),
            share(one.later, voice), f"{share(one.low, voice)} – {share(one.high, voice)}",
        ] for one in found.remaining
    ]  # fmt: skip


def share(value: float, voice: Voice) -> str:
    """A share as the language writes percent."""
    return FORMATS["percent"](value, voice.language)
