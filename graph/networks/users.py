"""Whose the work lines of a network are: a person's where registers say so, else unresolved, perhaps with a lead."""

import polars as pl

from graph.indicators.contact.seized_line import taken_lines
from graph.indicators.device.straw_lines import sold_lines
from graph.indicators.movement.lives_with_line import fit
from graph.indicators.ring import part, private_lines
from graph.indicators.scene import Scene

LEAD = 3.0  # nats from which a likely user is named
AHEAD = 1.5  # by which the next likely must trail


def line_users(scene: Scene, members: pl.DataFrame) -> pl.DataFrame:
    """Per network and user of work lines: its lines, the member whose it is (null: unresolved), and a lead.

    `members` are network and entity of proposed people. Columns: network, user, lines, person, likely, nats.
    """
    lines = part(scene, "line").join(scene.lines.select(entity="line", user="user"), on="entity")
    owned = pl.concat([_seized(scene, lines), _registered(scene, lines), _same_handset(scene, lines)]).join(
        members.select("network", person="entity"), on=["network", "person"], how="semi",
    ).sort("network", "user", "person").unique(["network", "user"], keep="first")
    users = lines.group_by("network", "user").agg(lines=pl.col("entity").sort())
    return (
        users.join(owned, on=["network", "user"], how="left").join(_likely(scene), on=["network", "user"], how="left")
        .sort("network", "user")
    )


def _seized(scene: Scene, lines: pl.DataFrame) -> pl.DataFrame:
    taken = taken_lines(scene).rename({"line": "entity"})
    return lines.join(taken, on=["network", "entity"]).select("network", "user", "person")


def _registered(scene: Scene, lines: pl.DataFrame) -> pl.DataFrame:
    sellers = sold_lines(scene).select("owner").unique()
    owners = scene.facts.lines.owners.filter(pl.col("owner_kind") == "person").join(sellers, on="owner", how="anti")
    return lines.join(owners, left_on="entity", right_on="line").select("network", "user", person="owner")


def _same_handset(scene: Scene, lines: pl.DataFrame) -> pl.DataFrame:
    used = scene.tables.calls.filter(pl.col("imei").is_not_null()).select("imei", line="src").unique()
    private = used.join(private_lines(scene), on="line").select("imei", person="owner")
    return lines.join(used, left_on="entity", right_on="line").join(private, on="imei").select(
        "network", "user", "person",
    ).unique()


def _likely(scene: Scene) -> pl.DataFrame:
    """The person whom the line's places fit best, where the next one trails well behind."""
    fits = fit(scene).select("network", "nats", user="line", likely="owner").sort(
        "network", "user", "nats", "likely", descending=[False, False, True, False],
    )
    trail = pl.col("nats").shift(-1).over("network", "user").fill_null(0.0)
    best = fits.with_columns(ahead=pl.col("nats") - trail).group_by("network", "user", maintain_order=True).head(1)
    return best.filter((pl.col("nats") >= LEAD) & (pl.col("ahead") >= AHEAD)).drop("ahead")
