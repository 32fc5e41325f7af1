"""A verdict stands at once, except a merge that touches a case: that needs a second person."""

from itertools import count
from pathlib import Path

import pytest

from casework.database import open_database
from casework.judgements import Judgements
from casework.proposals import Proposals, same_person
from casework.purpose import Purpose
from casework.review import Case, Review
from core.errors import AccessRefused, IzderError, NotFound
from core.home import Home

FIRST, SECOND = Purpose("a.seitova", "case 25-114"), Purpose("b.omarov", "case 25-114")
A, B = "person:a", "person:b"
SAME = Case(B, A, "same", "one face in two photographs", touches=True, model="m1", weight=7.5)


class Room:
    """A book, the proposals, and the review over both."""

    def __init__(self, folder: Path) -> None:
        database = open_database(Home(folder))
        self.book, self.proposals = Judgements(database, "tc"), Proposals(database, "tc")
        ticks = count(1)
        self.review = Review(self.book, self.proposals, lambda: next(ticks))

    def stands(self) -> list[tuple[str, str]]:
        return [(each.verdict, each.author) for each in self.book.standing("party")]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_verdict_outside_any_case_stands_at_once(room: Room, verdict: str) -> None:
    made = room.review.judge(FIRST, Case(B, A, verdict, "their birth dates")).judgement
    assert made is not None
    assert (made.pair, made.verdict, made.author, made.reason) == ((A, B), verdict, "a.seitova", "their birth dates")
    assert room.book.standing("party") == (made,)


def test_a_merge_that_touches_a_case_waits_and_does_not_stand(room: Room) -> None:
    outcome = room.review.judge(FIRST, SAME)
    assert outcome.judgement is None
    assert outcome.waiting == room.proposals.waiting()[A, B]
    assert room.stands() == []


def test_different_and_unsure_need_no_second_person(room: Room) -> None:
    assert room.review.judge(FIRST, Case(A, B, "different", "two birth dates", touches=True)).judgement is not None


@pytest.mark.parametrize("user", ["a.seitova", "A.Seitova", " a.seitova ", "ａ.seitova"])
def test_the_same_person_cannot_be_the_second_however_the_name_is_written(room: Room, user: str) -> None:
    room.review.judge(FIRST, SAME)
    for act in (room.review.confirm, room.review.reject):
        with pytest.raises(AccessRefused, match="two persons"):
            act(Purpose(user, "case"), A, B, "sure")
    assert room.stands() == []
    assert list(room.proposals.waiting()) == [(A, B)]


def test_another_person_confirms_and_both_names_are_kept(room: Room) -> None:
    room.review.judge(FIRST, SAME)
    made = room.review.confirm(SECOND, B, A, "the passport says so")
    assert made.reason == "one face in two photographs; the passport says so"
    assert (made.model, made.weight) == ("m1", 7.5)
    assert room.stands() == [("same", "a.seitova + b.omarov")]
    assert room.proposals.waiting() == {}
    assert [step.step for step in room.proposals.history(A, B)] == ["proposed", "confirmed"]


def test_another_person_rejects_with_a_reason_and_nothing_stands(room: Room) -> None:
    room.review.judge(FIRST, SAME)
    with pytest.raises(IzderError, match="reason"):
        room.review.reject(SECOND, A, B, " ")
    room.review.reject(SECOND, A, B, "the ears are different")
    assert (room.stands(), room.proposals.waiting()) == ([], {})


def test_a_second_proposal_by_another_is_pointed_to_the_first(room: Room) -> None:
    room.review.judge(FIRST, SAME)
    with pytest.raises(AccessRefused, match="confirm or reject"):
        room.review.judge(SECOND, SAME)


def test_who_proposed_may_think_again(room: Room) -> None:
    room.review.judge(FIRST, SAME)
    room.review.judge(FIRST, Case(A, B, "different", "the ears are different", touches=True))
    assert room.stands() == [("different", "a.seitova")]
    assert room.proposals.waiting() == {}


@pytest.mark.parametrize(
    ("case", "said"),
    [(Case(A, B, "guilty", "x"), "no verdict"), (Case(A, B, "withdrawn", "x"), "no verdict"),
     (Case(A, B, "same", " "), "a reason"), (Case(A, A, "same", "x"), "one party")],
)  # fmt: skip
def test_what_is_no_verdict_is_refused(room: Room, case: Case, said: str) -> None:
    with pytest.raises(IzderError, match=said):
        room.review.judge(FIRST, case)


def test_nothing_can_be_confirmed_where_nothing_waits(room: Room) -> None:
    with pytest.raises(NotFound):
        room.review.confirm(SECOND, A, B, "")


def test_undo_takes_back_the_last_verdict(room: Room) -> None:
    room.review.judge(FIRST, Case(A, B, "same", "one phone"))
    room.review.undo(FIRST, B, A, "pressed by mistake")
    assert room.stands() == []
    assert [each.verdict for each in room.book.history(A, B)] == ["same", "withdrawn"]


def test_undo_brings_back_what_stood_before_and_so_on(room: Room) -> None:
    room.review.judge(SECOND, Case(A, B, "unsure", "no photograph"))
    room.review.judge(FIRST, Case(A, B, "same", "one phone"))
    room.review.undo(FIRST, A, B, "pressed by mistake")
    assert room.stands() == [("unsure", "b.omarov")]
    room.review.undo(SECOND, A, B, "thought again")
    assert room.stands() == []


def test_undo_of_a_proposal_leaves_the_pair_unjudged(room: Room) -> None:
    room.review.judge(FIRST, SAME)
    assert room.review.undo(FIRST, A, B, "pressed by mistake") is None
    assert (room.stands(), room.proposals.waiting()) == ([], {})


def test_the_word_of_another_is_not_undone_in_passing(room: Room) -> None:
    room.review.judge(FIRST, Case(A, B, "same", "one phone"))
    with pytest.raises(AccessRefused, match=r"a\.seitova"):
        room.review.undo(SECOND, A, B, "no")


def test_who_confirmed_may_undo_it(room: Room) -> None:
    room.review.judge(FIRST, SAME)
    room.review.confirm(SECOND, A, B, "")
    room.review.undo(SECOND, A, B, "confirmed by mistake")
    assert (room.stands(), room.proposals.waiting()) == ([], {})


def test_nothing_is_undone_twice(room: Room) -> None:
    room.review.judge(FIRST, Case(A, B, "same", "one phone"))
    room.review.undo(FIRST, A, B, "pressed by mistake")
    with pytest.raises(NotFound):
        room.review.undo(FIRST, A, B, "again")


def test_a_proposal_cannot_be_confirmed_after_it_was_taken_back(room: Room) -> None:
    room.review.judge(FIRST, SAME)
    room.review.undo(FIRST, A, B, "pressed by mistake")
    with pytest.raises(NotFound):
        room.review.confirm(SECOND, A, B, "")


def test_names_of_different_users_are_different() -> None:
    assert not same_person("a.seitova", "a.seitov")
