"""Mentions of persons: names and facts as etl.resolve compares them, and the truth of who each mention is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from core.home import Home
from etl.delivery import deliveries
from etl.in_force import InForce
from etl.resolve.mentions import FACTS

ALIAS, ROW = "alias", "row"
Things = dict[str, tuple[str, str | None, str | None]]
# record kind → where its persons stand: IIN, name, and what else the row says of them
_GIVEN: dict[str, list[tuple[str, str, Things]]] = {
    "subscriber": [("iin", "name", {"phone": ("phone", "from_ms", "to_ms")})],
    "account_holder": [("iin", "name", {"account": ("account", None, None), "phone": ("phone", None, None)})],
    "transfer": [(f"{end}_iin", f"{end}_name", {"account": (f"{end}_account", None, None)}) for end in ("from", "to")],
    "arrest": [("iin", "name", {"birth": ("birth_date", None, None), "phone": ("phones", "time_ms", "time_ms"),
                                "item": ("cards_accounts", None, None)})],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mentions:
    """`names` and `facts` as etl.resolve.table takes them; `truth`: columns id, person."""

    names: pl.DataFrame
    facts: pl.DataFrame
    truth: pl.DataFrame


def of_sample(home: Home, truth: Path, unit: str, *, births: bool = False) -> Mentions:
    """The persons that a loaded home's rows speak of, IIN withheld and used for the truth alone.

    `unit` alias: one mention for each spelling of each person, with all that the rows which spell so give (phone
    and its time, account, birth date and seized things of an arrest). `unit` row: one for each phone, account or
    arrest as a register gives it: what one row knows, and no more.

    `births`: where a row gives an IIN, the day of birth in its first six digits is left to the mention, as in
    registers that give a birth date in the number's place; the rest of the number is withheld.

    A name that a bank masks («Айгул А.») stands beside another bank's account without an IIN; the truth of whose
    account it is comes from account_control.
    """
    holders = pl.read_csv(truth / "account_control.csv", infer_schema=False).select(
        account="iban", holder="registered_iin"
    )
    rows = pl.concat(_rows(home, holders, births=births), how="diagonal").drop_nulls(["person", "name"])
    rows = rows.filter(~pl.col("person").str.slice(4, 1).is_in(["4", "5", "6"]))  # organisations have numbers
    own = ["person", "name"] if unit == ALIAS else ["person", "name", "of"]
    rows = rows.with_columns(id=pl.lit("person:") + pl.concat_str(own, separator="|").hash(7).cast(pl.String))
    return Mentions(
        rows.select("id", "name", checked=pl.lit(value=False)).unique(),
        rows.select(*FACTS).drop_nulls("thing").unique(),
        rows.select("id", "person").unique(),
    )


def _rows(home: Home, holders: pl.DataFrame, *, births: bool) -> Iterator[pl.DataFrame]:
    """Columns person, name, of (the phone, account or arrest), kind, thing, from_ms, to_ms."""
    in_force = InForce.of(home)
    for delivery in deliveries(home):
        for iin, name, things in _GIVEN.get(delivery.record, ()):
            rows = in_force.scan(delivery).collect()
            if delivery.record == "transfer":
                account = iin.replace("iin", "account")
                rows = rows.join(holders, left_on=account, right_on="account", how="left")
                rows = rows.with_columns(pl.coalesce(iin, "holder").alias("person"), pl.col(iin).alias("given_iin"))
            else:
                rows = rows.with_columns(pl.col(iin).alias("person"), pl.col(iin).alias("given_iin"))
            told = list(_facts(rows, name, things))
            yield from told
            if births:
                yield _births(told[0].drop_nulls("given_iin"))


def _facts(rows: pl.DataFrame, name: str, things: Things) -> Iterator[pl.DataFrame]:
    of = rows["number"] if "number" in rows.columns else rows[next(iter(things.values()))[0]]
    for kind, (field, begins, ends) in things.items():
        table = rows.select(
            person="person", given_iin="given_iin", name=name, of=of, kind=pl.lit(kind), thing=field,
            from_ms=_time(begins), to_ms=_time(ends),
        ).unique()  # fmt: skip
        table = table.explode("thing") if table.schema["thing"] == pl.List(pl.String) else table
        if kind == "item":
            parts = pl.col("thing").str.splitn(":", 2).struct
            table = table.with_columns(kind=parts[0], thing=parts[1])
        yield table


def _time(field: str | None) -> pl.Expr:
    return pl.col(field) if field else pl.lit(None, pl.Int64)


def _births(rows: pl.DataFrame) -> pl.DataFrame:
    """The birth date that the IIN of a row encodes."""
    iin, nothing = pl.col("given_iin"), pl.lit(None, pl.Int64)
    century = iin.str.slice(6, 1).replace_strict({"3": "19", "4": "19", "5": "20", "6": "20"}, default=None)
    day = pl.concat_str(century, iin.str.head(6)).str.to_date("%Y%m%d", strict=False).cast(pl.String)
    return rows.with_columns(kind=pl.lit("birth"), thing=day, from_ms=nothing, to_ms=nothing).unique()
