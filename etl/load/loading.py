"""One call of loading: look at every file, read the new ones in their order, pay what is owed to the graph."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from core.errors import InputError, SettingsError
from core.home import Home
from core.identity import load_key
from core.judgements import JudgementBook, NoJudgements
from core.protocols import GraphWriter, Progress, silent
from core.reports import FileReport, LoadReport
from core.settings import Settings
from etl import scope, vault
from etl.checks.canonical import Canonical
from etl.delivery import Delivery, deliveries, find, layers
from etl.in_force import InForce
from etl.joins.joins import Joins
from etl.load.arrivals import Arrival, Arrivals, look, no_authority, received, refuse_without_authority
from etl.load.gather import gather
from etl.load.graph import Projector
from etl.load.rejoin import rejoin
from etl.load.summaries import summary_tables, write_summaries
from etl.lock import sole_writer
from etl.resolve.apply import apply
from etl.restage import restage
from etl.stage import Incoming, write_records
from etl.standing import standing
from etl.templates import Template, catalogue, named

REBUILDING = ".rebuilding"  # in the home while the graph is made anew: what it is made of


def load_paths(  # noqa: PLR0913 - all that a load can be told, by name
    paths: Sequence[Path],
    *,
    home: Home,
    writer: GraphWriter,
    settings: Settings,
    template: str | None = None,
    received_ms: int | None = None,
    now_ms: int | None = None,
    book: JudgementBook | None = None,
    progress: Progress = silent,
) -> LoadReport:
    """Load files and folders; what was loaded before is not read again, and what the graph lacks is written to it.

    `template`: name or file of the template to use for all. `received_ms`: when the files were delivered.
    `book`: what people decided about rows.
    `now_ms`: on which day it is asked what sanctions stand; the present where it is not given.

    Raises:
        InputError: a file that was named cannot be taken; says which and why.
        AuthorityMissing: rows that need a court's authority came, and no register of it.
        StoreUnavailable: Neo4j was lost; loading again completes the job.
    """
    _ensure(home)
    templates = [named(template, home)] if template else list(catalogue(home).values())
    with sole_writer(home, progress), vault.scratch(home) as scratch:
        arrivals = look(list(gather(paths, scratch)), templates, home, progress)
        refuse_without_authority(arrivals, home)
        call = _Call(home, writer, settings, progress, received_ms, now_ms, book or NoJudgements())
        call.settle()
        try:
            for arrival in arrivals.new():
                call.take(arrival)
        except InputError:
            call.finish()  # what came before the file at fault is loaded
            raise
        call.finish()
        return LoadReport(run=_run_id(), files=call.reports(arrivals), unrecognised=arrivals.unrecognised)


def rebuild(  # noqa: PLR0913 - as for a load
    *,
    home: Home,
    writer: GraphWriter,
    settings: Settings,
    empty: Callable[[str], None],
    from_vault: bool = False,
    now_ms: int | None = None,
    book: JudgementBook | None = None,
    progress: Progress = silent,
) -> None:
    """Make the graph anew from the records, one delivery at a time; killed on the way, another call goes on.

    `empty` empties the graph and notes the mark of what is shut. `from_vault`: the records are made anew first.

    Raises:
        InputError: with `from_vault`, a file or its template is gone.
        StoreUnavailable: Neo4j was lost.
    """
    _ensure(home)
    with sole_writer(home, progress):
        if from_vault:
            restage(home, progress=progress)
        mark = standing(home, now_ms).mark
        plan = "\n".join([mark, *(delivery.sha256 + delivery.mark for delivery in deliveries(home))])
        begun = home.root / REBUILDING
        if not begun.is_file() or begun.read_text("utf-8") != plan:
            empty(mark)
            begun.write_text(plan, "utf-8")
        call = _Call(home, writer, settings, progress, None, now_ms, book or NoJudgements())
        call.settle()
        call.finish()


@dataclass(slots=True)
class _Call:
    home: Home
    writer: GraphWriter
    settings: Settings
    progress: Progress
    received_ms: int | None
    now_ms: int | None
    book: JudgementBook
    known: Canonical = field(default_factory=Canonical)
    fresh: set[str] = field(default_factory=set)  # read in this call
    there: set[str] = field(default_factory=set)  # sources that the graph holds
    projector: Projector = field(init=False)

    def __post_init__(self) -> None:
        self.projector = Projector(load_key(self.home), self.writer, self.progress)

    def settle(self) -> None:
        """Write what earlier calls left owing: killed between records and graph, or a new and empty graph."""
        self.writer.ensure_schema()
        complete = self.writer.complete_sources()
        self.there |= {mark.partition("+")[0] for mark in complete}
        for delivery in deliveries(self.home):
            if delivery.mark not in complete:
                self._project(delivery)
        rejoin(self._joins(), self.projector.joined)
        (self.home.root / REBUILDING).unlink(missing_ok=True)

    def take(self, arrival: Arrival) -> None:
        """One new file: vault, records, graph."""
        with _plain_errors(arrival.given.name):
            delivery = self._read(arrival)
        self.fresh.add(delivery.sha256)
        self._project(delivery)

    def finish(self) -> None:
        """Hand over what the writer still holds, and bring who is one with whom in line with the book."""
        self.writer.flush()
        apply(self.writer, self.book)

    def reports(self, arrivals: Arrivals) -> list[FileReport]:
        """Figures of each file under the name it had in this call; a content met again is `already`."""
        found, told = [], set()
        for arrival in arrivals.files:
            delivery = find(self.home, arrival.sha256)
            if delivery is None:
                raise InputError(f"«{arrival.given.name}» is gone from {self.home.root}: something else writes there.")
            already = delivery.sha256 not in self.fresh or delivery.sha256 in told
            told.add(delivery.sha256)
            found.append(delivery.report(already=already).model_copy(update={"file": arrival.given.name}))
        return found

    def _read(self, arrival: Arrival) -> Delivery:
        if arrival.found is None:
            raise ValueError("its records are in place")
        template = arrival.found.template
        windows = self._windows(template, arrival.given.name)
        kept = vault.keep(arrival.given.path, arrival.sha256, self.home)
        told = received(template, self.received_ms)
        incoming = Incoming(kept, arrival.sha256, arrival.given.name, arrival.found, told, self.settings.agency)
        try:
            return write_records(incoming, self.home, windows, self.known, self.progress)
        except (InputError, OSError):
            vault.discard(arrival.sha256, self.home)  # nobody could list, use or erase what has no delivery
            raise

    def _windows(self, template: Template, file: str) -> pl.DataFrame:
        if not any(map(scope.is_governed, template.record_names)):
            return scope.windows([])
        registers = [d for d in deliveries(self.home) if scope.REGISTER in d.records]
        windows = scope.windows([folder for d in registers for folder in layers(self.home, d.sha256)])
        if windows.height == 0:
            raise no_authority(file)
        return windows

    def _project(self, delivery: Delivery) -> None:
        joins = self._joins()
        self.projector.write(delivery, joins)
        write_summaries(self.writer, summary_tables(joins, delivery, self.there))
        self.there.add(delivery.source)
        self.writer.mark_complete(delivery.source)
        if delivery.layers:
            told = {"id": [f"source:{delivery.source}"], "layers": [delivery.layers]}
            self.writer.upsert_nodes("Source", pl.DataFrame(told))

    def _joins(self) -> Joins:
        return Joins.of(InForce.of(self.home, self.now_ms), deliveries(self.home), self.book)


def _ensure(home: Home) -> None:
    try:
        home.ensure()
    except OSError as error:
        raise SettingsError(f"{home.root} cannot be used as IZDER_HOME: {error.strerror}.") from error


@contextmanager
def _plain_errors(file: str) -> Iterator[None]:
    """No room, no right: said of the file that was being read."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"«{file}» was not loaded: {error.strerror or error}. Make room or give the right, and load it again.",
            key="not_loaded", file=file, cause=str(error.strerror or error),
        ) from error  # fmt: skip


def _run_id() -> str:
    return f"load-{secrets.token_hex(4)}"
