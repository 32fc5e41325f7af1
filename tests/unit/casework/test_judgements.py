"""The book of judgements: the last word on a pair counts, every earlier one stays, and none can be changed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from casework.database import open_database
from casework.database.schema import metadata
from casework.judgements import Judgements
from core.errors import IzderError
from core.home import Home
from core.judgements import Judgement, JudgementBook, Subject, Verdict


@pytest.fixture
def book(tmp_path: Path) -> Judgements:
    return Judgements(open_database(Home(tmp_path)), "tc-almaty")


def judged(
    left: str = "person:a", right: str = "person:b", verdict: Verdict = "same", *,
    ms: int = 1, subject: Subject = "party",
) -> Judgement:  # fmt: skip
    return Judgement(
        subject=subject, left=left, right=right, verdict=verdict, author="a.seitova", made_ms=ms,
        reason="one face in two photographs", model="m1", weight=12.5,
    )  # fmt: skip


def test_an_empty_book_is_a_book_in_which_nobody_judged(book: JudgementBook) -> None:
    assert list(book.standing("party")) == []
    assert list(book.history("person:a", "person:b")) == []


def test_what_was_recorded_comes_back_as_it_was(book: Judgements) -> None:
    book.record([judged()])
    assert book.standing("party") == (judged(),)


def test_the_last_word_counts_and_the_earlier_ones_stay(book: Judgements) -> None:
    book.record([judged(verdict="unsure", ms=9), judged(verdict="same", ms=3)])
    assert [each.verdict for each in book.standing("party")] == ["same"]
    assert [each.verdict for each in book.history("person:b", "person:a")] == ["unsure", "same"]


def test_what_another_process_recorded_is_seen(tmp_path: Path, book: Judgements) -> None:
    book.record([judged()])
    assert [each.verdict for each in book.standing("party")] == ["same"]
    Judgements(open_database(Home(tmp_path)), "tc").record([judged(verdict="different")])
    assert [each.verdict for each in book.standing("party")] == ["different"]


def test_a_withdrawn_judgement_no_longer_stands(book: Judgements) -> None:
    book.record([judged(), judged(verdict="withdrawn")])
    assert book.standing("party") == ()
    assert len(book.history("person:a", "person:b")) == 2


def test_reports_of_rows_are_kept_apart_from_parties(book: Judgements) -> None:
    book.record([judged(), judged("aaa:1", "bbb:2", subject="row")])
    assert [each.pair for each in book.standing("row")] == [("aaa:1", "bbb:2")]


def test_a_judgement_cannot_be_changed_or_removed(tmp_path: Path, book: Judgements) -> None:
    book.record([judged()])
    database = open_database(Home(tmp_path))
    for statement in ("UPDATE pair_judgement SET verdict = 'different'", "DELETE FROM pair_judgement"):
        with pytest.raises(DatabaseError, match="append-only"), database.begin() as connection:
            connection.execute(text(statement))


def test_many_are_recorded_together_or_not_at_all(book: Judgements) -> None:
    def until_it_fails():
        yield from (judged(f"person:{n:06d}", "person:z") for n in range(10_001))
        raise RuntimeError("the source of judgements broke")

    with pytest.raises(RuntimeError):
        book.record(until_it_fails())
    assert book.standing("party") == ()


def test_a_database_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    book = Judgements(open_database(Home(tmp_path)), "tc")
    with book._database.begin() as connection:
        connection.execute(text("DROP TABLE pair_judgement"))
    with pytest.raises(IzderError, match="could not be written"):
        book.record([judged()])


LETTERS = st.text("aб:Ә1-", min_size=1, max_size=4)


@given(st.lists(st.tuples(LETTERS, LETTERS, st.sampled_from(["same", "different", "unsure", "withdrawn"]))))
def test_the_book_stands_as_a_dictionary_of_the_last_word_would(made: list[tuple[str, str, Verdict]]) -> None:
    database = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    metadata.create_all(database)
    book = Judgements(database, "tc")
    given_ = [judged(*sorted(pair), verdict) for *pair, verdict in made if pair[0] != pair[1]]
    for each in given_:
        book.record([each])
        book.standing("party")  # what is read on the way changes nothing
    last = {each.pair: each for each in given_}
    assert book.standing("party") == tuple(last[pair] for pair in sorted(last) if last[pair].verdict != "withdrawn")
