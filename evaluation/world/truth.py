"""What is really so, in the columns of the sample's truth: read by tests and evaluation, never by the product."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from evaluation.world import data
from evaluation.world.cards import Purse
from evaluation.world.columns import Ints
from evaluation.world.crew import SHOP, Crew
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, Parameters
from evaluation.world.people import Society
from evaluation.world.ring_calls import ties as ring_ties

SHOP_COLUMNS = ("shop", "city", "second_city", "opened", "core_members", "couriers", "droppers", "buyers",
                "organiser_iin", "supplier_iin", "sink_ibans")  # fmt: skip


def persons(world: Parameters, society: Society, crews: list[Crew], others: Mapping[str, Ints]) -> pl.DataFrame:
    """Everybody with role, shop and look-alike kind; who is several things is first what he is in a shop."""
    crews = sorted(crews, key=lambda crew: crew.kind != SHOP)
    who = pl.concat([*(part(world, crew) for part in (_members, _crowd) for crew in crews), _rest(others)])
    text = pl.col("shop").filter(pl.col("shop") != "").unique(maintain_order=True).str.join(";")
    who = who.group_by("party", maintain_order=True).agg(
        pl.col("role").first(), text.fill_null(""), pl.col("core").any(),
        pl.col("role").unique(maintain_order=True).slice(1).first().fill_null("").alias("also"),
        pl.col("from").min(), pl.col("to").max(),
    )  # fmt: skip
    people = society.parties.head(society.people).with_row_index("party").with_columns(pl.col("party").cast(pl.Int64))
    table = people.join(who, on="party", how="left", maintain_order="left")
    return table.select(
        "iin", pl.col("role").fill_null("none"), pl.col("shop").fill_null(""), pl.col("core").fill_null(False),
        pl.col("also").fill_null(""), _city_name(pl.col("city")).alias("city"),
        active_from_day="from", active_to_day="to", birth="birth", sex="sex", iin_birth_mismatch="iin_birth_mismatch",
    )  # fmt: skip


def role_name(crew: Crew, role: str) -> str:
    """How truth names a part in a ring: in a shop by itself, in a rival with the rival's kind."""
    if crew.kind == SHOP:
        return "buyer" if role == "customer" else role
    return crew.ring.named.get(role, f"{crew.kind}_{role}")


def _members(world: Parameters, crew: Crew) -> pl.DataFrame:
    rows = [(party, role_name(crew, role), crew.until.get(party, world.days - 1)) for party, role in crew.core]
    parties, roles, until = zip(*rows, strict=True)
    return _roles(crew, parties, roles, until, core=crew.kind == SHOP)


def _crowd(world: Parameters, crew: Crew) -> pl.DataFrame:
    parts = (("dropper", crew.droppers), ("straw", crew.straws), ("customer", crew.customers))
    names = [role if role == "straw" else role_name(crew, role) for role, group in parts for _ in group]
    parties = [int(party) for _, group in parts for party in group]
    return _roles(crew, parties, names, [world.days - 1] * len(parties), core=False)


def _roles(
    crew: Crew, parties: Sequence[int], roles: Sequence[str], until: Sequence[int], *, core: bool
) -> pl.DataFrame:
    opened = pl.lit(crew.style.opened, pl.Int64).alias("from")
    columns = {"party": pl.Series(parties, dtype=pl.Int64), "role": pl.Series(roles, dtype=pl.String),
               "to": pl.Series(until, dtype=pl.Int64)}  # fmt: skip
    return pl.DataFrame(columns).select(
        "party", "role", "to", opened, pl.lit(core).alias("core"), pl.lit(crew.shop).alias("shop")
    )


def _rest(others: Mapping[str, Ints]) -> pl.DataFrame:
    parties = [pl.DataFrame({"party": group}).with_columns(role=pl.lit(role)) for role, group in others.items()]
    nothing = pl.lit(None, dtype=pl.Int64)
    return pl.concat(parties).select(
        pl.col("party").cast(pl.Int64), "role", nothing.alias("to"), nothing.alias("from"), pl.lit(False).alias("core"),
        pl.lit("").alias("shop"),
    )  # fmt: skip


def _city_name(place: pl.Expr) -> pl.Expr:
    names = dict(enumerate(city.name for city in data.cities()))
    return place.replace_strict(names, return_dtype=pl.String)


def shops(
    world: Parameters, society: Society, crews: list[Crew], purses: list[Purse], accounts: pl.DataFrame
) -> pl.DataFrame:
    """One line per drug shop."""
    iin = society.parties["iin"]
    rows = [
        {
            "shop": crew.name,
            "city": data.cities()[crew.city].name,
            "second_city": data.cities()[crew.second_city].name,
            "opened": str(np.datetime64(world.start) + crew.style.opened),
            "core_members": len(crew.core),
            "couriers": len(crew.roles["courier"]),
            "droppers": len(np.unique(crew.droppers)),
            "buyers": len(crew.customers),
            "organiser_iin": iin[crew.roles["organiser"][0]],
            "supplier_iin": iin[crew.roles["supplier"][0]],
            "sink_ibans": ";".join(accounts["iban"].gather(purse.sinks.account)),
        }
        for crew, purse in zip(crews, purses, strict=True)
        if crew.kind == SHOP
    ]
    counted = ("core_members", "couriers", "droppers", "buyers")
    schema = dict.fromkeys(SHOP_COLUMNS, pl.String) | dict.fromkeys(counted, pl.Int64)
    return pl.DataFrame(rows, schema=schema)


def rings(society: Society, crews: list[Crew]) -> pl.DataFrame:
    """Members of every ring, rivals too: ring, kind, iin, role."""
    iin = society.parties["iin"]
    rows = [(crew.name, crew.kind, iin[party], role) for crew in crews for party, role in crew.core]
    return pl.DataFrame(rows, schema=["ring", "kind", "iin", "role"], orient="row")


def origins(society: Society) -> pl.DataFrame:
    """Where each person's name comes from; to compare error rates, and for nothing else."""
    return society.parties.head(society.people).select("iin", "origin")


def account_control(world: Parameters, accounts: pl.DataFrame, iin: pl.Series) -> pl.DataFrame:
    """Whose account it is on paper and who moves its money, with the days of that."""
    registered, controller = iin.gather(accounts["registered"]), iin.gather(accounts["controller"])
    return accounts.select("iban", registered_iin=registered, controller_iin=controller, bank="bank").hstack(
        _span(world, accounts)
    )


def phone_users(world: Parameters, phones: pl.DataFrame, iin: pl.Series) -> pl.DataFrame:
    """Who a number is registered to and who uses it."""
    registered = pl.when(pl.col("registered") >= 0).then(iin.gather(phones["registered"].clip(0))).otherwise(pl.lit(""))
    user = iin.gather(phones["user"])
    told = phones.select(phone="number", registered_iin=registered, user_iin=user, operator="operator")
    return told.hstack(_span(world, phones)).hstack(phones.select("imei", "burner"))


def _span(world: Parameters, book: pl.DataFrame) -> pl.DataFrame:
    """Columns from and to; empty = always."""
    days = {"from": pl.col("from_day"), "to": pl.col("to_day")}
    shown = {name: (pl.lit(world.start) + pl.duration(days=day)).dt.strftime("%Y-%m-%d") for name, day in days.items()}
    return book.select(pl.when(days[name] >= 0).then(text).alias(name) for name, text in shown.items())


def phone_switches(
    world: Parameters, crews: list[Crew], own: Holdings, phones: pl.DataFrame, iin: pl.Series
) -> pl.DataFrame:
    """Phones that followed each other: work phones, and ordinary people's new numbers."""
    rows = [
        (old.phone, new.phone, new.from_day, party, False)
        for crew in crews
        for party, _ in crew.core
        for old, new in zip(crew.in_use(party), crew.in_use(party)[1:], strict=False)
    ]
    who = np.flatnonzero(own.next_phone >= 0)
    columns = (own.phone_of[who], own.next_phone[who], own.switched[who] // DAY_S, who, np.ones(len(who), dtype=bool))
    table = pl.DataFrame(rows, schema=_SWITCH, orient="row")
    table = pl.concat([table, pl.DataFrame(dict(zip(_SWITCH, columns, strict=True)), schema=_SWITCH)])
    date = (pl.lit(world.start) + pl.duration(days=pl.col("day"))).dt.strftime("%Y-%m-%d")
    return table.select(
        old=phones["number"].gather(table["old"]), new=phones["number"].gather(table["new"]), date=date,
        person=iin.gather(table["party"]), benign="benign",
    )  # fmt: skip


_SWITCH = {"old": pl.Int64, "new": pl.Int64, "day": pl.Int64, "party": pl.Int64, "benign": pl.Boolean}


def aliases(society: Society) -> pl.DataFrame:
    """How each person's name is written where."""
    people = society.parties.head(society.people)
    forms = ("native", "russian", "cp1251", "latin", "masked")
    return pl.concat([people.select("iin", spelling=form, form=pl.lit(form)) for form in forms])


def ties(society: Society, crews: list[Crew], purses: list[Purse], seen: pl.DataFrame) -> pl.DataFrame:
    """Criminal ties with what the exports show of them, and everyday ties without. `seen`: a, b, calls, transfers."""
    rows = []
    for crew, purse in zip(crews, purses, strict=True):
        if crew.kind == SHOP:
            role = dict(crew.core)
            rows += [(a, b, f"{role[a]}-{role[b]}", crew.name) for (a, b), _ in ring_ties(crew)]
            holders = np.unique(purse.cards.holder).tolist()
            rows += [(crew.roles["handler"][0], holder, "handler-dropper", crew.name) for holder in holders]
    people = np.arange(society.people)
    home = society.household[people[1:]] == society.household[people[:-1]]
    rows += [(int(a), int(a) + 1, "household", "") for a in people[:-1][home]]
    rows += [(int(a), int(b), "friend", "") for a, b in enumerate(society.friends[:, 0])]
    table = pl.DataFrame(
        rows, schema={"a": pl.Int64, "b": pl.Int64, "kind": pl.String, "shop": pl.String}, orient="row"
    )
    iin = society.parties["iin"]
    table = table.join(seen, on=["a", "b"], how="left", maintain_order="left")
    return table.select(
        a_iin=iin.gather(table["a"]), b_iin=iin.gather(table["b"]), kind="kind", shop="shop",
        calls_seen=pl.col("calls").fill_null(0), transfers_seen=pl.col("transfers").fill_null(0),
    )  # fmt: skip
