"""What is really so, in the columns of the sample's truth: read by tests and evaluation, never by the product."""

import numpy as np
import polars as pl

from evaluation.world import data
from evaluation.world.crew import Crew
from evaluation.world.parameters import Parameters
from evaluation.world.people import Society
from evaluation.world.shops import Cards
from evaluation.world.work_calls import ties as work_ties

SHOP = ("shop", "city", "second_city", "opened", "core_members", "couriers", "droppers", "buyers", "organiser_iin",
        "supplier_iin", "sink_ibans")  # fmt: skip


def persons(world: Parameters, society: Society, crews: list[Crew], others: pl.DataFrame) -> pl.DataFrame:
    """Everybody with role, shop and look-alike kind; buyers and droppers only where they are nothing else."""
    who = pl.concat([*(_crew_roles(world, crew) for crew in crews), _lookalike_roles(others)])
    who = who.group_by("party", maintain_order=True).agg(
        pl.col("role").first(), pl.col("shop").unique(maintain_order=True).str.join(";"),
        pl.col("core").any(), pl.col("role").slice(1).first().fill_null("").alias("also"),
        pl.col("from").min(), pl.col("to").max(),
    )  # fmt: skip
    people = society.parties.head(society.people).with_row_index("party").with_columns(pl.col("party").cast(pl.Int64))
    cities = dict(enumerate(c.name for c in data.cities()))
    table = people.join(who, on="party", how="left", maintain_order="left")
    return table.select(
        "iin", pl.col("role").fill_null("none"), pl.col("shop").fill_null(""), pl.col("core").fill_null(False),
        pl.col("also").fill_null(""), pl.col("city").replace_strict(cities, return_dtype=pl.String),
        active_from_day="from", active_to_day="to", birth="birth", sex="sex", iin_birth_mismatch="iin_birth_mismatch",
    )  # fmt: skip


def _crew_roles(world: Parameters, crew: Crew) -> pl.DataFrame:
    rows = [(party, role, True, crew.until.get(party, world.days - 1)) for party, role in crew.core]
    for role, parties in (("dropper", crew.droppers), ("buyer", crew.buyers), ("straw", crew.straws)):
        rows += [(int(party), role, False, world.days - 1) for party in parties]
    table = pl.DataFrame(
        rows, schema={"party": pl.Int64, "role": pl.String, "core": pl.Boolean, "to": pl.Int64}, orient="row"
    )
    return table.select(
        "party",
        "role",
        "core",
        pl.lit(crew.name).alias("shop"),
        pl.lit(crew.style.opened).cast(pl.Int64).alias("from"),
        "to",
    )


def _lookalike_roles(others: pl.DataFrame) -> pl.DataFrame:
    nothing = pl.lit(None, dtype=pl.Int64)
    return others.select(
        "party",
        "role",
        pl.lit(False).alias("core"),
        pl.lit("").alias("shop"),
        nothing.alias("from"),
        nothing.alias("to"),
    )


def shops(
    world: Parameters, society: Society, crews: list[Crew], cards: list[Cards], accounts: pl.DataFrame
) -> pl.DataFrame:
    """One line per shop."""
    iin = society.parties["iin"]
    rows = [
        {
            "shop": crew.name,
            "city": data.cities()[crew.city].name,
            "second_city": data.cities()[crew.city].name,
            "opened": str(np.datetime64(world.start) + crew.style.opened),
            "core_members": len(crew.core),
            "couriers": len(crew.roles["courier"]),
            "droppers": len(crew.droppers),
            "buyers": len(crew.buyers),
            "organiser_iin": iin[crew.roles["organiser"][0]],
            "supplier_iin": iin[crew.roles["supplier"][0]],
            "sink_ibans": ";".join(accounts["iban"].gather(held.sinks)),
        }
        for crew, held in zip(crews, cards, strict=True)
    ]
    schema = dict.fromkeys(SHOP, pl.String) | dict.fromkeys(
        ("core_members", "couriers", "droppers", "buyers"), pl.Int64
    )
    return pl.DataFrame(rows, schema=schema)


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


def phone_switches(world: Parameters, crews: list[Crew], phones: pl.DataFrame, iin: pl.Series) -> pl.DataFrame:
    """Work phones that followed each other."""
    rows = [
        (
            phones["number"][old.phone],
            phones["number"][new.phone],
            str(np.datetime64(world.start) + new.from_day),
            iin[party],
            False,
        )
        for crew in crews
        for party, _ in crew.core
        for old, new in zip(crew.in_use(party), crew.in_use(party)[1:], strict=False)
    ]
    schema = {"old": pl.String, "new": pl.String, "date": pl.String, "person": pl.String, "benign": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def aliases(society: Society) -> pl.DataFrame:
    """How each person's name is written where."""
    people = society.parties.head(society.people)
    forms = ("native", "russian", "cp1251", "latin", "masked")
    return pl.concat([people.select("iin", spelling=form, form=pl.lit(form)) for form in forms])


def ties(society: Society, crews: list[Crew], cards: list[Cards], seen: pl.DataFrame) -> pl.DataFrame:
    """Criminal ties with what the exports show of them, and everyday ties without. `seen`: a, b, calls, transfers."""
    rows = []
    for crew, held in zip(crews, cards, strict=True):
        role = dict(crew.core)
        rows += [(a, b, f"{role[a]}-{role[b]}", crew.name) for (a, b), _ in work_ties(crew)]
        rows += [(crew.roles["handler"][0], int(d), "handler-dropper", crew.name) for d in np.unique(held.dropper)]
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
