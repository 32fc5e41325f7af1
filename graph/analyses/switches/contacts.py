"""What contacts say of a pair of lines: which are kept, in which order they are called, and whether the two talked."""

import polars as pl

from graph.analyses.switches.lines import Lines
from graph.analyses.switches.pairs import HUB, PAIR
from graph.analyses.switches.population import Population
from graph.analyses.switches.sums import either
from graph.analyses.switches.weights import figures

KEPT = {"same": "kept_contacts", "circle": "circle_contacts"}
MOST_BY_RANK = 2.0  # nats: an order of contacts is shared by people who live the same life


def contacts(lines: Lines, pairs: pl.DataFrame, population: Population) -> pl.DataFrame:
    """Contacts in common, the less known the more, and contacts of the new line that are none of the old one's."""
    shared = shared_contacts(lines, pairs, population)
    nats = {story: _draw(figures()[part]).log().sum() for story, part in KEPT.items()}
    found = shared.group_by(PAIR).agg(pl.len().alias("n"), **nats)
    of_new = lines.ties.select(new="user", of_new="contacts").unique()
    found = pairs.select(PAIR).join(of_new, on="new", how="left").join(found, on=PAIR, how="left").fill_null(0)
    missed = (pl.col("of_new").cast(pl.Int64) - pl.col("n")).clip(lower_bound=0)
    by_story = {f"contacts_{k}": pl.col(k) + missed * pl.lit(1 - figures()[part]).log() for k, part in KEPT.items()}
    found = found.select(*PAIR, **by_story)
    return found.with_columns(contacts_same=either(pl.col("contacts_same"), pl.lit(0.0), figures()["left_contacts"]))


def shared_contacts(lines: Lines, pairs: pl.DataFrame, population: Population) -> pl.DataFrame:
    """Per pair and contact in common, the least known first: old, new, other, events, events_new, share, usual.

    share: of the old line's talk, half of it as if all contacts were called alike. usual: the chance that a contact of
    anybody is this one.
    """
    share = (pl.col("events") / pl.col("events").sum().over("user") + 1.0 / pl.col("contacts")) / 2
    mine = lines.ties.select("other", "events", old="user", share=share)
    theirs = lines.ties.select("other", new="user", events_new="events")
    usual = (pl.col("degree") / (population.lines * population.contacts)).clip(upper_bound=1.0)
    return (
        pairs.select(PAIR).join(mine, on="old").join(theirs, on=["new", "other"])
        .join(population.known.filter(pl.col("degree") <= HUB), on="other")
        .with_columns(usual=usual).drop("degree").sort(*PAIR, "usual", "other")
    )  # fmt: skip


def ranks(lines: Lines, pairs: pl.DataFrame, population: Population) -> pl.DataFrame:
    """Whether contacts in common are called in the same order of frequency (the signature of a line).

    Of m contacts m (m - 1) / 2 pairs are compared (Kendall), of which m - 1 are free.
    """
    both = shared_contacts(lines, pairs, population).select(*PAIR, "other", "events", "events_new")
    two = both.join(both, on=PAIR, suffix="_2").filter(pl.col("other") < pl.col("other_2"))
    order, later = (pl.col(n).cast(pl.Int64) - pl.col(f"{n}_2").cast(pl.Int64) for n in ("events", "events_new"))
    agree, p = order.sign() * later.sign(), figures()["agreeing_ranks"]
    nats = (pl.when(agree > 0).then(pl.lit(2 * p).log()).when(agree < 0).then(pl.lit(2 - 2 * p).log()).otherwise(0.0)
            .sum())  # fmt: skip
    free = 4 / (1 + (1 + 8 * pl.len()).sqrt())
    return two.group_by(PAIR).agg(ranks=(nats * free).clip(-MOST_BY_RANK, MOST_BY_RANK))


def talk(lines: Lines, pairs: pl.DataFrame, population: Population) -> pl.DataFrame:
    """The two lines talked to each other, which two people do."""
    spoke = pairs.select(*PAIR, "size").join(lines.ties.select(old="user", new="other"), on=PAIR, how="semi")
    return spoke.select(
        *PAIR,
        talk_same=pl.lit(figures()["own_call"]).log(),
        talk_circle=pl.lit(figures()["circle_call"]).log(),
        talk_any=(pl.col("size") / population.lines).clip(1e-9, 0.5).log(),
    )


def _draw(kept: float) -> pl.Expr:
    """How much likelier a contact is where a part of all contacts is the old line's."""
    return kept * pl.col("share") / pl.col("usual") + (1 - kept)
