"""What is really so in a synthetic world: read from its truth folder, for scores only, never as input."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from core.errors import InputError

UNINVOLVED = "none"


@dataclass(frozen=True)
class Truth:
    """Shops with their core members, and what each person is. Persons are named by IIN.

    `role` is the part in a shop, or the kind of uninvolved person («taxi», «none»). `phone_user` and
    `account_user` say who really uses a phone or an account.
    """

    shops: Mapping[str, frozenset[str]]
    role: Mapping[str, str]
    phone_user: Mapping[str, str]
    account_user: Mapping[str, str]

    @cached_property
    def core(self) -> frozenset[str]:
        """Core members of all shops."""
        return frozenset().union(*self.shops.values())

    @cached_property
    def droppers(self) -> frozenset[str]:
        """Persons who sell their cards to a drug shop."""
        return frozenset(iin for iin, role in self.role.items() if role == "dropper")


def read_truth(folder: Path) -> Truth:
    """The truth of a world from its CSV files.

    Raises:
        InputError: a file is missing.
    """
    persons = _table(folder, "persons.csv")
    core = persons.filter(pl.col("core") == "true").with_columns(pl.col("shop").str.split(";")).explode("shop")
    shops = core.group_by("shop", maintain_order=True).agg("iin").sort("shop")
    return Truth(
        shops={shop: frozenset(members) for shop, members in shops.iter_rows()},
        role=dict(persons.select("iin", "role").iter_rows()),
        phone_user=dict(_table(folder, "phone_users.csv").select("phone", "user_iin").iter_rows()),
        account_user=dict(_table(folder, "account_control.csv").select("iban", "controller_iin").iter_rows()),
    )


def _table(folder: Path, name: str) -> pl.DataFrame:
    path = folder / name
    if not path.is_file():
        raise InputError(f"{path} is missing: {folder} is not the truth folder of a synthetic world.")
    return pl.read_csv(path, infer_schema=False).fill_null("")
