"""Facts: what the column tables say once payments are sorted by kind and lines by owner."""

from dataclasses import dataclass

import polars as pl

from core.tables import Tables
from graph.indicators.lines import Lines, lines_of
from graph.indicators.words import starts_as_firm, tells

DAY_MS = 86_400_000
MACHINE_CLIENTS = 10  # cash from or to as many different accounts: a cash machine, not a person


@dataclass(frozen=True, slots=True)
class Facts:
    """Derived tables of one as-of day.

    accounts: account, holder, named (its holder is a known person), firm (an organisation's or a merchant's),
    machine (a cash machine's).
    payments: transfers between people's accounts of different holders, with src_holder, dst_holder.
    pairs: src_holder, dst_holder, n, amount_tiyn, one_way (the money never went back).
    cash: withdrawals: account, time_ms, amount_tiyn, sources. income: from firms to people. purchases: the reverse.
    lines: who calls whom, per phone; see graph.indicators.lines.
    days: length of the observed window.
    """

    accounts: pl.DataFrame
    payments: pl.DataFrame
    pairs: pl.DataFrame
    cash: pl.DataFrame
    income: pl.DataFrame
    purchases: pl.DataFrame
    lines: Lines
    days: float


def facts(tables: Tables) -> Facts:
    """Sort the tables once for all indicators."""
    accounts = _accounts(tables)
    known = accounts.select("account", "holder", "firm", "machine")
    moved = (
        tables.transfers
        .join(known.select(pl.all().name.prefix("src_")).rename({"src_account": "src"}), on="src", how="left")
        .join(known.select(pl.all().name.prefix("dst_")).rename({"dst_account": "dst"}), on="dst", how="left")
        .sort("time_ms", "id")
    )
    said = tells("channel", "cash") | tells("purpose", "cash")
    withdrawn = pl.col("dst_firm") & ~pl.col("src_firm") & (said | pl.col("dst_machine"))
    people = ~pl.col("src_firm") & ~pl.col("dst_firm")
    payments = moved.filter(people & (pl.col("src_holder") != pl.col("dst_holder")))
    return Facts(
        accounts=accounts,
        payments=payments.drop("src_firm", "dst_firm", "src_machine", "dst_machine", "channel"),
        pairs=_pairs(payments),
        cash=moved.filter(withdrawn).select("time_ms", "amount_tiyn", "sources", account="src", holder="src_holder"),
        income=moved.filter(pl.col("src_firm") & ~pl.col("dst_firm") & ~said & ~pl.col("src_machine")),
        purchases=moved.filter(pl.col("dst_firm") & ~pl.col("src_firm") & ~withdrawn),
        lines=lines_of(tables),
        days=_days(tables),
    )


def _accounts(tables: Tables) -> pl.DataFrame:
    """Every account with a holder; where none is known the account stands for its unnamed holder."""
    ends = [tables.transfers["src"], tables.transfers["dst"], tables.holders["account"]]
    seen = pl.concat([tables.accounts["id"], *ends]).unique().sort()
    registered = tables.holders.sort("account", "holder_kind", "holder").unique("account", keep="first")
    merchants, machines = _merchants(tables.transfers), _machines(tables.transfers)
    kind, conduct = pl.col("holder_kind"), pl.col("account").is_in(pl.concat([merchants, machines]).implode())
    return (
        pl.DataFrame({"account": seen}).join(registered, on="account", how="left")
        .select(
            "account",
            holder=pl.coalesce("holder", "account"),
            named=(kind == "person").fill_null(value=False),
            firm=(kind == "organisation").fill_null(value=False) | starts_as_firm("name", "trader_name")
            | (starts_as_firm("name") & (kind != "person").fill_null(value=True))
            | (conduct & (kind != "person").fill_null(value=True)),
            machine=(kind != "person").fill_null(value=True)
            & (tells("name", "cash") | pl.col("account").is_in(machines.implode())),
        )
    )


def _merchants(transfers: pl.DataFrame) -> pl.Series:
    """Accounts that behave as a firm's where no register names them: merchants, and payers of wages."""
    end = pl.when(tells("channel", "payroll")).then("src").when(tells("channel", "merchant")).then("dst")
    return transfers.select(end.alias("account"))["account"].drop_nulls().unique()


def _machines(transfers: pl.DataFrame) -> pl.Series:
    """Cash machines: accounts at which many draw or pay in."""
    at_machine = transfers.filter(tells("channel", "cash") | tells("purpose", "cash"))
    ends = pl.concat([at_machine.select(a="src", b="dst"), at_machine.select(a="dst", b="src")])
    clients = ends.group_by("a").agg(pl.col("b").n_unique()).filter(pl.col("b") >= MACHINE_CLIENTS)
    return clients["a"].rename("account")


def _pairs(payments: pl.DataFrame) -> pl.DataFrame:
    """Who paid whom how often, and whether it was ever returned."""
    pairs = payments.group_by("src_holder", "dst_holder").agg(n=pl.len(), amount_tiyn=pl.col("amount_tiyn").sum())
    back = pairs.select(src_holder="dst_holder", dst_holder="src_holder", back="n")
    return (
        pairs.join(back, on=["src_holder", "dst_holder"], how="left")
        .with_columns(one_way=pl.col("back").is_null()).drop("back").sort("src_holder", "dst_holder")
    )


def _days(tables: Tables) -> float:
    times = pl.concat([tables.transfers["time_ms"], tables.calls["time_ms"]])
    first, last = times.min(), times.max()
    return (last - first) / DAY_MS if isinstance(first, int) and isinstance(last, int) else 0.0
