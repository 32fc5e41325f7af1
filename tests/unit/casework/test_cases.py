"""A person's category is what somebody decided, with a reason; until then it is unknown."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from casework.cases import Cases
from casework.database import open_database
from casework.purpose import Purpose
from core.errors import IzderError
from core.home import Home

ANALYST = Purpose("a.seitova", "case 25-114")


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    return Cases(open_database(Home(tmp_path)), "tc-almaty")


def test_nobody_has_a_category_until_somebody_decides(cases: Cases) -> None:
    assert cases.categories("network:1") == {}


def test_the_last_decision_counts_and_the_earlier_ones_stay(cases: Cases) -> None:
    cases.categorise(ANALYST, "network:1", "person:a", "suspect", "named by two arrested")
    cases.categorise(ANALYST, "network:1", "person:a", "witness", "alibi for the days in question")
    made = cases.categories("network:1")["person:a"]
    assert (made.category, made.author, made.reason) == ("witness", "a.seitova", "alibi for the days in question")
    assert [each.category for each in cases.history("network:1")] == ["suspect", "witness"]


def test_a_category_in_one_network_says_nothing_about_another(cases: Cases) -> None:
    cases.categorise(ANALYST, "network:1", "person:a", "suspect", "named by two arrested")
    assert cases.categories("network:2") == {}


@pytest.mark.parametrize(("category", "reason", "said"), [("guilty", "x", "no category"), ("suspect", " ", "a reason")])
def test_an_unknown_category_or_no_reason_is_refused(cases: Cases, category: str, reason: str, said: str) -> None:
    with pytest.raises(IzderError, match=said):
        cases.categorise(ANALYST, "network:1", "person:a", category, reason)


def test_a_decision_cannot_be_changed_afterwards(tmp_path: Path, cases: Cases) -> None:
    cases.categorise(ANALYST, "network:1", "person:a", "suspect", "named by two arrested")
    database = open_database(Home(tmp_path))
    with pytest.raises(DatabaseError, match="append-only"), database.begin() as connection:
        connection.execute(text("UPDATE category_judgement SET category = 'convicted'"))
