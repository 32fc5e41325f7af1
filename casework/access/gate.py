"""The gate. Every look at intelligence is written into the audit log before the store is read; IINs leave masked."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from casework.access import examples, finding, masking, pictures, sheets
from casework.access.asking import Desk
from casework.access.custody import CustodyGate
from casework.access.dossier import Dossier
from casework.access.joins import JoinGate
from casework.access.pairs import PairGate
from casework.access.reckoning import ReckoningGate
from casework.access.reviewing import Reviewing
from casework.access.runs import Runs, day_of
from casework.access.saving import SavedGate
from casework.access.templates import TemplateGate
from casework.audit import Audit
from casework.brief import set_brief
from casework.cases import Cases, Judgement
from casework.needed import needed
from casework.purpose import Purpose, name_purpose
from casework.review import Review
from casework.saved import Saved
from core.answers import Activity, Answer, Entity, Hit, Picture, QuestionSheet, RawRow
from core.clock import now_ms
from core.errors import AccessRefused, NotFound
from core.home import Home
from core.networks import Network, Run
from core.phrases import Phrases
from core.reports import QuarantinedRow
from etl.delivery import Delivery
from etl.ledger import deliveries, quarantined
from etl.sources import raw_row
from graph.ask import ask, checked
from graph.ask import sheets as question_sheets
from graph.store import GraphStore

FIRST_ANSWER_S = 60.0  # a Neo4j that has just started on a busy machine needs more than the 10 s of a question


class Access:
    """Who may see what, and why. Its parts are its own: a view has no way around it."""

    def __init__(
        self, home: Home, audit: Audit, cases: Cases, review: Review, graph: GraphStore | None = None,
        now: Callable[[], int] = now_ms, saved: Saved | None = None,
    ) -> None:  # fmt: skip
        self._home, self._audit, self._cases, self._graph = home, audit, cases, graph
        self._runs, self._now = Runs(graph) if graph else None, now
        self.watch: Callable[[], None] = nothing  # what is to happen before anybody looks
        self.custody = CustodyGate(self._enter, home, graph, now)
        self.templates = TemplateGate(home, self._enter)
        self.reckoning = ReckoningGate(self._enter, self._found, lambda: self._dossier("en"), cases)
        self.saved = SavedGate(self._enter, self.ask, saved, now)
        self.joins = JoinGate(self._enter, home, review.book, now)
        self.pairs = PairGate(self._enter, self._desk, Reviewing(home, review, cases, self._runs))

    # ── who asks ─────────────────────────────────────────────────────────

    def purpose(self, user: str | None, reason: str | None) -> Purpose:
        """Who asks and why; what is not named is filled in while only the examples are loaded.

        Raises:
            AccessRefused: it is not named, and other data is loaded.
        """
        named = bool((user or "").strip() and (reason or "").strip())
        return name_purpose(user, reason, only_examples=named or self.demonstration())

    def demonstration(self) -> bool:
        """True while nothing but the example deliveries is loaded, here or in the graph."""
        if not examples.only_examples_in(self._home):
            return False
        if self._graph is None:
            return True
        answer = ask(self._graph, "loaded_sources", {}, timeout_s=FIRST_ANSWER_S)
        return examples.only_examples_among({row[0] for row in answer.rows})

    # ── networks ─────────────────────────────────────────────────────────

    def run(self, purpose: Purpose, run_id: str | None = None, *, reveal: bool = False) -> Run:
        """A run of detection, the last one where none is named. Masked, and without `persons`, unless revealed.

        Raises:
            AccessRefused: no valid purpose, or the audit entry could not be written.
            NotFound: there is no such run.
        """
        self._enter(purpose, "reveal run" if reveal else "run", run=run_id)
        found = self._found().get(run_id)
        return found if reveal else masking.mask_run(found)

    def networks(self, purpose: Purpose) -> Run:
        """The last run, masked.

        Raises:
            AccessRefused, NotFound: as for `run`.
        """
        return self.run(purpose)

    def network(self, purpose: Purpose, network_id: str, *, reveal: bool = False) -> Network:
        """One network of the last run.

        Raises:
            AccessRefused: as for `run`.
            NotFound: the last run has no such network.
        """
        self._enter(purpose, "reveal network" if reveal else "network", network=network_id)
        _, found = self._found().network(network_id)
        return found if reveal else masking.mask_network(found)

    def picture(self, purpose: Purpose, network_id: str, language: str) -> Picture:
        """A network with its lines, accounts, shared handsets and arrests, as far as the run could see.

        Raises:
            AccessRefused, NotFound: as for `network`.
        """
        self._enter(purpose, "picture", network=network_id)
        run, network = self._found().network(network_id)
        return pictures.network_picture(self._desk(language), network, day_of(run))

    def expand(self, purpose: Purpose, entity_id: str, *, limit: int = 50, language: str) -> Picture:
        """An entity and its neighbours, `shown` of `total`.

        Raises:
            AccessRefused: as for `run`.
            NotFound: the graph does not hold the entity.
        """
        self._enter(purpose, "expand", entity=entity_id, limit=limit)
        return pictures.neighbours_picture(self._desk(language), entity_id, limit)

    def entity(self, purpose: Purpose, entity_id: str, language: str) -> Entity:
        """The sheet of an entity, masked.

        Raises:
            AccessRefused, NotFound: as for `expand`.
        """
        self._enter(purpose, "entity", entity=entity_id)
        return sheets.entity_sheet(self._desk(language), entity_id)

    def activity(self, purpose: Purpose, entity_ids: Sequence[str]) -> Activity:
        """What some entities did per local day.

        Raises:
            AccessRefused: as for `run`.
        """
        self._enter(purpose, "activity", entities=list(entity_ids))
        return self._dossier("en").activity(entity_ids, None)

    def search(self, purpose: Purpose, text: str, *, limit: int = 50, language: str) -> list[Hit]:
        """Entities that an identifier or a name leads to.

        Raises:
            AccessRefused: as for `run`.
        """
        self._enter(purpose, "search", text=text, limit=limit)
        return finding.find(self._desk(language), text, limit, finding.memberships(self._found().last()))

    # ── questions ────────────────────────────────────────────────────────

    def questions(self, language: str) -> list[QuestionSheet]:
        """What may be asked. Holds no data, needs no purpose."""
        return question_sheets(language)

    def ask(
        self, purpose: Purpose, name: str, parameters: Mapping[str, str], *,
        language: str, limit: int | None = None, reveal: bool = False,
    ) -> Answer:  # fmt: skip
        """The answer to a question of the catalogue, masked unless revealed.

        Raises:
            AccessRefused: as for `run`.
            UnknownQuestion: no such question, or parameters or a limit that do not fit it.
        """
        checked(name, parameters, limit)
        self._enter(purpose, "reveal answer" if reveal else "ask", question=name, parameters=dict(parameters))
        answer = ask(self._store(), name, parameters, limit, language=language)
        return answer if reveal else masking.mask_answer(answer)

    # ── deliveries ───────────────────────────────────────────────────────

    def row(self, purpose: Purpose, source: str, row: int, *, reveal: bool = False) -> RawRow:
        """A row of a delivered file as it came, IINs masked unless revealed.

        Raises:
            AuthorityExpired: it came under a sanction that has ended.
            AccessRefused: as for `run`.
            NotFound: there is no such file or row.
        """
        self._enter(purpose, "reveal row" if reveal else "row", source=source, row=row)
        found = raw_row(self._home, source, row, self._now())
        return found if reveal else masking.mask_raw(found)

    def deliveries(self, purpose: Purpose) -> list[Delivery]:
        """What was delivered, by whom, and what became of its rows.

        Raises:
            AccessRefused: as for `run`.
        """
        self._enter(purpose, "deliveries")
        return [each.model_copy(update={"file": masking.mask_text(each.file)}) for each in deliveries(self._home)]

    def quarantine(
        self, purpose: Purpose, *, file: str | None = None, reason: str | None = None,
        limit: int | None = None, reveal: bool = False,
    ) -> list[QuarantinedRow]:  # fmt: skip
        """Rows that were not loaded, with the line as it came, IINs masked unless revealed.

        Those that came under a sanction which has ended are left out; `custody.ended` names it.

        Raises:
            AccessRefused: as for `run`.
        """
        self._enter(purpose, "reveal quarantine" if reveal else "quarantine", file=file, reason=reason, limit=limit)
        shown_as = {masking.mask_text(each.file): each.source for each in deliveries(self._home)}
        held = quarantined(self._home, shown_as.get(file or "", file), reason, limit, self._now())
        return held if reveal else [masking.mask_held(each) for each in held]

    # ── acts ─────────────────────────────────────────────────────────────

    def reveal(self, purpose: Purpose, entity_id: str) -> str:
        """The IIN or BIN of a person or organisation, in full.

        Raises:
            AccessRefused: as for `run`.
            NotFound: none is known.
        """
        self._enter(purpose, "reveal", entity=entity_id)
        found = self._desk("en").rows("identifiers_of", entity=entity_id)
        if not found:
            raise NotFound(f"No IIN is known of {entity_id}.", key="no_iin")
        return ", ".join(row["identifier"] for row in found)

    def brief(self, purpose: Purpose, network_id: str, language: str, *, reveal: bool = False) -> bytes:
        """The brief on a network as PDF. The SHA-256 of what is handed out stands in the audit log.

        Raises:
            AccessRefused, NotFound: as for `network`.
            BriefError: it could not be set.
        """
        self._enter(purpose, "reveal brief" if reveal else "brief", network=network_id, language=language)
        run, network = self._found().network(network_id)
        network = network if reveal else masking.mask_network(network)
        facts = self._dossier(language).facts(run, network, purpose)
        facts = replace(facts, revealed=reveal, demonstration=self.demonstration(), categories=self._known(network))
        paper = set_brief(facts, language, Phrases.load())
        self._enter(purpose, "brief handed out", network=network_id, sha256=hashlib.sha256(paper).hexdigest())
        return paper

    def categories(self, purpose: Purpose, network_id: str) -> dict[str, Judgement]:
        """What people decided about the persons of a network; who is not in it is unknown.

        Raises:
            AccessRefused: as for `run`.
        """
        self._enter(purpose, "categories", network=network_id)
        return self._cases.categories(network_id)

    def categorise(self, purpose: Purpose, network_id: str, person: str, category: str, reason: str) -> Judgement:
        """Decide on a person's category in a network, with a reason.

        Raises:
            AccessRefused: as for `run`.
            IzderError: no such category, or no reason.
        """
        self._enter(purpose, "categorise", network=network_id, person=person, category=category, reason=reason)
        return self._cases.categorise(purpose, network_id, person, category, reason)

    def act(self, purpose: Purpose, act: str, **parameters: object) -> None:
        """Write an act that changes what is known (loading, detecting) into the audit log before it begins.

        Raises:
            AccessRefused: the entry could not be written.
        """
        self._audit.write(purpose, act, parameters)

    def status(self) -> dict[str, Any]:
        """Counts and the last run; no personal data, no audit entry."""
        run = self._runs.last() if self._runs else None
        last = run and {"id": run.id, "as_of": run.as_of, "networks": len(run.networks), "data_hash": run.data_hash}
        return {
            "deliveries": len(deliveries(self._home)),
            "counts": self._graph.counts() if self._graph else None,
            "last_run": last,
            "demonstration": self.demonstration(),
            "audit_entries": self._audit.head()[0],
        }

    # ── within ───────────────────────────────────────────────────────────

    def _enter(self, purpose: Purpose, act: str, **parameters: object) -> None:
        """Check that the purpose still holds and write the audit entry; nothing is read before."""
        if not purpose.user.strip() or not purpose.reason.strip():
            raise AccessRefused("A read names who asks and why.", key="no_purpose")
        if purpose.demonstration and not self.demonstration():
            raise AccessRefused(
                "Data other than the examples has been loaded: say who asks and why.", key="say_purpose"
            )
        self.watch()
        self._audit.write(purpose, act, {name: value for name, value in parameters.items() if value is not None})

    def _store(self) -> GraphStore:
        return needed(self._graph)

    def _desk(self, language: str) -> Desk:
        return Desk(self._store(), language)

    def _dossier(self, language: str) -> Dossier:
        return Dossier(self._desk(language), self._home)

    def _found(self) -> Runs:
        return needed(self._runs)

    def _known(self, network: Network) -> dict[str, str]:
        return {person: made.category for person, made in self._cases.categories(network.id).items()}


def nothing() -> None:
    """Nothing is to happen."""
