"""Pairs behind the gate: who waits, side by side and masked; a merge that touches a case needs two persons."""

import polars as pl
import pytest
from sqlalchemy import Engine

from casework.access import Access, Purpose
from casework.access.reviewing import Reviewing
from casework.access.runs import Runs
from casework.audit import Audit
from casework.cases import Cases
from casework.review import Review
from core.errors import AccessRefused, NotFound
from core.home import Home
from core.judgements import Judgement
from etl.resolve.kept import PAIRS, PARTIES, RUN, ComparedField, ResolutionRun
from graph.store import GraphStore

IIN, OTHER_IIN = "900329397139", "850101300015"
ORGANISER, COURIER, DROPPER = "person:organiser", "person:courier", "person:dropper"
OTHER = Purpose("b.omarov", "case 25-114")
NAME = ComparedField(name="name", shows=("names",), levels=("different", "close", "exact"))
PHONE = ComparedField(name="phone", shows=("phones",), levels=("different", "shared"))


def pair(left: str, right: str, weight: float, band: str = "review") -> dict[str, object]:
    return {"left": left, "right": right, "weight": weight, "probability": 0.5, "band": band, "guards": ["name_alone"],
            "level_name": 1, "weight_name": weight + 20, "level_phone": -1, "weight_phone": 0.0}  # fmt: skip


@pytest.fixture
def compared(home: Home) -> None:
    """What a run of resolution left: two pairs to review, one merged, one left apart."""
    home.resolution.mkdir()
    run = ResolutionRun(
        model="m1", made_ms=1, data_hash="9f", parties=3, pairs=4, prior=-20, merge_from=10, review_from=0,
        fields=(NAME, PHONE),
    )  # fmt: skip
    (home.resolution / RUN).write_text(run.model_dump_json(), "utf-8")
    parties = {
        "id": [COURIER, DROPPER, ORGANISER, "person:x"],
        "names": [[f"Ким Сергей {OTHER_IIN}", "KIM SERGEY"], ["Әбенов Ғалымжан"], ["Сейтова Айгуль"], ["X"]],
        "phones": [["+77010012302"], None, ["+77010012301"], None],
    }
    pl.DataFrame(parties).write_parquet(home.resolution / PARTIES)
    pairs = [
        pair(DROPPER, ORGANISER, 3.5), pair(COURIER, DROPPER, 7.25), pair(COURIER, ORGANISER, 15, "merge"),
        pair(DROPPER, "person:x", -3, "leave"),
    ]  # fmt: skip
    pl.DataFrame(pairs).write_parquet(home.resolution / PAIRS)


@pytest.mark.usefixtures("compared")
def test_the_heaviest_pair_of_the_review_band_comes_first(access: Access, analyst: Purpose) -> None:
    queue = access.pairs.queue(analyst)
    assert [(each.left, each.right) for each in queue.pairs] == [(COURIER, DROPPER), (DROPPER, ORGANISER)]
    assert queue.total == 2
    assert access.pairs.queue(analyst, limit=1).total == 2
    assert len(access.pairs.queue(analyst, limit=1).pairs) == 1


@pytest.mark.usefixtures("compared")
def test_a_pair_stands_with_its_fields_weights_and_networks_and_without_iins(access: Access, analyst: Purpose) -> None:
    first = access.pairs.queue(analyst).pairs[0]
    assert first.scored is not None
    name, phone = first.scored.fields
    assert (name.level, name.left, name.weight) == ("close", ("Ким Сергей 8501••••••15", "KIM SERGEY"), 27.25)
    assert (phone.level, phone.left, phone.right) == ("missing", ("+77010012302",), ())
    assert first.networks == ("network:one",)
    revealed = access.pairs.queue(analyst, reveal=True).pairs[0].scored
    assert revealed is not None
    assert OTHER_IIN in revealed.fields[0].left[0]


def test_before_the_first_run_nothing_waits(access: Access, analyst: Purpose) -> None:
    queue = access.pairs.queue(analyst)
    assert (queue.pairs, queue.total) == ((), 0)


@pytest.mark.usefixtures("compared")
def test_two_parties_stand_side_by_side_with_their_rows(access: Access, analyst: Purpose) -> None:
    facing = access.pairs.facing(analyst, ORGANISER, DROPPER, "en")
    assert (facing.left.id, facing.right.id) == (DROPPER, ORGANISER)
    assert facing.two_persons
    rows = [row for fact in facing.right.facts for row in fact.rows]
    assert ("register.csv", 4) in [(row.file, row.row) for row in rows]


@pytest.mark.usefixtures("compared")
def test_a_merge_in_a_case_waits_for_another_and_comes_first_in_the_queue(
    access: Access, analyst: Purpose, review: Review
) -> None:
    outcome = access.pairs.judge(analyst, ORGANISER, DROPPER, "same", "one face in two photographs")
    assert outcome.judgement is None
    queue = access.pairs.queue(OTHER)
    assert (queue.pairs[0].proposal, queue.total) == (outcome.waiting, 2)
    with pytest.raises(AccessRefused, match="two persons"):
        access.pairs.confirm(analyst, DROPPER, ORGANISER)
    made = access.pairs.confirm(OTHER, DROPPER, ORGANISER)
    assert (made.author, made.model, made.weight) == ("a.seitova + b.omarov", "m1", 3.5)
    assert review.book.standing("party") == (made,)
    assert access.pairs.queue(OTHER).total == 1


@pytest.mark.usefixtures("compared")
def test_a_judged_pair_leaves_the_queue_and_undo_brings_it_back(access: Access, analyst: Purpose) -> None:
    access.pairs.judge(analyst, COURIER, DROPPER, "different", "two birth dates")
    assert access.pairs.queue(analyst).total == 1
    access.pairs.undo(analyst, COURIER, DROPPER, "pressed by mistake")
    assert access.pairs.queue(analyst).total == 2


def weighed(home: Home, *pairs: dict[str, object]) -> None:
    """Another run of resolution, that weighs pairs so."""
    pl.DataFrame(pairs).write_parquet(home.resolution / PAIRS)


@pytest.mark.usefixtures("compared")
def test_a_pair_of_which_nobody_could_say_is_listed_apart(access: Access, analyst: Purpose, review: Review) -> None:
    access.pairs.judge(analyst, COURIER, DROPPER, "unsure", f"no photograph of {IIN}")
    access.pairs.judge(OTHER, DROPPER, ORGANISER, "unsure", "never met")
    queue = access.pairs.queue(analyst)
    assert (queue.pairs, queue.total, queue.doubted) == ((), 0, 2)
    apart = access.pairs.queue(analyst, doubted=True)
    assert [(each.left, each.right) for each in apart.pairs] == [(COURIER, DROPPER), (DROPPER, ORGANISER)]
    assert (apart.total, apart.pairs[0].networks) == (2, ("network:one",))
    first = apart.pairs[0].doubt
    assert first is not None
    assert (first.author, first.reason) == ("a.seitova", "no photograph of 9003••••••39")
    assert access.pairs.queue(analyst, doubted=True, limit=1).total == 2
    facing = access.pairs.facing(analyst, COURIER, DROPPER, "en")
    assert facing.waiting.doubt == first
    access.pairs.judge(analyst, COURIER, DROPPER, "different", "the photograph came")
    assert access.pairs.queue(analyst, doubted=True).total == 1
    assert len(review.book.history(COURIER, DROPPER)) == 2


@pytest.mark.usefixtures("compared")
@pytest.mark.parametrize(
    ("weight", "band", "waits"),
    [(7.25, "review", False), (8.2, "review", False), (8.25, "review", True), (6.2, "review", True),
     (12.0, "merge", True), (-4.0, "leave", False)],
)  # fmt: skip
def test_it_waits_again_when_new_evidence_came(
    access: Access, analyst: Purpose, home: Home, weight: float, band: str, waits: bool
) -> None:
    access.pairs.judge(analyst, COURIER, DROPPER, "unsure", "no photograph")
    weighed(home, pair(COURIER, DROPPER, weight, band), pair(DROPPER, ORGANISER, 3.5))
    queue = access.pairs.queue(analyst)
    again = [each for each in queue.pairs if each.doubt]
    assert ([(each.left, each.right) for each in again] == [(COURIER, DROPPER)]) == waits
    assert queue.total == len(queue.pairs) == 1 + waits
    if waits:
        access.pairs.judge(OTHER, COURIER, DROPPER, "unsure", "still none")
        assert access.pairs.queue(analyst).total == 1


@pytest.mark.usefixtures("compared")
def test_a_proposal_on_a_doubted_pair_waits_once(access: Access, analyst: Purpose, home: Home) -> None:
    access.pairs.judge(analyst, DROPPER, ORGANISER, "unsure", "no photograph")
    weighed(home, pair(DROPPER, ORGANISER, 9.5))
    access.pairs.judge(analyst, DROPPER, ORGANISER, "same", "one face in two photographs")
    queue = access.pairs.queue(OTHER)
    assert (len(queue.pairs), queue.total) == (1, 1)
    assert queue.pairs[0].proposal is not None


def test_every_act_is_in_the_audit_log_before_it_is_done(access: Access, analyst: Purpose, audit: Audit) -> None:
    access.pairs.judge(analyst, ORGANISER, DROPPER, "same", "one face")
    access.pairs.reject(OTHER, ORGANISER, DROPPER, "the ears are different")
    access.pairs.judge(analyst, ORGANISER, DROPPER, "unsure", "no photograph")
    access.pairs.undo(analyst, ORGANISER, DROPPER, "by mistake")
    with pytest.raises(AccessRefused):
        access.pairs.judge(Purpose("", ""), ORGANISER, DROPPER, "same", "one face")
    assert [entry.act for entry in audit.entries()] == ["judge pair", "reject pair", "judge pair", "undo verdict"]


def test_who_is_not_in_the_graph_cannot_be_judged(access: Access, analyst: Purpose) -> None:
    with pytest.raises(NotFound, match="person:nobody"):
        access.pairs.judge(analyst, ORGANISER, "person:nobody", "same", "one face")


def test_who_is_merged_with_a_member_is_in_the_case_too(
    home: Home, database: Engine, review: Review, graph: GraphStore
) -> None:
    reviewing = Reviewing(home, review, Cases(database, "tc"), Runs(graph))
    assert not reviewing.in_a_case("person:x", "person:y")
    merged = Judgement(
        subject="party", left=ORGANISER, right="person:z", verdict="same", author="model", made_ms=1, reason="m1"
    )
    review.book.record([merged, merged.model_copy(update={"left": "person:x"})])
    assert reviewing.in_a_case("person:x", "person:y")


def test_who_has_a_category_is_in_a_case(home: Home, database: Engine, review: Review, analyst: Purpose) -> None:
    cases = Cases(database, "tc")
    cases.categorise(analyst, "network:gone", "person:x", "witness", "saw it")
    assert Reviewing(home, review, cases, None).in_a_case("person:y", "person:x")
