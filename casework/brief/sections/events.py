"""What happened when: first and last of everything, the busiest day, each arrest with what it touched."""

from datetime import date

from casework.brief.facts import ArrestFact, Facts, owner_of
from casework.brief.picture import Cast
from casework.brief.sections.notes import note
from casework.brief.signs import settable
from casework.brief.voice import Voice
from core.answers import Activity
from core.clock import day_start

Event = dict[str, object]


def events(facts: Facts, cast: Cast, voice: Voice) -> list[Event]:
    """Events in order of time; those without a time last."""
    found = [*milestones(facts.activity, voice), *(arrest(each, facts, cast, voice) for each in facts.arrests)]
    found.sort(key=lambda pair: (pair[0] is None, pair[0] or 0))
    return [event for _, event in found]


def milestones(activity: Activity, voice: Voice) -> list[tuple[int | None, Event]]:
    """First and last day of transfers and of calls, and the day with most transfers."""
    made: list[tuple[int | None, Event]] = []
    for column, first, last in (
        (activity.transfers, "first_transfer", "last_transfer"), (activity.calls, "first_call", "last_call"),
    ):  # fmt: skip
        days = [day for day, count in zip(activity.days, column, strict=True) if count]
        if days:
            made += [plain(days[0], voice.say(f"timeline.{first}"), voice)]
            made += [plain(days[-1], voice.say(f"timeline.{last}"), voice)]
    if any(activity.transfers):
        peak = max(range(len(activity.days)), key=lambda i: (activity.transfers[i], -i))
        said = voice.say("timeline.peak", n=activity.transfers[peak], amount=activity.amount_tiyn[peak])
        made.append(plain(activity.days[peak], said, voice))
    return made


def plain(day: str, text: str, voice: Voice) -> tuple[int, Event]:
    """An event of a whole day that concerns nobody in particular."""
    ms = day_start(date.fromisoformat(day))
    return ms, {"when": voice.day(ms), "what": text, "who": "", "arrest": False, "note": ""}


def arrest(fact: ArrestFact, facts: Facts, cast: Cast, voice: Voice) -> tuple[int | None, Event]:
    """An arrest: number, article, place, what was seized, and the numbers of the members it touched."""
    owners = owner_of(facts.network)
    touched = sorted({cast.numbers[owners[thing]] for thing in fact.touched if thing in owners})
    parts = [voice.say("timeline.arrest", number=fact.number)]
    parts += [voice.say("timeline.article", article=fact.article)] if fact.article else []
    parts += [settable(place) for place in (fact.city, fact.place) if place]
    if things := seized(fact, voice):
        parts.append(voice.say("timeline.seized", things=things))
    event: Event = {
        "when": voice.moment(fact.time_ms), "what": "; ".join(parts), "who": ", ".join(f"№ {n}" for n in touched),
        "arrest": True, "note": note(fact.rows, len(fact.rows), voice),
    }  # fmt: skip
    return fact.time_ms, event


def seized(fact: ArrestFact, voice: Voice) -> str:
    """Substance with its mass, and cash."""
    things = []
    if fact.substance:
        mass = None if fact.mass_g is None else fact.mass_g
        things.append(voice.say("timeline.mass", substance=fact.substance, mass=mass))
    if fact.cash_tiyn:
        things.append(voice.say("timeline.cash", amount=fact.cash_tiyn))
    return ", ".join(things)
