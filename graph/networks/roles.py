"""Stage 5: roles. Each by what it does: who empties the cards, who draws cash, who walks, who is paid how much."""

import polars as pl

from graph.indicators.movement.night_rounds import night_rounds
from graph.indicators.ring import part, ring_payments
from graph.indicators.scene import Scene
from graph.networks.ties import layers

SHARE = 2.2  # times the ring's median payment: a share of the profit rather than a wage
SUPPLY = 4.5  # times: goods
WELL_CONNECTED = 4  # work lines that a line talks to


def roles(scene: Scene, users: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Role and confidence of people and of unresolved lines: network, entity, role, confidence."""
    traits = _traits(scene, users, members)
    is_line = pl.col("entity").str.starts_with("phone:")
    paid = pl.col("most").fill_null(0.0)
    connected = pl.col("ties") >= WELL_CONNECTED
    role = (
        pl.when(pl.col("cashout")).then(_said("cashout", 0.8))
        .when(pl.col("sink")).then(_said("handler", 0.8))
        .when(pl.col("reaches")).then(_said("handler", 0.7))
        .when(pl.col("night")).then(_said("courier", 0.7))
        .when(paid >= SUPPLY).then(_said("supplier", 0.6))
        .when((paid >= SHARE) & connected).then(_said("organiser", 0.6))
        .when(paid >= SHARE).then(_said("organiser", 0.4))
        .when(is_line & connected).then(_said("organiser", 0.4))
        .when(paid > 0).then(_said("courier", 0.4))
        .otherwise(_said("unknown", 0.0))
    )
    return traits.with_columns(said=role).unnest("said").select("network", "entity", "role", "confidence")


def _said(role: str, confidence: float) -> pl.Expr:
    return pl.struct(role=pl.lit(role), confidence=pl.lit(confidence))


def _traits(scene: Scene, users: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """What roles are judged by, per member."""
    ties = layers(scene)
    held = scene.facts.accounts.select("account", "holder")
    sinks, cashouts = (_held(scene, kind, held) for kind in ("sink", "cashout"))
    ours = users.select("network", "user", entity=pl.coalesce("person", "user"))
    degree = pl.concat([
        ties["calls"].select(user="src", other="dst"), ties["calls"].select(user="dst", other="src"),
    ]).join(ours, on="user").group_by("network", "entity").agg(ties=pl.col("other").n_unique())
    reaches = ties["reaches_cards"].select(user="src").unique().join(ours, on="user").select("network", "entity")
    night = night_rounds(scene).select("entity").unique()
    amount = pl.col("amount_tiyn")
    paid = ring_payments(scene).with_columns(usual=amount.median().over("network")).group_by(
        "network", entity="dst_holder",
    ).agg(most=(amount / pl.col("usual")).max())
    lines = ours.filter(pl.col("entity").str.starts_with("phone:")).select("network", "entity")
    accounts = part(scene, "sink", "cashout")
    who = pl.concat([members.select("network", "entity"), lines, accounts]).unique().sort("network", "entity")
    for name, table in (("sink", sinks), ("cashout", cashouts), ("reaches", reaches)):
        flagged = table.unique().with_columns(pl.lit(value=True).alias(name))
        who = who.join(flagged, on=["network", "entity"], how="left").with_columns(pl.col(name).fill_null(value=False))
    return (
        who.join(night.with_columns(night=pl.lit(value=True)), on="entity", how="left")
        .with_columns(pl.col("night").fill_null(value=False))
        .join(degree, on=["network", "entity"], how="left").join(paid, on=["network", "entity"], how="left")
        .with_columns(pl.col("ties").fill_null(0))
    )


def _held(scene: Scene, kind: str, held: pl.DataFrame) -> pl.DataFrame:
    """Network and entity of hubs of a kind: the account and its holder."""
    hubs = part(scene, kind)
    holders = hubs.join(held, left_on="entity", right_on="account").select("network", entity="holder")
    return pl.concat([hubs, holders])
