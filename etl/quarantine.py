"""What people do with rows in quarantine: amend them, and have them judged anew. Each call is the sole writer."""

from collections.abc import Mapping

import polars as pl

from core.clock import now_ms
from core.errors import InputError, NotFound
from core.home import Home
from core.protocols import Progress, silent
from core.reports import Amended, ReplayReport
from etl import amend as amending
from etl import ledger, scope
from etl.checks.canonical import Canonical
from etl.delivery import TEMPLATE, Delivery, deliveries, layers
from etl.fates import QUARANTINED
from etl.lock import sole_writer
from etl.replay import Told, replay
from etl.templates import Template, catalogue, named


def named_delivery(home: Home, source: str) -> Delivery:
    """The delivery of this name, or whose source or SHA-256 begins so; of several of one name the last.

    Raises:
        NotFound: there is none.
    """
    for delivery in reversed(deliveries(home)):
        if ledger.is_named(delivery, source):
            return delivery
    raise NotFound(f"No delivery is called «{source}».")


def amend(
    home: Home, source: str, row: int, cells: Mapping[str, str], author: str, reason: str, progress: Progress = silent
) -> Amended:
    """Keep what a row in quarantine should read; the next replay judges it so.

    Raises:
        NotFound: no such delivery.
        InputError: the row is not in quarantine, or has no such column.
    """
    with sole_writer(home, progress):
        delivery = named_delivery(home, source)
        there = ledger.whole(home, delivery).filter((pl.col("row") == row) & (pl.col("fate") == QUARANTINED))
        if not there.select("row").collect().height:
            raise InputError(f"Row {row} of «{delivery.file}» is not in quarantine: only such rows can be amended.")
        return amending.amend(home, delivery, row, cells, author, reason)


def replay_all(
    home: Home, author: str, reason: str, file: str | None = None, template: str | None = None,
    progress: Progress = silent,
) -> ReplayReport:  # fmt: skip
    """Judge the quarantined rows of all deliveries anew (of one: `file`), each by its template as it is now.

    What became good lies among the records; the graph is told by whoever writes to it next.

    Raises:
        InputError: the template that is named does not exist, or does not read the file that is named.
        NotFound: no such delivery.
    """
    with sole_writer(home, progress):
        given = [named_delivery(home, file)] if file else sorted(deliveries(home), key=_turn)
        known, report = Canonical(), ReplayReport()
        for delivery in (each for each in given if each.quarantined):
            told = Told(author, reason, now_ms())
            try:
                chosen = named(template, home) if template else _template(home, delivery)
                after = replay(home, delivery, chosen, told, known, progress)
            except InputError as error:
                if file:
                    raise
                report.left.append(str(error))
                continue
            report.judged += sum(delivery.quarantined.values())
            if after:
                report.loaded += after.loaded - delivery.loaded
                report.files.append(after.report(already=True))
        return report


def kept_template(home: Home, sha256: str, layer: int = -1) -> Template | None:
    """The template by which a layer of a delivery was read (the last where none is named)."""
    path = layers(home, sha256)[layer] / TEMPLATE
    return Template.model_validate_json(path.read_bytes()) if path.is_file() else None


def _turn(delivery: Delivery) -> tuple[bool, int, str]:
    """Registers of sanctions first: what they open counts for the others."""
    return scope.REGISTER not in delivery.records, delivery.loaded_ms, delivery.source


def _template(home: Home, delivery: Delivery) -> Template:
    """The feed's template as it is now; one that is no longer there, as it was."""
    known = catalogue(home).get(delivery.template) or kept_template(home, delivery.sha256)
    if known is None:
        raise InputError(f"Template {delivery.template} of «{delivery.file}» is not there any more: name one.")
    return known
