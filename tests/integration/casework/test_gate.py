"""The gate, over a real graph: who, why, written first, masked; and what comes through it."""

import io
import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass

import pytest
from pypdf import PdfReader
from sqlalchemy import Engine, event

from casework.access import Access, Purpose
from casework.access.runs import Runs
from casework.audit import Audit
from casework.cases import Cases
from casework.deciding import decided_cases
from casework.review import Review
from core.errors import AccessRefused, InputError, IzderError, NotFound, StoreUnavailable, UnknownQuestion
from core.home import Home
from graph.store import GraphStore

Reads = dict[str, Callable[[Access, Purpose], object]]
IIN, OTHER_IIN = "900329397139", "850101300015"
ORGANISER, COURIER, DROPPER = "person:organiser", "person:courier", "person:dropper"
P1, P2, BURNER = "phone:+77010012301", "phone:+77010012302", "phone:+77010012309"
K1, K2 = "account:KZ86301A000000000001", "account:KZ59301A000000000002"
HANDSET, ARREST, NETWORK = "imei:351756051523993", "arrest:247510031/000001", "network:one"


def text_of(result: object) -> str:
    """All that a result says, as text."""
    if isinstance(result, bytes):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(result)).pages)
    if isinstance(result, list | tuple):
        return " ".join(map(text_of, result))
    if hasattr(result, "model_dump_json"):
        return result.model_dump_json()
    return json.dumps(asdict(result) if is_dataclass(result) else result, ensure_ascii=False, default=str)


def bare(text: str) -> str:
    """Without spaces and places to break: where a line breaks is the setter's business."""
    return "".join(text.replace("\u200b", "").split())


def test_every_look_is_in_the_audit_log_with_who_and_why(
    access: Access, analyst: Purpose, audit: Audit, reads: Reads
) -> None:
    for name, read in reads.items():
        before = audit.head()[0]
        read(access, analyst)
        written = list(audit.entries(after=before))
        assert len(written) == (2 if name == "brief" else 1), name
        assert (written[0].user, written[0].reason, written[0].agency) == ("a.seitova", "case 25-114", "tc-almaty")
    assert audit.verify() == audit.head()[0]


def test_no_look_gives_anything_when_the_audit_log_is_full(
    access: Access, analyst: Purpose, database: Engine, reads: Reads
) -> None:
    event.listen(database, "checkout", lambda raw, *_: raw.execute("PRAGMA max_page_count = 1"))
    for size in (2000, 200, 1):
        with pytest.raises(AccessRefused):
            for _ in range(200):
                access.search(analyst, "x" * size, language="ru")
    for name, read in reads.items():
        with pytest.raises(AccessRefused, match="nothing is shown"):
            read(access, Purpose("a.seitova", name * 500))


def test_no_look_shows_an_iin(access: Access, analyst: Purpose, reads: Reads) -> None:
    for name, read in reads.items():
        shown = text_of(read(access, analyst))
        assert IIN not in shown, name
        assert OTHER_IIN not in shown, name


def test_an_iin_is_shown_to_who_asks_for_it_and_that_is_written(access: Access, audit: Audit, analyst: Purpose) -> None:
    assert access.reveal(analyst, ORGANISER) == IIN
    assert access.run(analyst, reveal=True).networks[0].members[0].iin == IIN
    assert access.network(analyst, NETWORK, reveal=True).members[1].iin == OTHER_IIN
    asked = access.ask(analyst, "neighbours", {"entity": ORGANISER}, language="ru", reveal=True)
    assert f"iin:{IIN}" in str(asked.rows)
    assert IIN in text_of(access.brief(analyst, NETWORK, "ru", reveal=True))
    acts = [entry.act for entry in audit.entries()]
    assert acts == ["reveal", "reveal run", "reveal network", "reveal answer", "reveal brief", "brief handed out"]


def test_nobody_has_an_iin_that_is_not_known(access: Access, analyst: Purpose) -> None:
    with pytest.raises(NotFound, match="No IIN"):
        access.reveal(analyst, DROPPER)


def test_without_a_purpose_nothing_but_the_examples_may_be_seen(access: Access) -> None:
    assert not access.demonstration()
    with pytest.raises(AccessRefused, match="Data other than the examples"):
        access.purpose(None, None)
    assert access.purpose("a", "b") == Purpose("a", "b")


@pytest.mark.parametrize("purpose", [Purpose("", "why"), Purpose("who", " ")])
def test_an_empty_purpose_is_none(access: Access, purpose: Purpose) -> None:
    with pytest.raises(AccessRefused, match="who asks and why"):
        access.networks(purpose)


def test_a_run_detected_meanwhile_is_the_one_shown(
    access: Access, analyst: Purpose, request: pytest.FixtureRequest
) -> None:
    assert access.networks(analyst).id == "run:one"
    request.getfixturevalue("seen_by_october")
    assert access.networks(analyst).id == "run:october"
    assert access.run(analyst, "run:one").as_of is None


def test_persons_serve_evaluation_only(access: Access, analyst: Purpose) -> None:
    assert access.networks(analyst).persons == ()
    assert len(access.run(analyst, reveal=True).persons) == 1


def test_a_run_or_network_that_is_not_there_is_said_to_be_missing(access: Access, analyst: Purpose) -> None:
    with pytest.raises(NotFound):
        access.run(analyst, "run:none")
    with pytest.raises(NotFound, match="network:none"):
        access.network(analyst, "network:none")
    with pytest.raises(NotFound):
        access.expand(analyst, "phone:+77010099999", language="ru")


def test_the_ledger_is_the_cores_or_that_of_whoever_is_named(access: Access, analyst: Purpose) -> None:
    core = [each.member.id for each in access.reckoning.why(analyst, NETWORK)]
    assert core == [member.id for member in access.network(analyst, NETWORK).members if member.core]
    assert [each.member.id for each in access.reckoning.why(analyst, NETWORK, DROPPER)] == [DROPPER]
    with pytest.raises(NotFound, match="nobody"):
        access.reckoning.why(analyst, NETWORK, "nobody")


def test_who_holds_a_network_together_is_asked_of_its_members_alone(access: Access, analyst: Purpose) -> None:
    found = access.reckoning.holds(analyst, NETWORK, [COURIER])
    assert {each.member.id for each in found.holders} == {ORGANISER, COURIER, BURNER}
    assert found.remaining[0].removed == (COURIER,)
    assert {each.member.iin for each in found.holders} <= {None, "9003••••••39", "8501••••••15"}
    with pytest.raises(NotFound, match="nobody"):
        access.reckoning.holds(analyst, NETWORK, ["nobody"])


def test_weights_are_fitted_on_what_people_decided_and_refused_while_that_is_little(
    access: Access, analyst: Purpose, graph: GraphStore,
) -> None:  # fmt: skip
    with pytest.raises(InputError, match=r"0 were found to be of a network, 0 not; it takes 40"):
        access.reckoning.fit(analyst)
    access.categorise(analyst, NETWORK, ORGANISER, "suspect", "arrested")
    access.categorise(analyst, NETWORK, COURIER, "convicted", "judgment of 3 May")
    with pytest.raises(InputError, match="1 were found to be of a network, 0 not"):
        access.reckoning.fit(analyst)


def test_decided_cases_are_the_last_word_on_people_of_stored_networks(
    access: Access, analyst: Purpose, graph: GraphStore, database: Engine,
) -> None:  # fmt: skip
    for person, said in ((COURIER, "contact"), (COURIER, "convicted"), (ORGANISER, "witness"), (DROPPER, "convicted")):
        access.categorise(analyst, NETWORK, person, said, "judgment of 3 May")
    found = decided_cases(Runs(graph), Cases(database, "tc-almaty"))
    assert {(case.of_network, tuple(case.found)) for case in found} == {(True, ("made_up",)), (False, ("made_up",))}


def test_the_picture_has_members_lines_accounts_shared_handsets_and_arrests(access: Access, analyst: Purpose) -> None:
    picture = access.picture(analyst, NETWORK, "ru")
    kinds = {node.id: node.kind for node in picture.nodes}
    assert kinds == {
        ORGANISER: "Person", COURIER: "Person", DROPPER: "Person", P1: "Phone", P2: "Phone", BURNER: "Phone",
        K1: "Account", K2: "Account", HANDSET: "Device", ARREST: "Arrest",
    }  # fmt: skip
    bundles = {(edge.source, edge.target, edge.kind): edge for edge in picture.edges}
    assert bundles[P1, P2, "CALLED"].count == 2
    assert bundles[K2, K1, "TRANSFERRED"].amount_tiyn == 1_200_000
    assert (picture.shown, picture.total) == (10, 10)
    by_id = {node.id: node for node in picture.nodes}
    assert by_id[ORGANISER].core
    assert not by_id[P1].core
    assert by_id[K2].role == "dropper"


@pytest.mark.usefixtures("seen_by_october")
def test_a_picture_as_of_a_day_leaves_out_what_came_later(access: Access, analyst: Purpose) -> None:
    edges = access.picture(analyst, NETWORK, "ru").edges
    bundles = {(edge.source, edge.target, edge.kind): edge for edge in edges}
    assert bundles[P1, P2, "CALLED"].count == 1
    assert bundles[K2, K1, "TRANSFERRED"].amount_tiyn == 500_000


def test_expansion_says_how_many_of_how_many(access: Access, analyst: Purpose) -> None:
    picture = access.expand(analyst, P2, limit=2, language="ru")
    assert picture.nodes[0].id == P2
    assert picture.shown <= 2 < picture.total == 4
    assert all(P2 in (edge.source, edge.target) for edge in picture.edges)


def test_a_sheet_names_its_facts_and_leads_to_rows(access: Access, analyst: Purpose) -> None:
    sheet = access.entity(analyst, ORGANISER, "en")
    assert (sheet.kind, sheet.label) == ("Person", "Сейтова Айгуль")
    facts = {fact.value: fact for fact in sheet.facts}
    assert "9003••••••39" in facts
    [ref] = facts["+77010012301"].rows
    assert (ref.file, ref.row) == ("register.csv", 4)


@pytest.mark.parametrize(
    ("text", "found"),
    [(IIN, ORGANISER), ("8 701 001 23 01", P1), ("KZ86301A000000000001", K1), ("247510031/000001", ARREST),
     ("Сейтова", ORGANISER), ("Seitova Aigul", ORGANISER), ("Абенов", DROPPER), ("Әбенов", DROPPER),
     ("351756051523993", HANDSET), (ORGANISER, ORGANISER)],
)  # fmt: skip
def test_search_finds_by_identifier_and_by_name_in_any_spelling(
    access: Access, analyst: Purpose, text: str, found: str
) -> None:
    hits = access.search(analyst, text, language="ru")
    assert hits[0].id == found
    assert hits[0].networks == ((NETWORK,) if found not in (ARREST, HANDSET) else ())


@pytest.mark.parametrize("text", ["", "   ", "нетникого", "((((", "name:*", "900329397140"])
def test_search_for_nothing_finds_nothing(access: Access, analyst: Purpose, text: str) -> None:
    assert access.search(analyst, text, language="ru") == []


def test_activity_counts_days(access: Access, analyst: Purpose) -> None:
    activity = access.activity(analyst, [P1, P2, K1])
    counts = zip(activity.calls, activity.transfers, activity.amount_tiyn, strict=True)
    days = dict(zip(activity.days, counts, strict=True))
    assert days["2025-10-03"] == (1, 1, 500_000)
    assert days["2025-10-04"] == (1, 0, 0)


def test_a_question_of_the_screen_is_not_for_asking(access: Access, analyst: Purpose) -> None:
    with pytest.raises(UnknownQuestion, match="serves the screen"):
        access.ask(analyst, "identifiers_of", {"entity": ORGANISER}, language="ru")


def test_without_a_graph_reads_say_so(
    home: Home, audit: Audit, database: Engine, review: Review, analyst: Purpose
) -> None:
    access = Access(home, audit, Cases(database, "tc"), review)
    with pytest.raises(StoreUnavailable, match="izder up"):
        access.networks(analyst)
    assert access.questions("ru")


def test_the_brief_tells_the_graph(access: Access, analyst: Purpose, audit: Audit) -> None:
    access.categorise(analyst, NETWORK, COURIER, "suspect", "held with the goods")
    paper = access.brief(analyst, NETWORK, "en")
    text = bare(text_of(paper))
    for said in (
        "Network 1 · Алматы", "Сейтова Айгуль", "9003••••••39", "suspect", "Arrest, register no. 247510031/000001",
        "мефедрон 12.5 g", "12 000 ₸", "Possible user: Әбенов Ғалымжан (a guess)", "run:one",
        "Handling: restricted", "statement_9003••••••39.csv, row 2",
    ):  # fmt: skip
        assert bare(said) in text, said
    assert paper == access.brief(analyst, NETWORK, "en")
    handed_out = [json.loads(entry.parameters) for entry in audit.entries() if entry.act == "brief handed out"]
    assert handed_out[0]["sha256"] == handed_out[1]["sha256"]


def test_a_category_needs_a_network_and_is_written_before_it_counts(
    access: Access, analyst: Purpose, audit: Audit
) -> None:
    with pytest.raises(IzderError):
        access.categorise(analyst, NETWORK, COURIER, "guilty", "x")
    access.categorise(analyst, NETWORK, COURIER, "witness", "saw it")
    assert access.categories(analyst, NETWORK)[COURIER].category == "witness"
    assert [entry.act for entry in audit.entries()] == ["categorise", "categorise", "categories"]


def test_status_holds_no_personal_data_and_leaves_no_entry(access: Access, audit: Audit) -> None:
    status = access.status()
    assert status["counts"]["Person"] == 3
    assert status["last_run"]["id"] == "run:one"
    assert IIN not in str(status)
    assert "Сейтова" not in str(status)
    assert audit.head()[0] == 0
