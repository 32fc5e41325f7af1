"""Ties between what is coloured: the layers on which candidates are looked for.

Nodes are hubs (`account:…` of a sink or cash-out), work lines (by their user) and people whom a hub pays or who hold
one. Cards are left out: they are many, they change, and droppers sell theirs to several shops. What they say is in
the tie between the sinks that they share.
"""

from collections.abc import Mapping

import polars as pl

from graph.communities import Graph, flatten
from graph.indicators.ring import exchangers, private_lines
from graph.indicators.scene import Scene

SHARED, SHARE = 2, 1 / 3  # cards that empty into both of two sinks: how many, and of the lesser's; some are sold twice
REACHED = 2  # card holders whom a line talks to
REPEATED = 2  # calls that make a tie in the whole graph


def layers(scene: Scene) -> dict[str, pl.DataFrame]:
    """Ties by kind, each with columns src and dst."""
    hubs = scene.accounts.filter(pl.col("colour") != "card").select("account", hub="account")
    paid = paid_people(scene, hubs)
    held = scene.facts.accounts.filter("named").join(hubs, on="account", how="semi").select(src="account", dst="holder")
    people = pl.concat([paid["dst"], held["dst"]]).unique()
    return {
        "shared_cards": _shared_cards(scene, hubs),
        "hub_money": _among(scene.facts.payments, hubs),
        "paid": paid,
        "held": held,
        "calls": _calls(scene),
        "person_calls": _person_calls(scene, people),
        "reaches_cards": _reaches_cards(scene, hubs),
    }


def pruned(found: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The layers less people with a single tie: they hold nothing together, the next stage looks at each."""
    pairs = pl.concat(list(found.values())).unique()
    ends = pl.concat([pairs["src"].alias("id"), pairs["dst"].alias("id")])
    once = ends.value_counts().filter((pl.col("count") == 1) & pl.col("id").str.starts_with("person:"))["id"].implode()
    held = ~pl.col("src").is_in(once) & ~pl.col("dst").is_in(once)
    return {name: layer.filter(held) for name, layer in found.items()}


def paid_people(scene: Scene, hubs: pl.DataFrame) -> pl.DataFrame:
    """Hub and the person whom it paid: no card, hub or exchanger."""
    cards = scene.accounts.filter(pl.col("colour") == "card").join(scene.facts.accounts, on="account")
    paid = (
        scene.facts.payments.join(hubs.select(src="account"), on="src", how="semi")
        .join(scene.accounts.select(dst="account"), on="dst", how="anti").join(exchangers(scene), on="dst", how="anti")
        .join(cards.select(dst_holder="holder"), on="dst_holder", how="anti")
    )
    return paid.select("src", dst="dst_holder").unique().sort("src", "dst")


def card_sinks(scene: Scene, hubs: pl.DataFrame) -> pl.DataFrame:
    """Card and hub into which it empties."""
    cards = scene.accounts.filter(pl.col("colour") == "card").select(src="account")
    flows = scene.facts.payments.join(cards, on="src", how="semi")
    flows = flows.join(hubs.select(dst="account"), on="dst", how="semi")
    return flows.group_by("src", "dst").agg(tiyn=pl.col("amount_tiyn").sum()).sort("src", "dst")


def _shared_cards(scene: Scene, hubs: pl.DataFrame) -> pl.DataFrame:
    into = card_sinks(scene, hubs)
    both = into.join(into, on="src", suffix="_2").filter(pl.col("dst") < pl.col("dst_2"))
    fed = into.group_by("dst").agg(fed=pl.len())
    shared = (
        both.group_by("dst", "dst_2").agg(n=pl.len())
        .join(fed, on="dst").join(fed.rename({"dst": "dst_2", "fed": "fed_2"}), on="dst_2")
        .filter((pl.col("n") >= SHARED) & (pl.col("n") >= SHARE * pl.min_horizontal("fed", "fed_2")))
    )
    return shared.select(src="dst", dst="dst_2").sort("src", "dst")


def _among(payments: pl.DataFrame, hubs: pl.DataFrame) -> pl.DataFrame:
    ends = hubs["account"].implode()
    among = payments.filter(pl.col("src").is_in(ends) & pl.col("dst").is_in(ends))
    return among.select("src", "dst").unique().sort("src", "dst")


def _calls(scene: Scene) -> pl.DataFrame:
    users = scene.lines.select("line", "user")
    return (
        scene.facts.lines.contacts.join(users, on="line")
        .join(users.rename({"line": "other", "user": "other_user"}), on="other")
        .filter(pl.col("user") < pl.col("other_user")).select(src="user", dst="other_user").unique().sort("src", "dst")
    )


def _person_calls(scene: Scene, people: pl.Series) -> pl.DataFrame:
    own = private_lines(scene).filter(pl.col("owner").is_in(people.implode()))
    users = scene.lines.select(other="line", user="user")
    talks = scene.facts.lines.contacts.join(own, on="line").join(users, on="other")
    return talks.select(src="owner", dst="user").unique().sort("src", "dst")


def _reaches_cards(scene: Scene, hubs: pl.DataFrame) -> pl.DataFrame:
    """Line and sink: the line talks to holders of several cards that empty into the sink (a dropper handler)."""
    holders = scene.facts.accounts.filter("named").select(src="account", owner="holder")
    near = card_sinks(scene, hubs).join(holders, on="src").join(private_lines(scene), on="owner")
    users = scene.lines.select("line", "user")
    talks = scene.facts.lines.contacts.join(users, on="line").join(near.rename({"line": "other"}), on="other")
    reached = talks.group_by("user", "dst").agg(n=pl.col("owner").n_unique()).filter(pl.col("n") >= REACHED)
    return reached.select(src="user", dst="dst").sort("src", "dst")


def whole(scene: Scene) -> Graph:
    """All money and calls as one graph of people, unowned work lines and hubs, each pair weighing its layers."""
    users = scene.lines.select("line", node="user")
    owned = private_lines(scene).select("line", node="owner")
    node = pl.concat([users, owned])
    calls = (
        scene.facts.lines.contacts.filter((pl.col("line") < pl.col("other")) & (pl.col("events") >= REPEATED))
        .join(node, on="line").join(node.rename({"line": "other", "node": "to"}), on="other")
        .select(src="node", dst="to")
    )
    hubs = scene.accounts.filter(pl.col("colour") != "card")["account"].implode()
    money = scene.facts.payments.select(
        src=pl.when(pl.col("src").is_in(hubs)).then("src").otherwise("src_holder"),
        dst=pl.when(pl.col("dst").is_in(hubs)).then("dst").otherwise("dst_holder"),
    )
    return flatten({"calls": calls, "money": money})
