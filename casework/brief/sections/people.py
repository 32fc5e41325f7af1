"""Who belongs to the network: the core in a full table, droppers and connected persons in a close one."""

from casework.brief.facts import Facts, drawn_first
from casework.brief.picture import Cast
from casework.brief.signs import settable
from casework.brief.voice import Voice
from core.networks import Member

MEANS = 3  # lines and accounts named per member
Row = dict[str, object]


def people(facts: Facts, cast: Cast, voice: Voice) -> dict[str, list[Row]]:
    """Rows of both tables."""
    rows = [(member, row(member, facts, cast, voice)) for member in drawn_first(facts.network)]
    return {"core": [r for m, r in rows if m.core], "others": [r for m, r in rows if not m.core]}


def row(member: Member, facts: Facts, cast: Cast, voice: Voice) -> Row:
    """One member; no score, for a bare figure would be read as a rating of a person."""
    group = next((letter for letter, inside in cast.groups.items() if member.id in inside), "")
    return {
        "number": str(cast.numbers[member.id]),
        "who": who(member, voice),
        "notes": list(filter(None, [iin_line(member, voice), guess(member, facts, voice), role_by(member, voice)])),
        "means": means(member, voice),
        "role": role(member, voice),
        "colour": member.role,
        "category": voice.word(f"category.{facts.categories.get(member.id, 'unknown')}"),
        "stability": stability(member, voice),
        "families": ", ".join(voice.word(f"family.{family}") for family in families(member)) or "—",
        "group": group,
    }


def who(member: Member, voice: Voice) -> str:
    """The name; the line or account itself where nobody is known to use it."""
    return settable(member.name or next(iter([*member.phones, *member.ibans]), voice.word("unnamed")))


def iin_line(member: Member, voice: Voice) -> str:
    """The IIN as the facts give it: masked unless it was revealed."""
    if member.iin:
        return voice.say("members.iin", iin=member.iin)
    return voice.say("members.no_iin" if member.name else "members.user_unknown")


def guess(member: Member, facts: Facts, voice: Voice) -> str:
    """Who may use the line, where that person has a name; never said as an identity."""
    known = {each.id: each.name for each in facts.network.members} | facts.names
    name = known.get(member.likely_user or "")
    return voice.say("members.likely_user", name=name) if name else ""


def means(member: Member, voice: Voice) -> list[str]:
    """The first lines and accounts beside the one that stands for the member, and how many more there are."""
    every = [thing for thing in (*member.phones, *member.ibans) if settable(thing) != who(member, voice)]
    shown = [settable(each) for each in every[:MEANS]]
    return shown + ([voice.say("members.more", n=len(every) - MEANS)] if len(every) > MEANS else [])


def role(member: Member, voice: Voice) -> str:
    """The role's name; context is called so."""
    if member.role == "unknown" and not member.core:
        return voice.say("members.context")
    return voice.word(f"role.{member.role}")


def role_by(member: Member, voice: Voice) -> str:
    """What the role was told by, and how likely it is; nothing where it is not known or told by the cards alone."""
    if not member.role_grounds:
        return ""
    grounds = "; ".join(voice.word(f"trait.{trait}") for trait in member.role_grounds)
    return voice.say("members.role_by", grounds=grounds, percent=round(100 * member.role_confidence))


def stability(member: Member, voice: Voice) -> str:
    """`97 of 100`."""
    if member.stability is None:
        return voice.say("members.not_measured")
    return voice.say("members.stability_value", n=round(member.stability * 100))


def families(member: Member) -> list[str]:
    """Independent kinds of data that speak for a member, the strongest first."""
    best: dict[str, float] = {}
    for reason in member.reasons:
        if reason.llr > 0:
            best[reason.family] = max(best.get(reason.family, 0.0), reason.llr)
    return sorted(best, key=lambda family: (-best[family], family))
