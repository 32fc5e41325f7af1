"""What people type becomes canonical before Cypher sees it, or is refused by name."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UnknownQuestion
from core.phrases import sentence
from core.settings import LANGUAGES
from queries import catalogue
from queries.binding import bind, entity_id

LIMIT = {"limit": 11, "zone": "+05:00"}


def bound(name: str, **parameters: object) -> dict[str, Any]:
    return bind(catalogue()[name], parameters, 11)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("87010012345", "phone:+77010012345"),
        ("8 (701) 001-23-45", "phone:+77010012345"),
        ("phone:8 701 001 23 45", "phone:+77010012345"),
        ("phone:egov", "phone:EGOV"),
        ("109", "phone:109"),
        ("900329397139", "iin:900329397139"),
        ("247510031/000001", "arrest:247510031/000001"),
        ("351756051523993", "imei:351756051523993"),
        ("person:abcdef", "person:abcdef"),
        ("4400 41** **** 7244", "card:4400 41** **** 7244"),
    ],
)
def test_an_entity_may_be_named_as_people_write_it(typed: str, meant: str) -> None:
    assert entity_id(typed) == meant


def test_a_bare_word_is_no_entity_unless_the_parameter_says_what_it_is() -> None:
    with pytest.raises(UnknownQuestion, match="P-00001"):
        entity_id("P-00001")
    assert entity_id("P-00001", "Sanction") == "sanction:P-00001"


def test_a_day_becomes_its_first_local_millisecond() -> None:
    assert bound("new_contacts", who="109", since="2025-10-03")["since"] == 1_759_431_600_000
    assert bound("new_contacts", who="109", since=date(2025, 10, 3))["since"] == 1_759_431_600_000


def test_what_is_not_given_is_the_default_or_null() -> None:
    assert bound("calls_around_arrest", arrest="247510031/000001")["hours"] == 24
    assert bound("top_contacts", who="109")["since"] is None


def test_a_layer_stands_for_its_kinds_of_edges() -> None:
    assert bound("neighbours", entity="109", kind="money, called")["kind"] == ["TRANSFERRED", "CALLED"]


def test_a_list_keeps_its_order_and_loses_its_repeats() -> None:
    assert bound("sinks", accounts="person:b, person:a,person:b")["accounts"] == ["person:b", "person:a"]


@pytest.mark.parametrize(
    ("name", "parameters", "says"),
    [
        ("top_contacts", {}, "needs who"),
        ("top_contacts", {"who": "109", "whom": "1"}, "does not know whom; it takes who, since, until"),
        ("top_contacts", {"who": "109", "since": "3.10.2025"}, "since: «3.10.2025» is not a day"),
        ("calls_around_arrest", {"arrest": "247510031/000001", "hours": "many"}, "not a whole number"),
        ("neighbours", {"entity": "109", "kind": "called, telepathy"}, "kind or layer"),
        ("sinks", {"accounts": " , "}, "list of 1 to"),
        ("top_contacts", {"who": "109", "since": "31.02.2025"}, "not a day as yyyy-mm-dd"),
        ("top_contacts", {"who": "109", "since": "2025-02-31"}, "not a day as yyyy-mm-dd"),
        ("top_contacts", {"who": "109", "since": "2025-02-02", "until": "2025-02-01"}, "before it begins"),
        ("money_trace", {"who": "109", "hops": "99"}, "not a whole number from 1 to 5"),
        ("paths", {"a": "109", "b": "112", "paths": "0"}, "not a whole number from 1 to 20"),
        ("paths", {"a": "109", "b": "112", "by": "luck"}, "not one of cheapest, shortest"),
        ("co_location", {"phones": "109"}, "list of 2 to 20 ids"),
        ("co_location", {"phones": ",".join(str(n) for n in range(100, 121))}, "list of 2 to 20 ids"),
        ("explore", {"entities": "109", "steps": "telepathy out"}, "one to four steps"),
        ("explore", {"entities": "109", "steps": "calls sideways"}, "one to four steps"),
        ("explore", {"entities": "109", "steps": "calls out in"}, "one to four steps"),
        ("explore", {"entities": "109", "steps": "calls; calls; calls; calls; calls"}, "one to four steps"),
        ("explore", {"entities": "109", "steps": "calls]-() DETACH DELETE n //"}, "one to four steps"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(name: str, parameters: dict[str, str], says: str) -> None:
    with pytest.raises(UnknownQuestion, match=says):
        bound(name, **parameters)


@given(st.sampled_from(sorted(catalogue())), st.dictionaries(st.text(max_size=9), st.text(max_size=30), max_size=4))
def test_whatever_is_typed_ends_in_an_answer_or_a_sentence(name: str, typed: dict[str, str]) -> None:
    question = catalogue()[name]
    mine = {p.name: value for p, value in zip(question.parameters, typed.values(), strict=False)}
    try:
        assert set(LIMIT) <= set(bind(question, mine, 11))
    except UnknownQuestion as refused:
        assert name in str(refused) or "«" in str(refused)


WRONG = {"integer": ["many", "-1", "1.5", str(10**30)], "date": ["31.02.2025"], "time": ["at noon"], "money": ["-5"],
         "kind": ["telepathy"], "choice": ["luck"], "steps": ["calls sideways"], "entities": [" , "]}  # fmt: skip
FITS = {"integer": "5", "date": "2025-10-03", "time": "2025-10-03 12:00", "money": "1000", "kind": "called",
        "steps": "any", "entity": "phone:109", "entities": "phone:109,phone:112"}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_bad_value_of_each_question_is_refused_in_the_readers_language(language: str) -> None:
    for question in catalogue().values():
        right = {each.name: FITS.get(each.type) or each.options[0] for each in question.parameters if each.type in FITS}
        for parameter in question.parameters if question.listed else ():
            for value in WRONG.get(parameter.type, ()):
                with pytest.raises(UnknownQuestion) as refused:
                    bind(question, right | {parameter.name: value}, 11)
                told = sentence(refused.value, language)
                assert question.name in told and parameter.name in told and value.strip() in told
                assert language == "en" or told != str(refused.value)


def test_a_range_that_is_told_is_the_range_that_is_held() -> None:
    for question in catalogue().values():
        for each in question.parameters:
            if question.listed and each.type == "integer":
                assert each.least is not None and each.most is not None
                needed = [other for other in question.parameters if other.required]
                right = {other.name: FITS[other.type] for other in needed}
                assert bind(question, right | {each.name: str(each.most)}, 11)[each.name] == each.most
                assert each.default is None or each.least <= int(each.default) <= each.most
                with pytest.raises(UnknownQuestion, match=f"from {each.least} to {each.most}"):
                    bind(question, right | {each.name: each.most + 1}, 11)


def test_steps_are_read_as_what_narrows_each_of_them() -> None:
    told = bound("explore", entities="109", steps="money out since=2025-10-03 least=1000; any")["steps"]
    day = bound("new_contacts", who="109", since="2025-10-03")["since"]
    assert told == [
        {"kind": ["TRANSFERRED"], "direction": "out", "since": day, "until": None, "least": 100_000},
        {"kind": None, "direction": "both", "since": None, "until": None, "least": None},
    ]
