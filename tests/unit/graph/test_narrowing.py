"""A question that reached a limit names its own parameters that make it smaller, as far as they still can."""

from typing import Any

import pytest

from core.errors import StoreUnavailable
from core.phrases import sentence
from core.settings import LANGUAGES
from graph.narrowing import narrowed, what
from queries import catalogue
from queries.binding import bind


def narrows(name: str, **told: object) -> str:
    question = catalogue()[name]
    return what(question, bind(question, told, 1), "en")


@pytest.mark.parametrize(("name", "told", "says", "not_says"), [
    ("money_trace", {"who": "person:x"}, ["since, until", "(hops)", "(hours)", "(amount)", "(who)"], []),
    ("money_trace", {"who": "account:x", "hops": 1, "amount": 5}, ["since", "(hours)"], ["hops", "amount", "who"]),
    ("neighbours", {"entity": "phone:109"}, ["(kind)", "more at", "(least)"], ["entity"]),
    ("neighbours", {"entity": "phone:109", "kind": "CALLED"}, ["since, until"], ["kind"]),
    ("common_contacts", {"entities": "phone:109,phone:112"}, ["fewer", "(entities)"], []),
    ("paths", {"a": "phone:109", "b": "phone:112"}, ["(paths)", "(kind)"], ["in_order"]),
    ("explore", {"entities": "phone:109", "steps": "any"}, ["(steps)"], ["(entities)"]),
    ("phone_switch", {"phone": "109"}, ["nothing to narrow"], []),
])  # fmt: skip
def test_what_narrows_is_named_and_nothing_else(
    name: str, told: dict[str, Any], says: list[str], not_says: list[str]
) -> None:
    said = narrows(name, **told)
    assert all(each in said for each in says) and not any(each in said for each in not_says)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["store_slow", "store_memory"])
def test_each_question_says_it_in_the_readers_language(language: str, key: str) -> None:
    for question in catalogue().values():
        error = narrowed(question, {}, StoreUnavailable("stopped", key=key), language)
        told = sentence(error, language)
        assert (what(question, {}, language) in told and question.title.text(language) in told) is question.listed


def test_another_error_stays_what_it_is() -> None:
    lost = StoreUnavailable("lost", key="store_lost")
    assert narrowed(catalogue()["paths"], {}, lost, "en") is lost
