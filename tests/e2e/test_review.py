"""Pairs that may be one person: side by side, judged with one key, taken back with one; a case needs two persons."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Locator, Page, expect

from core.home import Home
from etl.resolve.kept import PAIRS, PARTIES, RUN, ComparedField, ResolutionRun

NAMED = ComparedField(name="family", shows=("names",), levels=("different", "near", "exact"))
BIRTH = ComparedField(name="birth", shows=("births",), levels=("different", "exact"))
PHONE = ComparedField(name="phone", shows=("phones",), levels=("none_shared", "shared"))
FIELDS = (NAMED, BIRTH, PHONE)
WEIGHTS = (12.5, 6.8, -1.25)
PRIOR = -15.0
SPELLED = "<b>Толегенов</b>"


@pytest.fixture(scope="module")
def people(graph) -> tuple[list[str], list[str]]:
    """Persons who are in no network of the run, and some who are."""
    inside = set(graph.scan_edges("MEMBER_OF", [])["src"])
    every = graph.scan_nodes("Person", ["name"]).drop_nulls("name")["id"].to_list()
    return [person for person in every if person not in inside], [person for person in every if person in inside]


def scored(left: str, right: str, more: float) -> dict[str, object]:
    weights = {f"weight_{field.name}": weight for field, weight in zip(FIELDS, WEIGHTS, strict=True)}
    levels = {"level_family": 1, "level_birth": 1, "level_phone": 0}
    pair = {"left": min(left, right), "right": max(left, right), "weight": PRIOR + sum(WEIGHTS) + more}
    return pair | weights | levels | {"probability": 0.97, "band": "review", "guards": ["name_alone"]}


@pytest.fixture(scope="module")
def _compared(served, people) -> Iterator[None]:
    """What a run of resolution leaves: three pairs to look at, the lightest of them with a member of a network."""
    home = Home(Path(served.environment["IZDER_HOME"]))
    home.resolution.mkdir(exist_ok=True)
    run = ResolutionRun(
        model="m1", made_ms=1, data_hash="9f", parties=3, pairs=3, prior=PRIOR, merge_from=7, review_from=0,
        fields=FIELDS,
    )  # fmt: skip
    (a, b, c, d, e, *_), (member, *_) = people
    pairs = [scored(a, b, 3), scored(c, d, 2), scored(e, member, 1)]
    parties = [
        {"id": each, "names": [SPELLED, "TOLEGENOV"], "births": ["1990-03-29"], "phones": ["+77010012345"]}
        for each in {side for pair in pairs for side in (pair["left"], pair["right"])}
    ]
    (home.resolution / RUN).write_text(run.model_dump_json(), "utf-8")
    pl.DataFrame(parties).write_parquet(home.resolution / PARTIES)
    pl.DataFrame(pairs).write_parquet(home.resolution / PAIRS)
    yield
    shutil.rmtree(home.resolution)


@pytest.fixture
def review(_compared, visit) -> Page:
    page = visit("review")
    expect(pair(page)).to_be_visible()
    return page


def pair(page: Page) -> Locator:
    return page.locator(".iz-pair")


def both(page: Page) -> str:
    return page.locator(".st-key-waiting tr.iz-selected").get_attribute("data-id")


def waits(page: Page, number: int) -> None:
    expect(page.locator(".st-key-waiting tbody tr")).to_have_count(number)


def become(page: Page, user: str, settled) -> None:
    """Say that somebody else sits here now."""
    page.locator(".st-key-bar [data-testid=stPopover] button").first.click()
    page.get_by_label("Кто смотрит").fill(user)
    page.get_by_label("Зачем").fill("проверка")
    page.get_by_role("button", name="Войти").click()
    expect(page.locator(".st-key-bar [data-testid=stPopover] button").first).to_contain_text(user)
    settled(page)


def give_reason(page: Page, words: str, settled) -> None:
    field = page.get_by_placeholder("На каком основании")
    field.fill(words)
    field.press("Enter")
    settled(page)
    field.blur()


def test_where_nothing_waits_the_page_says_what_to_do(visit):
    page = visit("review")
    expect(page.locator("[data-testid=stCaptionContainer]").last).to_contain_text(re.compile("ещё не сравнивали"))


def test_two_stand_side_by_side_and_the_weights_add_up(review):
    figures = pair(review).locator(".iz-waterfall td.iz-is-number").all_inner_texts()
    *steps, total = [float(text.replace("\u2212", "-").replace(",", ".")) for text in figures]
    assert steps == [PRIOR, *(round(weight, 1) for weight in WEIGHTS)]
    assert total == pytest.approx(PRIOR + sum(WEIGHTS) + 3, abs=0.06)
    expect(pair(review).locator(".iz-waterfall svg")).to_have_count(5)
    expect(pair(review)).to_contain_text("отличается одна буква")
    expect(pair(review)).to_contain_text("29.03.1990")


def test_figures_end_under_each_other(review):
    ends = (
        pair(review)
        .locator(".iz-waterfall td.iz-is-number")
        .evaluate_all(
            """cells => cells.map(cell => { const r = document.createRange(); r.selectNodeContents(cell);
           return Math.round(r.getBoundingClientRect().right) })"""
        )
    )
    assert len(set(ends)) == 1


def test_markup_in_a_name_stays_text(review):
    expect(pair(review)).to_contain_text(SPELLED)
    expect(pair(review).locator("b")).to_have_count(0)


def test_what_is_known_of_both_leads_to_its_rows(review):
    pair(review).locator(".iz-known .iz-chip").first.click()
    expect(review.get_by_role("dialog")).to_contain_text("Исходная строка")


def test_one_key_judges_the_next_comes_by_itself_and_one_key_takes_back(review, settled):
    first = both(review)
    waits(review, 3)
    review.keyboard.press("2")
    waits(review, 2)
    settled(review)
    assert both(review) != first
    review.keyboard.press("0")
    waits(review, 3)
    settled(review)
    assert both(review) == first


@pytest.mark.parametrize(("key", "verdict"), [("1", "Один человек"), ("2", "Разные люди"), ("3", "Нельзя сказать")])
def test_each_key_stands_on_its_button_and_each_verdict_can_be_taken_back(review, settled, key, verdict):
    expect(review.get_by_role("button", name=verdict)).to_contain_text(key)
    review.keyboard.press(key)
    waits(review, 2)
    settled(review)
    review.get_by_role("button", name="Отменить").click()
    waits(review, 3)


def test_a_pair_of_which_one_cannot_say_is_found_under_its_switch(review, settled):
    shown = both(review)
    review.keyboard.press("3")
    waits(review, 2)
    settled(review)
    review.get_by_text("Нельзя сказать: 1").click()
    waits(review, 1)
    settled(review)
    assert both(review) == shown
    expect(review.locator(".st-key-waiting")).to_contain_text("сказать,")
    review.keyboard.press("0")  # the switch has the focus, and takes no key from the verdicts
    review.get_by_text("Нельзя сказать: 0").click()
    waits(review, 3)
    settled(review)
    assert both(review) == shown


def test_digits_in_the_reason_are_no_verdict(review, settled):
    field = review.get_by_placeholder("На каком основании")
    field.click()
    review.keyboard.type("дело 123")
    settled(review)
    expect(field).to_have_value("дело 123")
    waits(review, 3)


def test_a_press_in_the_list_shows_another_pair(review, settled):
    line = review.locator(".st-key-waiting tbody tr").nth(1)
    wanted = line.get_attribute("data-id")
    line.click()
    expect(review.locator(".st-key-waiting tbody tr.iz-selected")).to_have_attribute("data-id", wanted)
    settled(review)


@pytest.fixture
def case(review, settled) -> Page:
    """The pair with a member of a network."""
    review.locator(".st-key-waiting tbody tr").nth(2).click()
    expect(review.locator("[data-testid=stAlert]")).to_contain_text("проходит по делу")
    settled(review)
    return review


def test_a_merge_in_a_case_needs_a_reason(case, settled):
    case.get_by_role("button", name="предложить").click()
    expect(case.locator("[data-testid=stAlert]").last).to_contain_text("Назовите основание")
    waits(case, 3)


def test_a_merge_in_a_case_waits_for_another_person(case, settled):
    shown = both(case)
    give_reason(case, "одно лицо на двух фото", settled)
    case.keyboard.press("1")
    expect(case.locator(".st-key-waiting")).to_contain_text("ждёт второго человека")
    settled(case)
    case.locator(".st-key-waiting tbody tr", has_text="ждёт второго человека").click()
    expect(case.locator("[data-testid=stAlert]")).to_contain_text("Ждёт второго человека")
    expect(case.get_by_role("button", name="Подтвердить")).to_have_count(0)
    settled(case)
    become(case, "b.omarov", settled)
    case.locator(f'.st-key-waiting tr[data-id="{shown}"]').click()
    expect(case.locator("[data-testid=stAlert]").first).to_contain_text("Подтвердите или отклоните")
    settled(case)
    case.get_by_role("button", name="Подтвердить").click()
    waits(case, 2)
    settled(case)
    case.keyboard.press("0")
    waits(case, 3)
    expect(case.locator("[data-testid=stAlert]")).to_contain_text("проходит по делу")


def test_another_person_rejects_with_a_reason(case, settled):
    shown = both(case)
    give_reason(case, "одно лицо на двух фото", settled)
    case.keyboard.press("1")
    expect(case.locator(".st-key-waiting")).to_contain_text("ждёт второго человека")
    settled(case)
    become(case, "b.omarov", settled)
    expect(case.locator(f'.st-key-waiting tr[data-id="{shown}"].iz-selected')).to_be_visible()
    give_reason(case, "уши разные", settled)
    case.keyboard.press("2")
    expect(case.locator(".st-key-waiting")).not_to_contain_text("ждёт второго человека")
    waits(case, 3)
