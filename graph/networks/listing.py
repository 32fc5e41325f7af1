"""Who is listed in a network: the proposed, the unresolved lines and accounts, the droppers, and some context."""

import polars as pl

from graph.indicators.ring import part
from graph.indicators.scene import Scene
from graph.networks.roles import roles
from graph.networks.standing import standing
from graph.networks.users import line_users

CONTEXT = 2.0  # score from which somebody with a tie of money or things is shown beside the core
CONTEXT_MOST = 15  # of them
COLUMNS = ("network", "entity", "score", "core", "phones", "likely", "nats")


def listing(scene: Scene, found: pl.DataFrame, on_lines: pl.DataFrame, on_accounts: pl.DataFrame) -> tuple[
    pl.DataFrame, pl.DataFrame,
]:
    """One line per member of each network, with role; and all evidence on them, by network.

    `found` is the evidence on people; `on_lines` and `on_accounts` that of the first stage.
    """
    people = standing(found)
    members = people.filter("proposed").select("network", "entity")
    users = line_users(scene, members)
    line_evidence = _of_users(users, on_lines)
    card_evidence, hub_evidence = _of_accounts(scene, on_accounts)
    lists = pl.concat([
        _people(people, users), _lines(users, line_evidence), _hubs(scene, hub_evidence, members),
        _droppers(card_evidence, members),
    ]).unique(["network", "entity"], keep="first", maintain_order=True)
    said = roles(scene, users, members)
    dropper = pl.col("entity").is_in(card_evidence["entity"].implode()) & ~pl.col("core")
    named = lists.join(said, on=["network", "entity"], how="left").with_columns(
        role=pl.when(dropper).then(pl.lit("dropper")).otherwise(pl.col("role").fill_null("unknown")),
        confidence=pl.when(dropper).then(pl.lit(None)).otherwise(pl.col("confidence")).fill_null(0.0),
        grounds=pl.when(~dropper).then(pl.col("grounds")),
    )
    columns = found.columns
    return named, pl.concat([table.select(columns) for table in (found, line_evidence, hub_evidence, card_evidence)])


def _people(people: pl.DataFrame, users: pl.DataFrame) -> pl.DataFrame:
    """The proposed with the work lines that are theirs; and the nearest of the others."""
    theirs = users.filter(pl.col("person").is_not_null()).group_by("network", entity="person").agg(
        phones=pl.col("lines").list.explode(keep_nulls=False, empty_as_null=False).sort(),
    )
    near = people.filter(~pl.col("proposed") & (pl.col("score") >= CONTEXT) & pl.col("own")).sort(
        "network", "score", "entity", descending=[False, True, False],
    ).group_by("network", maintain_order=True).head(CONTEXT_MOST)
    both = pl.concat([people.filter("proposed"), near.select(people.columns)])
    return both.join(theirs, on=["network", "entity"], how="left").select(
        "network", "entity", "score", core="proposed", phones="phones",
        likely=pl.lit(None, pl.String), nats=pl.lit(None, pl.Float64),
    ).select(COLUMNS)


def _of_users(users: pl.DataFrame, on_lines: pl.DataFrame) -> pl.DataFrame:
    """Evidence on work lines, by network and user; of a resolved line it is its person's."""
    lines = users.select("network", "lines", who=pl.coalesce("person", "user")).explode("lines")
    about = on_lines.drop("network").join(lines, left_on="entity", right_on="lines")
    best = about.with_columns(entity="who").drop("who")
    return best.sort("llr", descending=True).unique(["network", "entity", "indicator"], keep="first").sort(
        "network", "entity", "indicator",
    )


def _lines(users: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    open_ = users.filter(pl.col("person").is_null())
    scored = standing(evidence)
    return open_.join(scored, left_on=["network", "user"], right_on=["network", "entity"]).select(
        "network", "score", "likely", "nats", entity="user", core="proposed", phones="lines",
    ).select(COLUMNS)


def _of_accounts(scene: Scene, on_accounts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Evidence on cards, told of their holders; and on hubs, told of the accounts."""
    about = on_accounts.drop("network")
    cards = part(scene, "card").join(scene.facts.accounts, left_on="entity", right_on="account").select(
        "network", account="entity", entity="holder",
    )
    card = about.rename({"entity": "account"}).join(cards, on="account").drop("account")
    card = card.sort("llr", descending=True).unique(["network", "entity", "indicator"], keep="first")
    hub = about.join(part(scene, "sink", "cashout"), on="entity")
    order = ["network", "entity", "indicator"]
    return card.sort(order), hub.sort(order)


def _hubs(scene: Scene, evidence: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Hubs whose holder is not known or not proposed, a straw perhaps: accounts without a person."""
    held = scene.facts.accounts.select("holder", entity="account").join(members, left_on="holder", right_on="entity")
    return _plain(standing(evidence).join(held, on=["network", "entity"], how="anti"))


def _droppers(evidence: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Holders of cards, never core; whoever is proposed for his own conduct is not one."""
    return _plain(standing(evidence).join(members, on=["network", "entity"], how="anti"))


def _plain(scored: pl.DataFrame) -> pl.DataFrame:
    return scored.select(
        "network", "entity", "score", core=pl.lit(value=False), phones=pl.lit(None, pl.List(pl.String)),
        likely=pl.lit(None, pl.String), nats=pl.lit(None, pl.Float64),
    ).select(COLUMNS)


