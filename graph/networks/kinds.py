"""Stage 4: what kind of organisation a candidate is. Rivals look alike in structure; what goes through tells them."""

from collections.abc import Mapping

import polars as pl

from core.networks import Kind
from graph.indicators.evidence import DIGITS
from graph.indicators.registry import run
from graph.indicators.scene import Scene

SPEAKS_FOR: Mapping[str, Kind] = {
    "kind_price_list": "drug_shop",
    "kind_payers_possess": "drug_shop",
    "kind_trade_arrests": "drug_shop",
    "kind_trade_share": "drug_shop",
    "kind_couriers": "drug_shop",
    "kind_pays_out": "casino",
    "kind_big_sums": "fraud_ring",
    "kind_trade_words": "trade",
}
TELLING = ("kind_payers_possess", "kind_trade_arrests")  # shown by hardly any rival; without one no drugs are named
SAYS = 2.0  # llr from which a kind is named
LEAD = 1.0  # by which it must lead the next
SURE = 2.0  # by which another kind must lead drugs for the candidate to be left out


def kinds(scene: Scene) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Per network its kind, the llr for drugs and by how much another kind leads it; and the evidence."""
    found = run(scene, SPEAKS_FOR)
    sums = found.with_columns(kind=pl.col("indicator").replace_strict(SPEAKS_FOR)).group_by("network", "kind").agg(
        pl.col("llr").sum().round(DIGITS),
    )
    networks = scene.parts.select("network").unique().sort("network")
    told = set(found.filter(pl.col("indicator").is_in(TELLING))["network"])
    rows = [(name, *_kind(dict(sums.filter(pl.col("network") == name).select("kind", "llr").iter_rows()), name in told))
            for name in networks["network"]]
    schema = {"network": pl.String, "kind": pl.String, "drugs": pl.Float64, "other_leads": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row"), found


def _kind(said: Mapping[Kind, float], told: bool) -> tuple[Kind, float, float]:
    drugs = said.get("drug_shop", 0.0)
    others = {kind: figure for kind, figure in said.items() if kind != "drug_shop"}
    rival = max(others, key=lambda kind: (others[kind], kind), default=None)
    leads = others[rival] - drugs if rival else -drugs
    if rival and others[rival] >= SAYS and leads >= LEAD:
        return rival, drugs, leads
    return ("drug_shop" if told and drugs >= SAYS and leads <= -LEAD else "cannot_say"), drugs, leads
