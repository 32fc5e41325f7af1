"""People and lines that talk to the arrested, or to everybody, because that is their work."""

import polars as pl

from core.clock import datetime_column
from graph.indicators.arrest.arrests import POSSESSION, TRADE
from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.facts import DAY_MS
from graph.indicators.lines import both_ends
from graph.indicators.ring import private_lines
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

CALLED, ONCE, OUT = 100, 0.7, 0.8  # lines called; share of them called once or twice; share of calls that go out
TWICE = 2
CLIENTS, SOON, AFTER = 3, 45, 0.7  # clients; days after an arrest within which they first talk; share who do
PATIENTS, OFFICE = 6, 0.8  # patients; share of talk with them in office hours
OPENS, CLOSES, SATURDAY = 8, 19, 6  # hours; the first day of the weekend (Monday is 1)


def call_centre(scene: Scene) -> pl.DataFrame:
    """Lines that call many strangers once or twice each and are hardly ever called: sellers, polls, collectors."""
    contacts = scene.facts.lines.contacts
    found = contacts.group_by(entity="line").agg(
        called=(pl.col("out") > 0).sum(), once=(pl.col("events") <= TWICE).mean(),
        out=pl.col("out").sum() / pl.col("events").sum(),
    ).filter((pl.col("called") >= CALLED) & (pl.col("once") >= ONCE) & (pl.col("out") >= OUT)).sort("entity")
    rows = scene.facts.lines.talk.join(found, left_on="src", right_on="entity", how="semi").group_by(entity="src").agg(
        *rows_behind(),
    )
    found = found.join(rows, on="entity")
    return evidence(found, "reasons.call_centre", ["called"], pl.lit(llr("call_centre", "strangers")))


def legal_aid(scene: Scene) -> pl.DataFrame:
    """People who get to know several of the arrested after their arrests: lawyers, and relatives of several."""
    talk = _with_arrested(scene, f"{TRADE}|{POSSESSION}")
    firsts = talk.group_by("entity", "client").agg(
        pl.col("sources").first(), after=((pl.col("time_ms").min() - pl.col("arrested_ms").min()) / DAY_MS).first(),
    )
    soon = pl.col("after").is_between(0, SOON)
    found = firsts.group_by("entity").agg(
        *rows_behind(), clients=pl.len(), share=soon.mean(),
    ).filter((pl.col("clients") >= CLIENTS) & (pl.col("share") >= AFTER))
    return evidence(found, "reasons.legal_aid", ["clients"], pl.lit(llr("legal_aid", "after_arrest")))


def treatment(scene: Scene) -> pl.DataFrame:
    """People who talk to many of those arrested for own use in office hours, and take no money of them."""
    talk = _with_arrested(scene, POSSESSION)
    local = datetime_column(pl.col("time_ms"))
    office = (local.dt.weekday() < SATURDAY) & local.dt.hour().is_between(OPENS, CLOSES - 1)
    paid = scene.facts.pairs.select(client="src_holder", entity="dst_holder")
    payers = talk.join(paid, on=["client", "entity"], how="semi").select("entity").unique()
    found = talk.join(payers, on="entity", how="anti").group_by("entity").agg(
        *rows_behind(), patients=pl.col("client").n_unique(), share=office.mean(),
    ).filter((pl.col("patients") >= PATIENTS) & (pl.col("share") >= OFFICE))
    return evidence(found, "reasons.treatment", ["patients"], pl.lit(llr("treatment", "office_hours")))


def _with_arrested(scene: Scene, articles: str) -> pl.DataFrame:
    """Talk between private lines of a person (entity) and of somebody arrested under these articles (client)."""
    cases = scene.tables.arrests.filter(pl.col("article").fill_null("").str.contains(articles))
    arrested = cases.group_by(client="person").agg(arrested_ms=pl.col("time_ms").min())
    own = private_lines(scene)
    theirs = own.select(other="line", client="owner").join(arrested, on="client")
    both = both_ends(scene.facts.lines.talk, "time_ms", "sources")
    met = both.join(theirs, on="other").join(own.rename({"owner": "entity"}), on="line")
    return met.filter(pl.col("entity") != pl.col("client")).sort("entity", "client", "time_ms")
