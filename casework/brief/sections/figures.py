"""Money and calls in tables: the busiest accounts and lines, and what all of them come to."""

from casework.brief.facts import Facts, owner_of
from casework.brief.picture import Cast
from casework.brief.signs import settable
from casework.brief.voice import Voice
from core.phrases.formats import FORMATS

SHOWN = 12
Table = dict[str, object]


def money(facts: Facts, cast: Cast, voice: Voice) -> Table:
    """Turnover per account, the greatest first."""
    ranked = sorted(facts.money, key=lambda m: (-(m.amount_in + m.amount_out), m.iban))
    rows = [
        [settable(m.iban), owner(f"account:{m.iban}", facts, cast), voice.number(m.count_in), voice.money(m.amount_in),
         voice.number(m.count_out), voice.money(m.amount_out), voice.money(m.within)]
        for m in ranked[:SHOWN]
    ]  # fmt: skip
    total = [
        voice.say("money.total", n=len(ranked)), "", voice.number(sum(m.count_in for m in ranked)),
        voice.money(sum(m.amount_in for m in ranked)), voice.number(sum(m.count_out for m in ranked)),
        voice.money(sum(m.amount_out for m in ranked)), voice.money(sum(m.within for m in ranked)),
    ]  # fmt: skip
    heads = ("account", "owner", "count_in", "amount_in", "count_out", "amount_out", "within")
    return table("money", heads, rows, total, len(ranked), voice)


def calls(facts: Facts, cast: Cast, voice: Voice) -> Table:
    """Traffic per line, the busiest first."""
    ranked = sorted(facts.calls, key=lambda c: (-(c.voice + c.messages), c.number))
    rows = [
        [settable(c.number), owner(f"phone:{c.number}", facts, cast), voice.number(c.voice), voice.number(c.messages),
         FORMATS["duration"](c.seconds, voice.language), voice.number(c.inside), voice.number(c.contacts)]
        for c in ranked[:SHOWN]
    ]  # fmt: skip
    total = [
        voice.say("calls.total", n=len(ranked)), "", voice.number(sum(c.voice for c in ranked)),
        voice.number(sum(c.messages for c in ranked)),
        FORMATS["duration"](sum(c.seconds for c in ranked), voice.language), "", "",
    ]  # fmt: skip
    heads = ("line", "owner", "voice", "messages", "duration", "inside", "contacts")
    return table("calls", heads, rows, total, len(ranked), voice)


def table(
    topic: str, heads: tuple[str, ...], rows: list[list[str]], total: list[str], there: int, voice: Voice
) -> Table:
    """A table for the paper; `cut` says that only the first rows stand in it, `none` that there are none."""
    return {
        "heads": [voice.say(f"{topic}.{head}") for head in heads],
        "rows": rows,
        "total": total,
        "cut": voice.say("cut", shown=len(rows), total=there) if there > len(rows) else "",
        "none": "" if rows else voice.say(f"{topic}.none"),
    }


def owner(thing: str, facts: Facts, cast: Cast) -> str:
    """The number of the member that an account or line stands for."""
    member = owner_of(facts.network).get(thing)
    return f"№ {cast.numbers[member]}" if member else "—"
