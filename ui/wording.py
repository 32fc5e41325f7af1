"""From what detection says to what a person reads: reasons, members, networks, rows."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

from core import clock
from core.networks import Member, Network, Reason, RowRef
from ui.casegraph import palette
from ui.screen import Screen

Cell = Any
STRONG, MODERATE = 3.0, 1.5  # |log likelihood ratio|: about 20 to 1, and about 4.5 to 1


def reason_text(screen: Screen, reason: Reason) -> str:
    """The reason in the reader's language."""
    key = reason.key if screen.phrases.has(reason.key) else f"reasons.{reason.key}"
    return screen.phrases.text(key, screen.language, **reason.parameters)


def strength(reason: Reason) -> int:
    """How much a reason weighs, in three steps."""
    weight = abs(reason.llr)
    return 3 if weight >= STRONG else 2 if weight >= MODERATE else 1


def reasons(screen: Screen, given: Iterable[Reason], *, weighed: bool = True) -> list[dict[str, Cell]]:
    """Reasons for a sheet, the weightiest first; what is not `weighed` (a gap in the data) has no weight to tell."""
    ordered = sorted(given, key=lambda reason: -abs(reason.llr))
    return [
        {
            "text": reason_text(screen, reason), "aside": aside(screen, reason) if weighed else "",
            "strength": strength(reason) if weighed else None,
            "rows": rows(reason.rows), "total": max(reason.rows_total, len(reason.rows)),
        }
        for reason in ordered
    ]  # fmt: skip


def aside(screen: Screen, reason: Reason) -> str:
    """How much a reason weighs, of which family it is, and whether it is the person's own conduct."""
    own = screen.text("reason.own") if reason.own_conduct else ""
    words = screen.text(f"strength.{strength(reason)}"), screen.word("family", reason.family), own
    return " · ".join(filter(None, words))


def rows(given: Sequence[RowRef]) -> list[dict[str, Cell]]:
    """References to rows, as the parts take them."""
    return [{"source": ref.source, "file": ref.file, "row": ref.row} for ref in given]


def member_name(screen: Screen, member: Member) -> str:
    """The member's name; of an unresolved line the number, of an unresolved account the IBAN."""
    line = next(iter((*member.phones, *member.ibans)), member.id.partition(":")[2])
    return member.name or (line if not member.id.startswith("person:") else screen.text("member.unnamed"))


def network_title(screen: Screen, network: Network) -> str:
    """«Network 1 · drug shop · Almaty»."""
    kind = screen.word("network_kind", network.kind)
    return " · ".join(filter(None, [screen.text("network.title", n=network.rank), kind, network.city]))


def period(first_ms: int | None, last_ms: int | None) -> str:
    """First and last local day; nothing where neither is known."""
    days = [clock.local_day(ms).strftime("%d.%m.%Y") for ms in (first_ms, last_ms) if ms is not None]
    return " – ".join(dict.fromkeys(days))


def stability(screen: Screen, value: float | None) -> Cell:
    """«87 of 100 runs»; empty where it was not measured."""
    if value is None:
        return None
    runs = round(value * 100)
    return {"value": runs, "text": screen.text("stability", n=runs)}


def typical_stability(network: Network) -> float | None:
    """The median over the members it was measured for, the core where there is one."""
    core = [m.stability for m in network.members if m.core and m.stability is not None]
    every = core or [m.stability for m in network.members if m.stability is not None]
    return median(every) if every else None


def role_tag(screen: Screen, member: Member) -> dict[str, Cell]:
    """The role with its colour."""
    return {"text": screen.word("role", member.role), "tint": palette.tint(member.role)}


def role_by(screen: Screen, member: Member) -> dict[str, Cell] | None:
    """What a role was told by, and how likely it is; nothing where it is not known, or told by the cards alone."""
    if not member.role_grounds:
        return None
    grounds = "; ".join(screen.word("trait", trait) for trait in member.role_grounds)
    return {"text": screen.text("member.role_by", grounds=grounds, percent=round(100 * member.role_confidence))}


def composition(screen: Screen, network: Network) -> list[dict[str, Cell]]:
    """Core, droppers and context of a network, for a divided bar."""
    droppers = sum(member.role == "dropper" for member in network.members)
    core = sum(member.core for member in network.members)
    parts = [
        (core, palette.ROLES["organiser"], "core"),
        (droppers, palette.ROLES["dropper"], "droppers"),
        (len(network.members) - core - droppers, palette.NO_ROLE, "context"),
    ]
    return [{"n": n, "tint": tint, "title": screen.text(f"networks.{title}")} for n, tint, title in parts]


def families(network: Network) -> list[str]:
    """Families of evidence that a network rests on, the most frequent first."""
    every: list[str] = [reason.family for member in network.members for reason in member.reasons if reason.llr > 0]
    every += [reason.family for reason in network.kind_reasons if reason.llr > 0]
    return sorted(set(every), key=lambda family: (-every.count(family), family))
