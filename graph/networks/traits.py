"""Traits: what the roles of members are judged by, from accounts, payments, and the work lines that are theirs."""

import polars as pl

from graph.indicators.evidence import DIGITS
from graph.indicators.movement.night_rounds import night_rounds
from graph.indicators.movement.places import placed
from graph.indicators.ring import part, ring_payments
from graph.indicators.scene import Scene
from graph.networks.ties import layers

TRAITS = (
    "sink", "cashout", "reach", "rank", "ties", "chiefs", "contacts", "busy", "rove", "rounds", "paid", "most", "lines",
)  # fmt: skip
LOCATED = 4  # places of a line below which its ways say nothing


def traits(scene: Scene, users: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Per network and member the TRAITS, as numbers; 0 where nothing is known.

    sink, cashout: such an account is theirs. reach: talks with holders of the cards. rank, ties: how many lines of the
    network theirs talk with, ranked (0-1) and as log. chiefs: mean rank of those. contacts: log of all lines talked
    with. busy: log of events per contact. rove: places seen at, by the root of how often seen. rounds: night rounds of
    a private phone. paid, most: paid by the network, and log of the greatest payment in units of its median. lines:
    log of work lines used. A line counts for the person whose it is, or likely.
    """
    whose = users.select("network", "user", entity=pl.coalesce("person", "user"))
    likely = users.filter(pl.col("person").is_null() & pl.col("likely").is_not_null())
    ours = pl.concat([whose, likely.select("network", "user", entity="likely")])
    lines = _lines(scene, users).join(ours, on=["network", "user"]).group_by("network", "entity").agg(
        pl.col("lines").sum(), pl.exclude("network", "entity", "user", "lines").max(),
    )
    who = pl.concat([
        members.select("network", "entity"), ours.select("network", "entity"), part(scene, "sink", "cashout"),
    ]).unique().sort("network", "entity")
    for table in (_held(scene, "sink"), _held(scene, "cashout"), lines, _pay(scene)):
        who = who.join(table, on=["network", "entity"], how="left")
    who = who.join(night_rounds(scene).select("entity", rounds=pl.lit(1.0)).unique(), on="entity", how="left")
    known = who.with_columns(pl.exclude("network", "entity").cast(pl.Float64).fill_null(0.0))
    logs = known.with_columns(pl.col("ties", "contacts", "busy", "lines").log1p())
    return logs.select("network", "entity", pl.col(*TRAITS).round(DIGITS))


def _lines(scene: Scene, users: pl.DataFrame) -> pl.DataFrame:
    """Per network and user of lines: ties and rank in the network, chiefs, contacts, busy, rove, reach, lines."""
    found = layers(scene)
    ours = users.select("network", "user")
    ends = pl.concat([found["calls"].select(user="src", other="dst"), found["calls"].select(user="dst", other="src")])
    inside = ends.join(ours, on="user").join(ours.rename({"user": "other"}), on=["network", "other"])
    degree = ours.join(inside.group_by("network", "user").agg(ties=pl.len()), on=["network", "user"], how="left")
    ranked = degree.with_columns(pl.col("ties").fill_null(0)).with_columns(
        rank=pl.col("ties").rank("average").over("network") / pl.len().over("network"),
    )
    chiefs = inside.join(ranked.select("network", other="user", of="rank"), on=["network", "other"]).group_by(
        "network", "user",
    ).agg(chiefs=pl.col("of").mean())
    talk = scene.facts.lines.contacts.join(scene.lines.select("line", "user"), on="line").group_by("user").agg(
        contacts=pl.col("other").n_unique(), busy=pl.col("events").sum() / (pl.col("other").n_unique() + 1),
    )
    seen = placed(scene).join(scene.lines.select("line", "user"), on="line").group_by("user").agg(
        rove=pl.when(pl.len() >= LOCATED).then(pl.col("site").n_unique() / pl.len().sqrt()),
    )
    reach = found["reaches_cards"].select(user="src", reach=pl.lit(1.0)).unique()
    told = ranked.join(chiefs, on=["network", "user"], how="left")
    for table in (talk, seen, reach, users.select("user", lines=pl.col("lines").list.len()).unique("user")):
        told = told.join(table, on="user", how="left")
    return told


def _held(scene: Scene, kind: str) -> pl.DataFrame:
    """Hubs of a kind and their holders, flagged with it."""
    hubs = part(scene, kind)
    holders = hubs.join(scene.facts.accounts.select(entity="account", holder="holder"), on="entity")
    both = pl.concat([hubs, holders.select("network", entity="holder")]).unique()
    return both.with_columns(pl.lit(1.0).alias(kind))


def _pay(scene: Scene) -> pl.DataFrame:
    amount = pl.col("amount_tiyn")
    usual = ring_payments(scene).with_columns(usual=amount.median().over("network"))
    return usual.group_by("network", entity="dst_holder").agg(
        paid=pl.lit(1.0), most=((amount / pl.col("usual")).max() + 0.1).log(),
    )
