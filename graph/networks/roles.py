"""Stage 5: roles. Each by what it does: who empties the cards, who draws cash, who walks, who is paid how much."""

import polars as pl

from core.networks import Role
from graph.indicators.scene import Scene
from graph.networks.traits import traits

SHARE, SUPPLY = 2.2, 5.0  # times the usual payment: a share of the profit rather than a wage; the price of goods
BUSY = 12.0  # events per contact: a line that gives orders all day


def roles(scene: Scene, users: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Role and confidence (0-1, judged, not measured) of people, lines and hubs: network, entity, role, confidence."""
    wage = (pl.col("most") > 0) & (pl.col("most") < SHARE)
    role = (
        _when(pl.col("cashout"), "cashout", 0.8)
        .when(pl.col("sink")).then(_said("handler", 0.8))
        .when(pl.col("rounds") & ~pl.col("leads")).then(_said("courier", 0.7))
        .when(pl.col("reaches")).then(_said("handler", 0.7))
        .when(pl.col("most") >= SUPPLY).then(_said("supplier", 0.5))
        .when(pl.col("most") >= SHARE).then(_said("organiser", 0.5))
        .when(pl.col("leads") & (wage | (pl.col("events") >= BUSY))).then(_said("operator", 0.5))
        .when(pl.col("leads")).then(_said("organiser", 0.5))
        .when(pl.col("nightly")).then(_said("courier", 0.5))
        .when(wage).then(_said("courier", 0.3))
        .otherwise(_said("unknown", 0.0))
    )
    judged = traits(scene, users, members).with_columns(said=role)
    return judged.unnest("said").select("network", "entity", "role", "confidence")


def _when(flag: pl.Expr, role: Role, confidence: float) -> "pl.expr.whenthen.Then":
    return pl.when(flag).then(_said(role, confidence))


def _said(role: Role, confidence: float) -> pl.Expr:
    return pl.struct(role=pl.lit(role), confidence=pl.lit(confidence))
