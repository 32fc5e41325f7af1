"""The one place that wires everything: for the command line, the screen and the tests."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from casework.access import Access, Purpose
from casework.access.custody import Watch
from casework.access.masking import mask_run
from casework.audit import Audit
from casework.cases import Cases
from casework.custody import Custody
from casework.database import open_database
from casework.erasing import Erasing
from casework.erasures import Erasures
from casework.joins import JoinActs
from casework.judgements import Judgements
from casework.learning import Learning
from casework.models import Models
from casework.needed import needed
from casework.proposals import Proposals
from casework.purpose import system_user
from casework.resolution import Resolution
from casework.review import Review
from casework.saved import Saved
from casework.templates import Templates
from casework.verdicts import Verdicts
from casework.version import code_version
from core.clock import day_end, day_start, now_ms
from core.errors import StoreUnavailable
from core.fitting import Fitted
from core.home import Home
from core.identity import key_fingerprint, load_key
from core.judgements import JudgementBook, NoJudgements
from core.networks import Run
from core.protocols import GraphWriter, Progress, silent
from core.reports import LoadReport
from core.settings import Settings
from etl.ledger import deliveries
from etl.load import data_hash, load_paths
from graph.bulk import FirstLoad
from graph.networks.detect import detect
from graph.networks.keep import files, save_run
from graph.projection import project
from graph.server import LocalServer, connected
from graph.store import GraphStore

Parameters = Mapping[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Izder:
    """The wired application. Lives inside the with-block of `bootstrap`."""

    settings: Settings
    home: Home
    access: Access
    progress: Progress = silent
    _store: GraphStore | None = None
    _book: JudgementBook = field(default_factory=NoJudgements)
    _now: Callable[[], int] = now_ms
    _erasures: Erasures | None = None
    _models: Models | None = None
    _server: LocalServer | None = None  # ours to stop while a first large load is imported

    def load(
        self, paths: Sequence[Path], template: str | None = None, received: date | None = None,
        purpose: Purpose | None = None, progress: Progress | None = None,
    ) -> LoadReport:  # fmt: skip
        """Load files and folders; loading again what is loaded changes nothing. Audited before it begins.

        `progress`: where to say how far it is, if not where this application says it.

        Raises:
            AccessRefused: the audit entry could not be written.
            InputError: a named file cannot be taken; says which and why.
            SettingsError: the graph was made with another identity key.
        """
        self.access.act(purpose or self._actor("load"), "load", paths=[path.name for path in paths], template=template)
        store = self._graph()
        store.claim(key_fingerprint(load_key(self.home)))  # persons of another key would not meet those in the graph
        report = load_paths(
            paths, home=self.home, writer=self._writer(store), settings=self.settings, template=template,
            received_ms=None if received is None else day_start(received), now_ms=self._now(), book=self._book,
            progress=progress or self.progress,
        )  # fmt: skip
        self.custody.keep_shut()  # a register may have come that renews or ends a sanction
        return report

    def detect(
        self, as_of: date | None = None, parameters: Parameters | None = None, purpose: Purpose | None = None,
        weights: Fitted | None = None,
    ) -> Run:  # fmt: skip
        """Look for networks and store them under a run id; returned masked. Audited before it begins.

        `weights`: factors on the shipped ones, named in the run's parameters.

        Raises:
            AccessRefused: the audit entry could not be written.
            StoreUnavailable: Neo4j was lost; no half run is left.
        """
        self.access.act(purpose or self._actor("detect"), "detect", as_of=as_of, parameters=dict(parameters or {}))
        store, until = self._graph(), None if as_of is None else day_end(as_of)
        run = detect(
            project(store, until), as_of=as_of, parameters=parameters, progress=self.progress, files=files(store),
            code_version=code_version(), data_hash=data_hash(self.home, until, self._now()), weights=weights,
        )  # fmt: skip
        save_run(store, run)
        return mask_run(run)

    @property
    def custody(self) -> Custody:
        """What was delivered, put right: rows amended and judged anew, the graph made again, sanctions kept shut."""
        return Custody(
            self.settings, self.home, self.access, self._store, self._book, self._actor, self.progress, self._now,
            self._writer,
        )  # fmt: skip

    @property
    def erasing(self) -> Erasing:
        """A delivery erased, by two persons, with all that was derived from it alone."""
        if self._erasures is None:
            raise StoreUnavailable("This application was wired without a casework database.")
        return Erasing(self.custody, self._erasures, self._server)

    @property
    def resolution(self) -> Resolution:
        """Who is one with whom: the model asked, a merge explained and undone."""
        return Resolution(
            self.home, self.access, self._store, self._book, self._actor, self.progress, self._now, self._models
        )

    @property
    def learning(self) -> Learning:
        """What people's judgements would change in the model, and putting it in force."""
        if self._models is None:
            raise StoreUnavailable("This application was wired without a casework database.")
        return Learning(self.home, self.access, self._book, self._models, self._actor, self._now)

    @property
    def pairs(self) -> Verdicts:
        """Verdicts on pairs that may be one person: given, confirmed, rejected, taken back."""
        return Verdicts(self.access.pairs, self._actor, self.resolution.bring_in_line)

    @property
    def joins(self) -> JoinActs:
        """Two rows that are one event taken apart, and put together again."""
        return JoinActs(self.access, self._store, self._actor, self.progress, self._now)

    @property
    def templates(self) -> Templates:
        """Templates put in force, each under the name of who did it."""
        return Templates(self.home, self.access, self._actor)

    def current(self, run: Run) -> bool:
        """Whether a run saw all that is loaded now, and was made by this code: doing it again would change nothing."""
        seen = data_hash(self.home, now_ms=self._now())
        return (run.as_of, run.code_version, run.data_hash) == (None, code_version(), seen)

    def _graph(self) -> GraphStore:
        return needed(self._store)

    def _writer(self, store: GraphStore) -> GraphWriter:
        """The graph for a load: a first large one is collected and imported at once, where the server is ours."""
        if self._server is None:
            return store
        folder = self.home.neo4j / "bulk"
        return FirstLoad(store, self._server, folder, self.settings.import_rows, self.progress)

    def _actor(self, act: str) -> Purpose:
        """Who acts, for the audit log: acts need no reason to be allowed, but they are told."""
        return Purpose(self.settings.user or system_user(), self.settings.reason or act)


@contextmanager
def bootstrap(
    settings: Settings, *, progress: Progress = silent, start_store: bool = True, serves: bool = False,
    now: Callable[[], int] = now_ms,
) -> Iterator[Izder]:
    """The application on the home and graph that the settings name.

    A running server is used; otherwise one is started and stopped at the end. Without `start_store` there is no
    graph: what needs it says so. `now`: what time it is, in milliseconds; sanctions that have ended by then are shut.
    `serves`: others are answered from this process, so Neo4j is not stopped under them.

    Raises:
        SettingsError: the casework database cannot be opened.
        ServerError, StoreUnavailable: Neo4j cannot be started or reached.
    """
    home = Home(settings.home).ensure()
    with ExitStack() as stack:
        database = open_database(home, settings.casework_url)
        stack.callback(database.dispose)
        graph = stack.enter_context(connected(settings, progress)) if start_store else None
        store, server = (graph.store, graph.server) if graph else (None, None)
        if store is not None and not deliveries(home):
            store.ensure_schema()  # a question to an empty graph is answered with nothing, not with an error
        book = Judgements(database, settings.agency)
        review = Review(book, Proposals(database, settings.agency))
        audit, cases = Audit(database, settings.agency), Cases(database, settings.agency)
        access = Access(home, audit, cases, review, store, now, Saved(database, settings.agency))
        erasures = Erasures(database, settings.agency)
        models = Models(database, settings.agency)
        izder = Izder(settings, home, access, progress, store, book, now, erasures, models, None if serves else server)
        izder.custody.keep_shut()
        access.watch = Watch(now, izder.custody.keep_shut)
        yield izder


def up(settings: Settings, progress: Progress = silent) -> dict[str, Any]:
    """Start the local Neo4j and let it run until `down`; return its status.

    Raises:
        ServerError: it cannot be fetched or started.
    """
    server = local(settings).start(stay=True, progress=progress)
    server.release()
    return status(settings)


def down(settings: Settings) -> dict[str, Any]:
    """Stop the local Neo4j, whoever uses it; return its status."""
    local(settings).stop()
    return status(settings)


def status(settings: Settings) -> dict[str, Any]:
    """The server, what is loaded, the last run, versions. Starts nothing: counts are None while Neo4j is down."""
    server = local(settings).status()
    with bootstrap(settings, start_store=server.running or settings.neo4j_uri is not None) as izder:
        state = izder.access.status()
    return {
        "home": str(settings.home),
        "neo4j": {"uri": settings.neo4j_uri} if settings.neo4j_uri else asdict(server),
        "version": code_version(),
        **state,
    }


def local(settings: Settings) -> LocalServer:
    """The local server of the settings' home."""
    return LocalServer(Home(settings.home), settings)
