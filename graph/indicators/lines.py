"""Lines: who owns a phone number on paper, when it lived, and whom it talked to."""

from dataclasses import dataclass

import polars as pl

from core.tables import Tables


@dataclass(frozen=True, slots=True)
class Lines:
    """Phones as lines of communication.

    talk: calls and messages between mobile lines (no service numbers, no senders): id, src, dst, time_ms, duration_s,
    kind, imei, cell, sources.
    contacts: line, other, events, out, first_ms, last_ms: each talk counted from both ends.
    lines: line, events, contacts, first_ms, last_ms, owner, owner_kind, registered_ms.
    owners: line, owner, owner_kind, registered_ms: the subscriber, else the person who gave it to a bank.
    """

    talk: pl.DataFrame
    contacts: pl.DataFrame
    lines: pl.DataFrame
    owners: pl.DataFrame


def lines_of(tables: Tables) -> Lines:
    """Lines, their contacts and their owners."""
    talk = mobile_talk(tables.calls).sort("time_ms", "id")
    contacts = contacts_of(talk)
    owners = _owners(tables)
    lives = _lives(tables.calls, contacts)
    return Lines(talk, contacts, lives.join(owners, on="line", how="full", coalesce=True).sort("line"), owners)


def mobile_talk(calls: pl.DataFrame) -> pl.DataFrame:
    """Calls and messages between two mobile lines: no service numbers, no senders."""
    mobile = pl.col("src").str.starts_with("phone:+") & pl.col("dst").str.starts_with("phone:+")
    return calls.filter(mobile & (pl.col("src") != pl.col("dst")))


def contacts_of(talk: pl.DataFrame) -> pl.DataFrame:
    """Each talk counted from both ends: line, other, events, out, first_ms, last_ms."""
    both = pl.concat([
        talk.select("time_ms", line="src", other="dst", out=pl.lit(1)),
        talk.select("time_ms", line="dst", other="src", out=pl.lit(0)),
    ])
    return both.group_by("line", "other").agg(
        events=pl.len(), out=pl.col("out").sum(), first_ms=pl.col("time_ms").min(), last_ms=pl.col("time_ms").max(),
    ).sort("line", "other")


def both_ends(talk: pl.DataFrame, *kept: str) -> pl.DataFrame:
    """Each talk once from either end: line, other, and the columns that are kept."""
    return pl.concat([talk.select(*kept, line="src", other="dst"), talk.select(*kept, line="dst", other="src")])


def _lives(calls: pl.DataFrame, contacts: pl.DataFrame) -> pl.DataFrame:
    """When a mobile line was first and last seen at all, services included."""
    ends = pl.concat([calls.select("time_ms", line="src"), calls.select("time_ms", line="dst")])
    seen = ends.filter(pl.col("line").str.starts_with("phone:+")).group_by("line").agg(
        events=pl.len(), first_ms=pl.col("time_ms").min(), last_ms=pl.col("time_ms").max(),
    )
    return seen.join(contacts.group_by("line").agg(contacts=pl.len()), on="line", how="left").with_columns(
        pl.col("contacts").fill_null(0)
    )


def _owners(tables: Tables) -> pl.DataFrame:
    """One owner per line: the latest registration, else the client who named the number to a bank."""
    registered = tables.subscribers.sort("phone", "from_ms", "holder", nulls_last=False).unique("phone", keep="last")
    named = tables.contact_phones.sort("phone", "person").unique("phone", keep="first")
    return pl.concat([
        registered.select(line="phone", owner="holder", owner_kind="holder_kind", registered_ms="from_ms"),
        named.join(registered, on="phone", how="anti").select(
            line="phone", owner="person", owner_kind=pl.lit("person"), registered_ms=pl.lit(None, pl.Int64),
        ),
    ]).sort("line")
