"""What was joined, by which rule or by whom, what was left apart, and what somebody took apart."""

from collections.abc import Iterator, Mapping

import polars as pl

from core.errors import IzderError, NotFound
from core.joins import JoinedPair, Report
from core.judgements import Judgement, JudgementBook
from etl.delivery import Delivery
from etl.joins.joins import Joins


def listed(joins: Joins, book: JudgementBook) -> Iterator[JoinedPair]:
    """Every pair, in the order of rows; what was undone last."""
    said = {judgement.pair: judgement for judgement in book.standing("row")}
    by_source = {delivery.source: delivery for delivery in joins.every}
    for record in joins.rules:
        for part in joins.everywhere(record):
            for pair in part.pairs.iter_rows(named=True):
                yield _pair(record, pair, by_source, said.get(_key(pair["left"], pair["right"])))
    for judgement in said.values():
        if judgement.verdict == "different":
            yield _undone(judgement, by_source)


def together(joins: Joins, left: str, right: str) -> bool:
    """Whether two rows («source:row») are one event.

    Raises:
        NotFound: no row of that name was loaded, or none of a kind that is joined.
    """
    record = _record_of(joins, left, right)
    parts = joins.of_rows(record, pl.Series([left, right]))
    found = pl.concat([part.rows.select("source", "row", "event") for part in parts])
    named = found.with_columns(pl.concat_str("source", pl.lit(":"), "row").alias("ref"))
    events = [set(named.filter(pl.col("ref") == ref)["event"]) for ref in (left, right)]
    if not all(events):
        raise NotFound(f"Row {left if not events[0] else right} is not among the rows that can be used.")
    return bool(events[0] & events[1])


def refuse_impossible(joins: Joins, left: str, right: str) -> None:
    """See that two rows can be one event at all.

    Raises:
        IzderError: they cannot; says why.
    """
    if left.partition(":")[0] == right.partition(":")[0]:
        raise IzderError("Two rows of one file are two events: that file tells them apart.")
    kin = joins.kin(_record_of(joins, left, right))
    one, other = (kin.ends_of(pl.Series([ref])) for ref in (left, right))
    if one.height != 1 or not one.equals(other):
        raise IzderError("These rows have different beginnings or ends, so that they cannot be one event.")


def _record_of(joins: Joins, *refs: str) -> str:
    sources = {ref.partition(":")[0] for ref in refs}
    for record in joins.rules:
        if sources <= {delivery.source for delivery in joins.kin(record).deliveries}:
            return record
    raise NotFound(f"No rule joins rows of {' and '.join(sorted(sources))}; izder joins lists what is joined.")


def _pair(
    record: str, pair: Mapping[str, str | int], by_source: Mapping[str, Delivery], said: Judgement | None
) -> JoinedPair:
    return JoinedPair.model_validate({
        "record": record,
        "left": _report(str(pair["left"]), by_source),
        "right": _report(str(pair["right"]), by_source),
        "rule": pair["rule"],
        "state": pair["state"],
        "apart_s": int(pair["apart_ms"]) / 1000,
        "edge": pair["event"] if pair["state"] != "ambiguous" else None,
        "author": said.author if said else None,
        "reason": said.reason if said else None,
    })  # fmt: skip


def _undone(judgement: Judgement, by_source: Mapping[str, Delivery]) -> JoinedPair:
    left, right = (_report(ref, by_source) for ref in judgement.pair)
    source = by_source.get(left.source)
    return JoinedPair(
        record=source.record if source else "", left=left, right=right, rule="judged", state="undone", apart_s=None,
        author=judgement.author, reason=judgement.reason,
    )  # fmt: skip


def _report(ref: str, by_source: Mapping[str, Delivery]) -> Report:
    source, _, row = ref.partition(":")
    of = by_source.get(source)
    return Report(file=of.file if of else "", source=source, row=int(row), feed=of.template if of else "")


def _key(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)
