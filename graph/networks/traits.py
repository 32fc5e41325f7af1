"""Traits: what the roles of members are judged by, from accounts, payments, and the work lines that are theirs."""

import polars as pl

from graph.indicators.movement.night_rounds import night_rounds
from graph.indicators.movement.places import placed
from graph.indicators.ring import part, ring_payments
from graph.indicators.scene import Scene
from graph.networks.ties import layers

LOCATED = 4  # places of a line below which its nights say nothing
NIGHTS = 0.65  # share of a line's calls in the evening and at night: it works then
LEADS = 0.85  # rank of a line's contacts within its network
CONTACTS = 4  # that a leading line has at least
FLAGS = ("sink", "cashout", "reaches", "leads", "nightly", "rounds")


def traits(scene: Scene, users: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Per network and member: FLAGS, `events` of a leading line per contact, and `most`, the greatest payment.

    `most` is in units of the network's median payment to people. A line counts for the person whose it is, or likely.
    """
    whose = users.select("network", "user", entity=pl.coalesce("person", "user"))
    likely = users.filter(pl.col("person").is_null() & pl.col("likely").is_not_null())
    ours = pl.concat([whose, likely.select("network", "user", entity="likely")])
    lines = _lines(scene, users).join(ours, on=["network", "user"]).group_by("network", "entity").agg(
        pl.col("reaches", "leads", "nightly").any(), pl.col("events").max(),
    )
    who = pl.concat([
        members.select("network", "entity"), ours.select("network", "entity"), part(scene, "sink", "cashout"),
    ]).unique().sort("network", "entity")
    for kind in ("sink", "cashout"):
        who = who.join(_held(scene, kind), on=["network", "entity"], how="left")
    rounds = night_rounds(scene).select("entity", rounds=pl.lit(value=True)).unique()
    both = who.join(lines, on=["network", "entity"], how="left").join(rounds, on="entity", how="left")
    return both.join(_pay(scene), on=["network", "entity"], how="left").with_columns(
        pl.col(FLAGS).fill_null(value=False), pl.col("events", "most").fill_null(0.0),
    )


def _lines(scene: Scene, users: pl.DataFrame) -> pl.DataFrame:
    """Per network and user: reaches card holders, leads (has most contacts), nightly, events per contact."""
    ties = layers(scene)
    ends = pl.concat([ties["calls"].select(user="src"), ties["calls"].select(user="dst")])
    both = ends.group_by("user").agg(ties=pl.len())
    reaches = ties["reaches_cards"].select(user="src", reaches=pl.lit(value=True)).unique()
    seen = placed(scene).join(scene.lines.select("line", "user"), on="line").group_by("user").agg(
        nights=pl.col("night").mean(), located=pl.len(),
    )
    talk = scene.facts.lines.contacts.join(scene.lines.select("line", "user"), on="line").group_by("user").agg(
        events=pl.col("events").sum() / pl.len(),
    )
    known = users.select("network", "user")
    for table in (both, reaches, seen, talk):
        known = known.join(table, on="user", how="left")
    rank = pl.col("ties").rank("average").over("network") / pl.len().over("network")
    return known.with_columns(
        pl.col("reaches").fill_null(value=False), pl.col("events").fill_null(0.0),
        leads=((rank >= LEADS) & (pl.col("ties") >= CONTACTS)).fill_null(value=False),
        nightly=((pl.col("nights") >= NIGHTS) & (pl.col("located") >= LOCATED)).fill_null(value=False),
    )


def _held(scene: Scene, kind: str) -> pl.DataFrame:
    """Hubs of a kind and their holders, flagged with it."""
    hubs = part(scene, kind)
    holders = hubs.join(scene.facts.accounts.select(entity="account", holder="holder"), on="entity")
    both = pl.concat([hubs, holders.select("network", entity="holder")]).unique()
    return both.with_columns(pl.lit(value=True).alias(kind))


def _pay(scene: Scene) -> pl.DataFrame:
    amount = pl.col("amount_tiyn")
    usual = ring_payments(scene).with_columns(usual=amount.median().over("network"))
    return usual.group_by("network", entity="dst_holder").agg(most=(amount / pl.col("usual")).max())
