"""From what the stages found to the ranked networks that are shown."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from core.networks import Kind, Member, Network, Reason
from graph.indicators.ring import part
from graph.indicators.scene import Scene
from graph.networks.gaps import gaps
from graph.networks.kinds import SPEAKS_FOR, SURE
from graph.networks.members import Findings, members
from graph.networks.select import Chosen

PEOPLE, CORE = 1, 3  # of the core: proposed people, and people and lines together; below that it is no network
NOTHING = "nothing_for_drugs"  # no kind can be said, and nothing speaks for drugs: not for this agency to look at
FIRST: Mapping[Kind, int] = {"drug_shop": 0, "cannot_say": 1}


@dataclass(frozen=True, slots=True)
class Judged:
    """A network before it has a rank."""

    chosen: Chosen
    kind: Kind
    drugs: float
    members: tuple[Member, ...]
    fdr: float | None = None

    @property
    def score(self) -> float:
        """Evidence for drugs, and how well its people stand on average; a network is not better for being larger."""
        core = [member.score for member in self.members if member.core]
        return round(self.drugs + sum(core) / len(core), 2)


def survivors(chosen: Sequence[Chosen], kinds: pl.DataFrame, findings: Findings) -> tuple[list[Judged], dict[str, int]]:
    """Networks that stand up to the two-key rule, best first; and how many were left out because they are not drugs."""
    judged: list[Judged] = []
    left_out: dict[str, int] = {}
    verdict = {name: (kind, drugs, leads) for name, kind, drugs, leads in kinds.iter_rows()}
    for each in chosen:
        kind, drugs, leads = verdict.get(each.name, ("cannot_say", 0.0, 0.0))
        found = members(each.name, findings)
        core = [member for member in found if member.core]
        if len(core) < CORE or sum(member.iin is not None for member in core) < PEOPLE:
            continue
        if leads >= SURE:
            left_out[kind] = left_out.get(kind, 0) + 1
            continue
        if kind == "cannot_say" and drugs <= 0:
            left_out[NOTHING] = left_out.get(NOTHING, 0) + 1
            continue
        judged.append(Judged(each, kind, drugs, found))
    return sorted(judged, key=lambda one: (FIRST.get(one.kind, 2), -one.score, one.chosen.name)), left_out


def networks(
    scene: Scene, run: str, judged: Sequence[Judged], told: Mapping[tuple[str, str], Sequence[Reason]],
) -> tuple[Network, ...]:
    """The ranked networks."""
    missing, spans, cities = gaps(scene), _spans(scene), _cities(scene)
    made = []
    for rank, one in enumerate(judged, start=1):
        name = one.chosen.name
        about = told.get((name, name), ())
        first, last = spans.get(name, (None, None))
        made.append(Network(
            id=f"network:{run.removeprefix('run:')}-{rank:02d}", rank=rank, score=one.score, kind=one.kind,
            kind_reasons=tuple(each for each in about if _speaks(each, one.kind)),
            doubts=tuple(each for each in about if not _speaks(each, one.kind)),
            proposed_by=one.chosen.proposers, city=cities.get(name), members=one.members,
            gaps=missing.get(name, ()), first_ms=first, last_ms=last, fdr=one.fdr,
        ))
    return tuple(made)


def _speaks(reason: Reason, kind: Kind) -> bool:
    """Whether a finding on the kind is for this one; where none can be named, those for drugs are the grounds."""
    return SPEAKS_FOR[reason.indicator] == ("drug_shop" if kind == "cannot_say" else kind)


def _spans(scene: Scene) -> dict[str, tuple[int, int]]:
    """First and last event of the network's accounts among themselves and of its lines."""
    accounts, lines = part(scene, "sink", "cashout", "card"), part(scene, "line")
    money = scene.facts.payments.join(accounts, left_on="src", right_on="entity").join(
        accounts, left_on=["network", "dst"], right_on=["network", "entity"], how="semi",
    )
    calls = scene.facts.lines.talk.join(lines, left_on="src", right_on="entity")
    both = pl.concat([money.select("network", "time_ms"), calls.select("network", "time_ms")])
    spans = both.group_by("network").agg(first=pl.col("time_ms").min(), last=pl.col("time_ms").max())
    return {name: (first, last) for name, first, last in spans.iter_rows()}


def _cities(scene: Scene) -> dict[str, str]:
    """City where the network's lines are mostly seen."""
    seen = scene.tables.calls.select("src", "cell").join(part(scene, "line"), left_on="src", right_on="entity").join(
        scene.tables.cells.select("city", cell="id"), on="cell",
    ).filter(pl.col("city").is_not_null())
    most = seen.group_by("network", "city").agg(n=pl.len()).sort(
        "network", "n", "city", descending=[False, True, False],
    )
    return dict(most.group_by("network", maintain_order=True).first().select("network", "city").iter_rows())


def run_id(parts: Sequence[object]) -> str:
    """Id of a run: the same input, parameters and code give the same."""
    return "run:" + hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=6).hexdigest()
