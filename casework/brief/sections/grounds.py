"""Why each member is proposed, what speaks against it, and what could not be seen."""

from collections.abc import Sequence

from casework.brief.facts import Facts, drawn_first
from casework.brief.picture import Cast
from casework.brief.sections.notes import note
from casework.brief.sections.people import role, who
from casework.brief.voice import Voice
from core.networks import Member, Reason

SHAKY = 0.5  # a member who was in the group in fewer repeated calculations is named among the doubts
Block = dict[str, object]


def grounds(facts: Facts, cast: Cast, voice: Voice) -> list[Block]:
    """One block per member, in the order of the tables."""
    return [
        {
            "number": str(cast.numbers[member.id]),
            "who": who(member, voice),
            "role": role(member, voice),
            "core": member.core,
            "points": [point(reason, voice) for reason in strongest(member.reasons)],
            "none": "" if member.reasons else voice.say("grounds.none"),
        }
        for member in drawn_first(facts.network)
    ]


def kind(facts: Facts, voice: Voice) -> list[Block]:
    """Why the organisation is taken for what it is."""
    return [point(reason, voice) for reason in strongest(facts.network.kind_reasons)]


def doubts(facts: Facts, cast: Cast, voice: Voice) -> list[Block]:
    """What speaks against the network, then against each member, then what is shaky by itself."""
    blocks: list[Block] = [{"about": voice.say("doubts.network"), "points": general(facts, voice)}]
    for member in drawn_first(facts.network):
        points = [point(reason, voice) for reason in strongest(member.doubts)]
        if points:
            blocks.append({"about": about(member, cast, voice), "points": points})
    return [block for block in blocks if block["points"]]


def general(facts: Facts, voice: Voice) -> list[Block]:
    """The network's own doubts, unknown users, and members who were seldom in it."""
    points = [point(reason, voice) for reason in strongest(facts.network.doubts)]
    unnamed = sum(1 for member in facts.network.members if not member.name and not member.iin)
    if unnamed:
        points.append(plain(voice.say("doubts.unnamed", n=unnamed)))
    return points + [plain(shaky(member, facts, voice)) for member in drawn_first(facts.network) if is_shaky(member)]


def is_shaky(member: Member) -> bool:
    """A core member that another order of calculation often leaves out."""
    return member.core and member.stability is not None and member.stability < SHAKY


def shaky(member: Member, facts: Facts, voice: Voice) -> str:
    """In how few repeated calculations a member was in the group."""
    number = [each.id for each in drawn_first(facts.network)].index(member.id) + 1
    runs = round((member.stability or 0.0) * 100)
    return voice.say("doubts.unstable", number=number, who=who(member, voice), n=runs)


def gaps(facts: Facts, voice: Voice) -> list[Block]:
    """Coverage: what detection noted, what lies in quarantine, where the data end."""
    points = [plain(voice.reason(reason)) for reason in facts.network.gaps]
    rows, held = (sum(getattr(d, name) for d in facts.deliveries) for name in ("rows", "quarantined"))
    if held:
        points.append(plain(voice.say("gaps.quarantine", n=held, share=held / rows)))
    if facts.run.as_of:
        day = ".".join(reversed(facts.run.as_of.split("-")))
        points.append(plain(voice.say("gaps.as_of", day=day)))
    return points


def about(member: Member, cast: Cast, voice: Voice) -> str:
    """`No. 3, Name`."""
    return voice.say("doubts.about", number=cast.numbers[member.id], who=who(member, voice))


def strongest(reasons: Sequence[Reason]) -> list[Reason]:
    """Those that weigh most first."""
    return sorted(reasons, key=lambda reason: (-abs(reason.llr), reason.indicator))


def point(reason: Reason, voice: Voice) -> Block:
    """One statement with its kind of data and its footnote, where rows are named."""
    return {
        "family": voice.word(f"family.{reason.family}"),
        "text": voice.reason(reason),
        "note": note(reason.rows, reason.rows_total, voice),
    }


def plain(text: str) -> Block:
    """A statement that needs no footnote."""
    return {"family": "", "text": text, "note": ""}
