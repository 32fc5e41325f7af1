"""Members of a network as people will read them: identifiers, role, score, reasons, doubts, stability."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from core.networks import Member, Reason, Role
from graph.indicators.ring import private_lines
from graph.indicators.scene import Scene
from graph.networks.reasons import doubts, grounds

PHONE, ACCOUNT = "phone:", "account:"


@dataclass(frozen=True, slots=True)
class Findings:
    """All tables that members are made from, by (network, entity) or entity.

    lists: network, entity, score, core, phones, role, confidence, grounds, likely, nats, one line per member.
    """

    lists: pl.DataFrame
    told: Mapping[tuple[str, str], Sequence[Reason]]
    people: Mapping[str, tuple[str | None, str | None]]  # iin, name
    phones: Mapping[str, Sequence[str]]
    ibans: Mapping[str, Sequence[str]]


People = dict[str, tuple[str | None, str | None]]
Held = dict[str, list[str]]


def directory(scene: Scene, persons: pl.DataFrame) -> tuple[People, Held, Held]:
    """IIN and name from the table of persons, which the scene does not hold; own phones, and accounts of each."""
    people = {id_: (iin, name) for id_, iin, name in persons.select("id", "iin", "name").iter_rows()}
    phones = private_lines(scene).group_by("owner").agg(pl.col("line").unique().sort())
    ibans = scene.facts.accounts.group_by("holder").agg(pl.col("account").sort())
    return people, dict(phones.iter_rows()), dict(ibans.iter_rows())


def members(network: str, findings: Findings) -> tuple[Member, ...]:
    """Members of one network: the core first, then droppers and context, each by score."""
    lines = findings.lists.filter(pl.col("network") == network).sort(
        "core", "score", "entity", descending=[True, True, False],
    )
    return tuple(_member(network, line, findings) for line in lines.iter_rows(named=True))


def _member(network: str, line: Mapping[str, object], findings: Findings) -> Member:
    entity = str(line["entity"])
    reasons = findings.told.get((network, entity), ())
    iin, name = findings.people.get(entity, (None, None))
    used = line["phones"] if isinstance(line["phones"], list) else []
    phones = sorted({*used, *findings.phones.get(entity, ())})
    accounts = [entity] if entity.startswith(ACCOUNT) else list(findings.ibans.get(entity, ()))
    role: Role = line["role"]  # type: ignore[assignment]  # roles.py writes no other words
    return Member(
        id=entity, iin=iin, name=name,
        phones=tuple(phone.removeprefix(PHONE) for phone in phones),
        ibans=tuple(account.removeprefix(ACCOUNT) for account in accounts if account.startswith(ACCOUNT)),
        role=role, role_confidence=_number(line["confidence"]), role_grounds=_names(line["grounds"]),
        core=bool(line["core"]), score=round(_number(line["score"]), 2),
        reasons=grounds(reasons), doubts=doubts(reasons),
        likely_user=str(line["likely"]) if line["likely"] else None,
        likely_user_llr=round(_number(line["nats"]), 2) if line["likely"] else None,
    )


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
