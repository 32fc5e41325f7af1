"""Who is within reach of two keys, in a shop small enough to be counted by hand."""

from types import SimpleNamespace

import polars as pl

from core.tables import Tables
from evaluation.study.reach import within_reach
from evaluation.truth import Truth


def shop():
    """Five members with a line and a work line each; the boss controls the paying account."""
    people = ["boss", "seen", "paid", "talks", "taken"]
    users = {f"{of} {who}": who for of in ("own", "work") for who in people}
    calls = [("own seen", "aunt", "mast", None)] * 3 + [("work seen", "work boss", "mast", None)] * 5
    calls += [("own talks", "own boss", None, None)] * 2 + [("work taken", "aunt", None, "imei:1")]
    return SimpleNamespace(
        truth=Truth(shops={"S01": frozenset(people)}, role={}, phone_user=users, account_user={"pot": "boss"}),
        tables=Tables.build({
            "persons": table("persons", id=people, iin=people),
            "subscribers": table("subscribers", phone=[f"phone:own {who}" for who in people], holder=people),
            "holders": table("holders", account=["account:seen", "account:paid", "account:boss"],
                             holder=["seen", "paid", "boss"]),
            "transfers": table("transfers", src=["account:pot"] * 3,
                               dst=["account:seen", "account:paid", "account:boss"]),
            "calls": table("calls", src=[f"phone:{a}" for a, *_ in calls], dst=[f"phone:{b}" for _, b, *_ in calls],
                           cell=[c for *_, c, _ in calls], imei=[i for *_, i in calls]),
            "arrests": table("arrests", arrest=["1", "2"], person=["talks", "taken"]),
            "seizures": table("seizures", arrest=["2"], item=["imei:1"]),
        }),
    )  # fmt: skip


def table(name, **columns):
    """Some columns of a table; the others are null."""
    empty = getattr(Tables.build({}), name)
    given = pl.DataFrame(columns, schema={column: empty.schema[column] for column in columns})
    rest = [pl.lit(None, kind).alias(column) for column, kind in empty.schema.items() if column not in columns]
    return given.with_columns(rest).select(empty.columns)


def test_who_has_two_kinds_of_rows_is_within_reach_and_nobody_else():
    assert within_reach(shop()) == {"seen", "talks", "taken"}, "paid alone is one kind, the boss pays himself"
