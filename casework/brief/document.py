"""Composes the paper: facts and a language in, plain texts, tables and notes out, ready for the template."""

from casework.brief.facts import Facts
from casework.brief.picture import Cast
from casework.brief.sections import events, figures, grounds, holding, origin, people
from casework.brief.signs import settable
from casework.brief.voice import Voice

SECTIONS = (
    "picture", "members", "others", "timeline", "money", "calls", "holding",
    "grounds", "doubts", "gaps", "sources", "origin", "decision",
)  # fmt: skip
HEADS = {
    "members": ("number", "who", "means", "role", "category", "stability", "families"),
    "others": ("number", "who", "means", "role", "category", "group", "families"),
    "timeline": ("date", "event", "who"),
}


def compose(facts: Facts, cast: Cast, voice: Voice) -> dict[str, object]:
    """Everything the template sets, as JSON-ready texts."""
    return {
        "language": voice.language,
        "head": head(facts, voice),
        "figures": key_figures(facts, voice),
        "sections": {name: voice.say(f"section.{name}") for name in SECTIONS},
        "heads": {
            name: [voice.say(f"{'members' if name == 'others' else name}.{each}") for each in of]
            for name, of in HEADS.items()
        },
        "texts": texts(facts, cast, voice),
        "people": people.people(facts, cast, voice),
        "events": events.events(facts, cast, voice),
        "money": figures.money(facts, cast, voice),
        "calls": figures.calls(facts, cast, voice),
        "holding": holding.holding(facts, cast, voice),
        "kind": grounds.kind(facts, voice),
        "grounds": grounds.grounds(facts, cast, voice),
        "doubts": grounds.doubts(facts, cast, voice),
        "gaps": grounds.gaps(facts, voice),
        "sources": origin.sources(facts, voice),
        "origin": origin.origin(facts, voice),
    }


def head(facts: Facts, voice: Voice) -> dict[str, str]:
    """Title, kind, and the statements that stand first."""
    network = facts.network
    place = {"city": network.city} if network.city else {}
    return {
        "title": voice.say("title_city" if network.city else "title", rank=network.rank, **place),
        "paper": voice.say("paper"),
        "fits": voice.say("fits", kind=voice.word(f"network_kind.{network.kind}")),
        "lead_title": voice.say("lead.title"),
        "lead": voice.say("lead.text"),
        "synthetic": voice.say("synthetic") if facts.demonstration else "",
        "iins": voice.say("revealed", reason=facts.purpose.reason) if facts.revealed else voice.say("masked"),
        "handling": voice.say("handling", handling=voice.word(f"handling.{facts.handling}")),
        "run": settable(f"{facts.run.id} · {facts.run.data_hash[:12]}", breaks=False),
        "day": voice.day(facts.run.started_ms),
    }


def key_figures(facts: Facts, voice: Voice) -> list[list[str]]:
    """Figure and what it counts; counts of persons and records only, no score."""
    core = sum(member.core for member in facts.network.members)
    phones, accounts = ({thing for m in facts.network.members for thing in getattr(m, n)} for n in ("phones", "ibans"))
    turnover = [voice.money(sum(account.amount_in for account in facts.money)), voice.say("figure.turnover")]
    network = facts.network
    period = [f"{voice.day(network.first_ms)} – {voice.day(network.last_ms)}", voice.say("figure.period")]

    def count(name: str, n: int) -> list[str]:
        return [voice.number(n), voice.say(f"figure.{name}", n=n)]

    return [
        count("core", core), count("other", len(network.members) - core), count("lines", len(phones)), period,
        count("accounts", len(accounts)), count("arrests", len(facts.arrests)), turnover,
    ]  # fmt: skip


def texts(facts: Facts, cast: Cast, voice: Voice) -> dict[str, str]:
    """Notes under tables and pictures."""
    kinds = {mark.kind for mark in cast.marks}
    legends = ["note", *(t for k, t in (("line", "lines"), ("group", "groups"), ("arrest", "arrests")) if k in kinds)]
    return {
        "picture": " ".join(voice.say(f"picture.{legend}") for legend in legends),
        "picture_alt": voice.say("alt.picture", rank=facts.network.rank),
        "chart_alt": voice.say("alt.chart"),
        "members": voice.say("members.stability_note"),
        "grounds": voice.say("grounds.note"),
        "kind": voice.say("grounds.kind"),
        "no_doubts": voice.say("doubts.none"),
        "no_gaps": voice.say("gaps.none"),
        "origin": voice.say("origin.note"),
        "decision": voice.say("decision.note"),
        **{f"decision_{name}": voice.say(f"decision.{name}") for name in ("by", "decided", "date", "signature")},
        "page": voice.say("page", page="{page}", pages="{pages}"),
    }
