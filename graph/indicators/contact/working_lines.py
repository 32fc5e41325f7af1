"""What work lines do among themselves: pass orders on, stand in the middle of a star, take over another's contacts."""

import numpy as np
import polars as pl
from scipy.stats import hypergeom

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.facts import DAY_MS
from graph.indicators.scene import Scene
from graph.indicators.surprise import surprise
from graph.indicators.weights import llr

SOON_MS = 10 * 60_000  # an order is passed on within ten minutes
RELAYS = 3
NATS = 5.0  # surprise below which calls in a row are chance: about 1 in 150
POINTS = 5  # lines around the middle of a star
SHARED, GAP_DAYS, OVERLAP_DAYS = 3, 14.0, 3.0  # contacts taken over, and when the later line begins


def relay_calls(scene: Scene) -> pl.DataFrame:
    """Work lines that call somebody within ten minutes of being called by somebody else, beyond their own pace."""
    talk = scene.facts.lines.talk.select("time_ms", "src", "dst", "sources")
    ours = scene.lines.select("line")
    came = talk.join(ours, left_on="dst", right_on="line", how="semi").select("time_ms", line="dst", by="src")
    went = talk.join(ours, left_on="src", right_on="line", how="semi").select(
        "time_ms", "sources", line="src", to="dst", at="time_ms",
    )
    paired = went.sort("time_ms", "line", "to").join_asof(
        came.sort("time_ms", "line", "by"), on="time_ms", by="line", strategy="backward", tolerance=SOON_MS,
        check_sortedness=False,
    ).filter(pl.col("by").is_not_null() & (pl.col("by") != pl.col("to")))
    spans = scene.facts.lines.lines.select("line", life=pl.col("last_ms") - pl.col("first_ms") + DAY_MS)
    pace = came.group_by("line").agg(calls=pl.len()).join(spans, on="line").with_columns(
        base=1 - (pl.col("calls") * (-float(SOON_MS)) / pl.col("life")).exp(),
    )
    found = (
        paired.group_by("line").agg(*rows_behind(), times=pl.len())
        .join(went.group_by("line").agg(trials=pl.len()), on="line").join(pace, on="line")
        .with_columns(entity="line", nats=surprise("times", "trials", "base"))
        .filter((pl.col("times") >= RELAYS) & (pl.col("nats") >= NATS))
    )
    return evidence(found, "reasons.relay_calls", ["times"], pl.lit(llr("relay_calls", "relays")))


def star_with_burner(scene: Scene) -> pl.DataFrame:
    """Work lines in touch with several lines of which no two ever talk to each other: the middle of a star."""
    contacts = scene.facts.lines.contacts.select("line", "other")
    ours = contacts.join(scene.lines.select("line"), on="line", how="semi")
    around = ours.join(contacts.rename({"line": "other", "other": "third"}), on="other")
    tied = around.join(ours.rename({"other": "third"}), on=["line", "third"], how="semi").select("line").unique()
    points = ours.group_by("line").agg(points=pl.len()).filter(pl.col("points") >= POINTS)
    talk = scene.facts.lines.talk
    both = pl.concat([talk.select("sources", line="src"), talk.select("sources", line="dst")])
    stars = points.join(tied, on="line", how="anti")
    rows = both.join(stars, on="line", how="semi").group_by("line").agg(*rows_behind())
    found = stars.join(rows, on="line").rename({"line": "entity"})
    return evidence(found, "reasons.star_with_burner", ["points"], pl.lit(llr("star_with_burner", "star")))


def phone_switch(scene: Scene) -> pl.DataFrame:
    """Work lines that began when another ended and talk to its contacts, beyond what chance would share.

    Surprise of the shared contacts against draws from all lines (hypergeometric tail); most such lines are of one user.
    """
    lines = scene.facts.lines
    lives = lines.lines.select("line", "first_ms", "last_ms", "contacts")
    ours = scene.lines.select("line", "user").join(lives, on="line")
    contacts = lines.contacts.select("line", "other").join(ours, on="line")
    pairs = contacts.join(contacts, on="other", suffix="_2").filter(
        (pl.col("user") != pl.col("user_2"))
        & (pl.col("first_ms_2") - pl.col("last_ms")).is_between(-OVERLAP_DAYS * DAY_MS, GAP_DAYS * DAY_MS)
        & (pl.col("first_ms") < pl.col("first_ms_2"))
    )
    shared = pairs.group_by("line", "contacts", entity="line_2", many="contacts_2").agg(
        shared=pl.len(), others=pl.col("other"),
    ).filter(pl.col("shared") >= SHARED)
    everybody = lines.contacts["line"].n_unique()
    best = shared.with_columns(nats=_overlap(shared, everybody)).filter(pl.col("nats") >= NATS).sort(
        "entity", "nats", "line", descending=[False, True, False],
    ).unique("entity", keep="first", maintain_order=True)
    talk = lines.talk.select("sources", entity="src", other="dst")
    back = lines.talk.select("sources", entity="dst", other="src")
    named = best.select("entity", "others").explode("others").rename({"others": "other"})
    told = pl.concat([talk, back]).join(named, on=["entity", "other"], how="semi")
    found = best.join(told.group_by("entity").agg(*rows_behind()), on="entity")
    found = found.with_columns(pl.col("line").str.strip_prefix("phone:"))
    return evidence(found, "reasons.phone_switch", ["line", "shared"], pl.lit(llr("phone_switch", "taken_over")))


def _overlap(shared: pl.DataFrame, everybody: int) -> pl.Series:
    """-ln P(so many contacts in common, were both drawn from all lines)."""
    common, one, other = (shared[name].to_numpy().astype(float) for name in ("shared", "contacts", "many"))
    return pl.Series(np.clip(-hypergeom.logsf(common - 1, max(everybody, 1), one, other), 0.0, 700.0))
