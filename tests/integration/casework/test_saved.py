"""Questions kept under names: for oneself or for all, audited, asked again, removed by their author."""

import pytest

from casework.access import Access, Purpose
from casework.audit import Audit
from core.errors import NotFound, UnknownQuestion

IIN = "900329397139"
OTHER = Purpose("b.omarov", "case 25-115")
WHO = {"who": "phone:+77010012301"}


def test_a_question_is_kept_for_its_author_or_for_all(access: Access, analyst: Purpose) -> None:
    access.saved.save(analyst, "mine", "top_contacts", WHO)
    access.saved.save(analyst, "ours", "top_contacts", WHO, shared=True)
    assert [made.name for made in access.saved.every(analyst)] == ["mine", "ours"]
    assert [(made.name, made.author) for made in access.saved.every(OTHER)] == [("ours", analyst.user)]
    with pytest.raises(NotFound, match="no saved question"):
        access.saved.ask(OTHER, "mine", language="en")


def test_a_kept_question_is_asked_as_the_catalogue_asks_it(access: Access, analyst: Purpose) -> None:
    access.saved.save(analyst, "who they call", "top_contacts", WHO)
    again = access.saved.ask(analyst, "who they call", language="en")
    assert again.rows == access.ask(analyst, "top_contacts", WHO, language="en").rows
    none = access.saved.ask(analyst, "who they call", {"since": "2030-01-01"}, language="en")
    assert again.rows and none.rows == []


def test_the_same_name_replaces_ones_own_and_only_the_author_removes(access: Access, analyst: Purpose) -> None:
    access.saved.save(analyst, "it", "top_contacts", WHO, shared=True)
    access.saved.save(analyst, "it", "missed_calls", WHO, shared=True)
    assert [made.question for made in access.saved.every(OTHER)] == ["missed_calls"]
    with pytest.raises(NotFound, match="who alone can remove it"):
        access.saved.remove(OTHER, "it")
    access.saved.remove(analyst, "it")
    assert access.saved.every(analyst) == []


@pytest.mark.parametrize(
    ("name", "question", "parameters"),
    [
        ("", "top_contacts", WHO), ("x" * 81, "top_contacts", WHO), ("it", "handling_of", {}), ("it", "none", {}),
        ("it", "top_contacts", {}), ("it", "explore", {"entities": "109", "steps": "MATCH (n) DETACH DELETE n"}),
    ],
)  # fmt: skip
def test_what_could_not_be_asked_is_not_kept(access: Access, analyst: Purpose, name, question, parameters) -> None:
    with pytest.raises(UnknownQuestion):
        access.saved.save(analyst, name, question, parameters)
    assert access.saved.every(analyst) == []


def test_every_act_is_audited_and_an_iin_is_masked(access: Access, analyst: Purpose, audit: Audit) -> None:
    access.saved.save(analyst, "by number", "co_arrested", {"who": IIN})
    assert IIN not in str(access.saved.every(analyst))
    access.saved.ask(analyst, "by number", language="en")
    access.saved.remove(analyst, "by number")
    acts = [entry.act for entry in audit.entries()]
    assert acts == ["save question", "saved questions", "ask", "remove question"]


def test_what_was_kept_cannot_be_changed_in_the_database(access: Access, analyst: Purpose, database) -> None:
    access.saved.save(analyst, "it", "top_contacts", WHO)
    with pytest.raises(Exception, match="append-only"), database.begin() as connection:
        connection.exec_driver_sql("UPDATE saved_question SET name = 'other'")
