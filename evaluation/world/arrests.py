"""The arrest register: two years of other people's offences, and members of rings with what they had on them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from evaluation.world import data
from evaluation.world.columns import Ints
from evaluation.world.crew import SHOP, Crew
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, Parameters
from evaluation.world.people import Society

HISTORY_DAYS = 720
SEIZED: Mapping[str, float] = {"courier": 0.3, "stash": 0.1, "operator": 0.06, "caller": 0.06, "packer": 0.01}
OTHERWISE = 0.03  # share arrested in 60 days of those whose role is not named above
SOLD_CARDS, BOUGHT = 0.02, 0.03  # shares of droppers and of buyers who stand in the register
CALLED_POSSESSION = 0.15  # label noise: couriers who are charged with possession only
CALLED_TRADE = 0.05  # and people with possession who are charged with sale
_CHARGE: Mapping[str, str] = {SHOP: "297", "fraud": "190", "casino": "307", "tobacco": "214", "seller": "214"}
_OTHERS = ("188", "190", "293", "345", "106")
_SUBSTANCES = ("марихуана", "гашиш", "мефедрон", "героин", "альфа-PVP", "MDMA")
# one line per arrest, places still as numbers; second counts from the first midnight of the world
SCHEMA = {
    "second": pl.Int64(), "party": pl.Int64(), "article": pl.String(), "city": pl.Int64(),
    "phones": pl.List(pl.Int64()), "account": pl.Int64(), "cash": pl.Int64(),
    "substance": pl.String(), "mass": pl.Float64(), "shop": pl.String(),
}  # fmt: skip


def seize(world: Parameters, own: Holdings, crew: Crew) -> pl.DataFrame:
    """Some members are arrested, mostly couriers: from then on they do nothing for the ring."""
    rng = world.rng(f"arrests {crew.name}")
    rows = [_seized(rng, world, own, crew, party, role) for party, role in crew.core]
    return pl.DataFrame([row for row in rows if row], schema=SCHEMA, orient="row")


def _seized(
    rng: np.random.Generator, world: Parameters, own: Holdings, crew: Crew, party: int, role: str
) -> tuple[object, ...] | None:
    first, chance = crew.style.opened + 5, SEIZED.get(role, OTHERWISE) * (world.days - crew.style.opened) / 60
    if first >= world.days or rng.random() > chance:
        return None
    day = int(rng.integers(first, world.days))
    crew.until[party] = day - 1
    drugs = crew.kind == SHOP
    charge = "296" if drugs and rng.random() < CALLED_POSSESSION else _CHARGE[crew.kind]
    in_use = [p.phone for p in crew.in_use(party) if p.from_day <= day <= p.to_day]
    return (
        day * DAY_S + int(rng.integers(0, DAY_S)), party, f"{charge} {rng.choice(['ч.2', 'ч.3'])}", crew.city,
        [*in_use, int(own.phone_of[party])], int(own.account_of[party]) if rng.random() < 0.5 else -1,
        int(rng.integers(0, 30)) * 10_000, str(rng.choice(_SUBSTANCES)) if drugs else "",
        round(float(rng.lognormal(2.5, 1.2)), 2) if drugs else 0.0, crew.shop,
    )  # fmt: skip


def other_arrests(world: Parameters, society: Society, own: Holdings, dealers: Ints, near: Ints) -> pl.DataFrame:
    """What the register holds besides: mostly possession of small amounts. `near`: buyers and droppers in it."""
    rng = world.rng("arrests")
    known = np.concatenate([near, dealers[rng.random(len(dealers)) < 0.3]])
    count = max(60, int(world.people * 0.03))
    party = np.concatenate([rng.integers(0, society.people, count), known])
    count = len(party)
    drugs = (rng.random(count) < 0.5) | (np.arange(count) >= count - len(known))
    trade = drugs & (np.isin(party, dealers) | (rng.random(count) < CALLED_TRADE))
    article = np.where(drugs, np.where(trade, "297", "296"), rng.choice(_OTHERS, count))
    part = pl.Series(rng.integers(1, 5, count)).cast(pl.String)
    phone = pl.Series(own.phone_of[party]).cast(pl.Int64)
    return pl.DataFrame(
        {
            "second": rng.integers(-HISTORY_DAYS * DAY_S, world.days * DAY_S, count),
            "party": party,
            "article": pl.Series(article) + " ч." + part,
            "city": society.city[party],
            "phones": pl.select(
                pl.when(pl.Series(rng.random(count) < 0.4))
                .then(pl.concat_list(phone))
                .otherwise(pl.lit([], pl.List(pl.Int64)))
            ).to_series(),
            "account": np.where(rng.random(count) < 0.05, own.account_of[party], -1),
            "cash": np.where(rng.random(count) < 0.05, rng.integers(1, 40, count) * 5_000, 0),
            "substance": pl.Series(np.where(drugs, rng.choice(_SUBSTANCES, count), "")),
            "mass": np.where(drugs, rng.lognormal(0, 1.2, count).round(2), 0.0),
            "shop": [""] * count,
        }
    ).select(pl.col(c).cast(t) for c, t in SCHEMA.items())


def known_to_police(world: Parameters, crews: list[Crew]) -> Ints:
    """Buyers and droppers of shops who were arrested with a little at some time."""
    rng = world.rng("known")
    groups = [(people, share) for crew in crews if crew.kind == SHOP
              for people, share in ((crew.customers, BOUGHT), (crew.droppers, SOLD_CARDS))]  # fmt: skip
    chosen = [people[rng.random(len(people)) < share] for people, share in groups]
    return np.concatenate([np.zeros(0, np.int64), *chosen])


def register(
    world: Parameters, society: Society, arrests: pl.DataFrame, phones: pl.DataFrame, accounts: pl.DataFrame
) -> pl.DataFrame:
    """The register's columns as text, in order of time."""
    rng = world.rng("register")
    rows = arrests.sort("second").with_row_index("n", offset=1)
    count = rows.height
    city = rows["city"].to_numpy()
    when = [datetime.combine(world.start, datetime.min.time()) + timedelta(seconds=s) for s in rows["second"]]
    numbers = [f"{w:%y}7510{c}31/{n:06d}" for w, c, n in zip(when, city, rows["n"], strict=True)]
    people = society.parties.select("iin", "native", "russian", "birth")[rows["party"].to_numpy()]
    lat, lon = rng.normal(0, 0.02, count), rng.normal(0, 0.04, count)
    habit, known, loose, born = rng.integers(0, 3, count), rng.random(count), rng.random(count), rng.random(count)
    spelled = [_loose(*row) for row in zip(people["native"], people["russian"], loose, strict=True)]
    cities = [data.cities()[c] for c in city]
    return pl.DataFrame(
        {
            "Номер ЕРДР": numbers,
            "Дата и время": [f"{w:%d.%m.%Y %H:%M}" for w in when],
            "Статья УК": [_spelled(a, int(h)) for a, h in zip(rows["article"], habit, strict=True)],
            "Место": [f"ул. {a}-я д. {b}" for a, b in rng.integers(1, 130, (count, 2))],
            "Город": [c.name for c in cities],
            "Широта": [f"{c.lat + d:.5f}" for c, d in zip(cities, lat, strict=True)],
            "Долгота": [f"{c.lon + d:.5f}" for c, d in zip(cities, lon, strict=True)],
            "ИИН": [i if k < 0.96 else "" for i, k in zip(people["iin"], known, strict=True)],
            "ФИО": spelled,
            "Дата рождения": [f"{b:%d.%m.%Y}" if k < 0.8 else "" for b, k in zip(people["birth"], born, strict=True)],
            "Изъятые телефоны": [" | ".join(phones["number"].gather(p)) for p in rows["phones"]],
            "Изъятые IMEI": [" | ".join(phones["imei"].gather(p).unique(maintain_order=True)) for p in rows["phones"]],
            "Изъятые карты и счета": [_card_or_account(accounts, a) for a in rows["account"]],
            "Изъято наличных KZT": [str(c) if c else "" for c in rows["cash"]],
            "Вещество": rows["substance"],
            "Масса г": [f"{m:.2f}" if m else "" for m in rows["mass"]],
            "Связанные номера ЕРДР": _linked(rng, numbers),
            "Статус": rng.choice(["задержан", "подозреваемый", "освобождён", "осуждён"], count),
            "Категория": np.where(rng.random(count) < 0.95, "подозреваемый", "свидетель"),
        }
    )


def masked_card(account: int) -> str:
    """The card of an account, masked."""
    return f"4400 41** **** {account * 7919 % 10_000:04d}"


def _card_or_account(accounts: pl.DataFrame, account: int) -> str:
    if account < 0:
        return ""
    return str(accounts["iban"][account]) if account % 2 else masked_card(account)


def _linked(rng: np.random.Generator, numbers: list[str]) -> list[str]:
    """Some neighbours in the register belong together."""
    linked = [""] * len(numbers)
    for first in range(0, len(numbers) - 1, 2):
        if rng.random() < 0.08:
            linked[first], linked[first + 1] = numbers[first + 1], numbers[first]
    return linked


def _spelled(article: str, habit: int) -> str:
    number, part = article.split(" ")
    return (f"ст.{number} {part} п.1", f"ст. {number} {part} УК РК", f"{number} ч. {part[2:]}")[habit]


def _loose(native: str, russian: str, chance: float) -> str:
    """Registrars' habits: capitals, initials, no patronymic, another order."""
    family, given, father = russian.split(" ")
    habits = ((0.5, russian), (0.65, native), (0.75, f"{family} {given[0]}.{father[0]}."), (0.85, f"{family} {given}"),
              (0.92, russian.upper()), (1.0, f"{given} {family}"))  # fmt: skip
    return next(text for limit, text in habits if chance <= limit)
