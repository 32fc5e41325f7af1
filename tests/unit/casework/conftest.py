"""A network on paper: facts made by hand, small or large, with texts as they come."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from casework.access.holding import member_ties
from casework.brief import Facts
from casework.brief.facts import AccountMoney, ArrestFact, DeliveryFact, PhoneCalls
from casework.purpose import Purpose
from core.answers import Activity, Edge
from core.networks import Member, Network, Reason, RowRef, Run
from graph.networks.holding import holding

ROLES = ("organiser", "operator", "supplier", "stash", "courier", "handler", "cashout")
NAMES = (
    "Сейтова Айгуль", "Әбенов Ғалымжан", "Өтеген Һүсайынұлы Ұлан", "Petrov Ivan", "Қасымова Іңкәр", "Шаһмарданов Қуат",
)  # fmt: skip
DAYS = tuple(f"2025-10-{day:02d}" for day in range(3, 32))


def reason(llr: float, rows: tuple[RowRef, ...], key: str = "words.unnamed") -> Reason:
    return Reason(indicator="made_up", family="flow", llr=llr, key=key, rows=rows, rows_total=len(rows) + 5)


def member(number: int, core: bool, name: str | None, chance: random.Random) -> Member:
    phone, iban = f"+7701{number:07d}", f"KZ86301A{number:012d}"
    rows = tuple(RowRef(source="ab12cd34ef56", file="bank_a.csv", row=row) for row in (12, 13, 14, 20))
    return Member(
        id=f"person:{number}" if name else f"phone:{phone}", iin="9003••••••39" if name else None, name=name,
        phones=(phone,), ibans=(iban,), role=ROLES[number % len(ROLES)] if core else "dropper", core=core,
        score=20 - number / 10, stability=chance.random() if core else None,
        reasons=(reason(2.0, rows), reason(1.0, rows[:1])), doubts=(reason(-1.0, rows[:1]),) if number == 1 else (),
    )  # fmt: skip


@pytest.fixture
def made() -> Callable[..., Facts]:
    """`made(core=…, droppers=…, name=…)`: facts of a network; `name` is the first member's."""

    def build(core: int = 4, droppers: int = 3, name: str | None = None) -> Facts:
        chance = random.Random(7)  # noqa: S311 - figures of a made-up network, not secrets
        names = [name or NAMES[0], *(NAMES[n % len(NAMES)] if n % 3 else None for n in range(1, core + droppers))]
        members = tuple(member(n, n < core, names[n], chance) for n in range(core + droppers))
        return facts_of(members, chance)

    return build


def facts_of(members: tuple[Member, ...], chance: random.Random) -> Facts:
    network = Network(
        id="network:1", rank=1, score=9, kind="drug_shop", city="Алматы", members=members, proposed_by=("cpm",),
        doubts=(), gaps=(), first_ms=1759450000000, last_ms=1761900000000,
    )  # fmt: skip
    run = Run(
        id="run-1", as_of="2025-12-01", started_ms=1764640000000, seconds=1.0, parameters={"seed": 0},
        code_version="0.1.0", data_hash="9f" * 32, networks=(network,),
    )  # fmt: skip
    edges = tuple(
        Edge(f"e{n}", f"account:{m.ibans[0]}", f"account:{members[chance.randrange(n)].ibans[0]}", "TRANSFERRED", n)
        for n, m in enumerate(members)
        if n
    )
    arrest = ArrestFact(
        "247510031/000001", 1760000000000, "297 ч. 3", "Алматы", "ул. Абая, 12", "мефедрон", 12.5, 20_000_000,
        (members[0].id, f"phone:{members[1].phones[0]}"), (RowRef(source="ff00ff00ff00", file="arrests.csv", row=7),),
    )  # fmt: skip
    return Facts(
        run=run, network=network, purpose=Purpose("a.seitova", "case 25-114"), edges=edges, arrests=(arrest,),
        money=tuple(AccountMoney(m.ibans[0], 3, 150_000_00, 2, 140_000_50, 5_000_00) for m in members),
        calls=tuple(PhoneCalls(m.phones[0], 30, 4, 3600, 5, 9) for m in members),
        activity=Activity(DAYS, *(tuple(chance.randrange(9) for _ in DAYS) for _ in range(3)), (0,) * len(DAYS)),
        deliveries=(DeliveryFact("bank_a.csv", "ab12cd34ef56", "bank-a", 1764547200000, 100, 90, 6, 4),),
        holding=holding(network, member_ties(network, edges, [arrest])),
    )  # fmt: skip


@pytest.fixture
def demonstration(made: Callable[..., Facts]) -> Facts:
    return replace(made(), demonstration=True)
