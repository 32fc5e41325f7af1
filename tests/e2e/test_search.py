"""Search by name in three scripts and by whatever identifies."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.names import search_key

FEEDS = Path(__file__).parents[2] / "examples" / "feeds"


def rows(feed: str) -> list[dict[str, str]]:
    with (FEEDS / feed).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def somebody() -> dict[str, str]:
    """A person whom an operator spells in Kazakh letters and a bank in Latin ones."""
    latin = {row["iin"]: row["full_name"] for row in rows("bank_b_customers.csv")}
    for row in rows("subscribers.csv"):
        if row["iin"] in latin and set(row["full_name"].lower()) & set("әіңғүұқөһ"):
            name = row["full_name"]
            russian = name.translate(AS_RUSSIAN)
            return {"iin": row["iin"], "kazakh": name, "latin": latin[row["iin"]], "cyrillic": russian}
    raise AssertionError("the sample has nobody to look for")


AS_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")


def seek(page: Page, text: str) -> None:
    field = page.get_by_placeholder("Имя, ИИН")
    field.fill(text)
    field.press("Enter")


def subscribed() -> str:
    """A number of the subscribers' register, without its plus."""
    return next(row["phone"] for row in rows("subscribers.csv") if row["phone"].startswith("77"))


@pytest.mark.parametrize("script", ["kazakh", "latin", "cyrillic"])
def test_one_person_is_found_in_three_scripts(visit, script):
    wanted = somebody()
    page = visit("search")
    seek(page, wanted[script])
    names = page.locator(".st-key-hits tr[data-id^='person:']")
    expect(names.first).to_be_visible()
    keys = {search_key(text) for text in names.locator("td:nth-child(2)").all_inner_texts()}
    assert search_key(wanted["kazakh"]) in keys


def test_an_iin_leads_to_its_person_and_is_shown_masked(visit):
    wanted = somebody()["iin"]
    page = visit("search")
    seek(page, wanted)
    expect(page.locator(".st-key-hits tr[data-id]")).to_have_count(1)
    expect(page.locator(".st-key-hits")).not_to_contain_text(wanted)
    expect(page.locator(".st-key-hits")).to_contain_text(f"{wanted[:4]}••••••{wanted[-2:]}")


@pytest.mark.parametrize("written", ["+{0}", "8{1}", "8 {2} {3} {4} {5}"])
def test_a_phone_is_found_however_it_is_written(visit, written):
    number = subscribed()
    parts = number, number[1:], number[1:4], number[4:7], number[7:9], number[9:]
    page = visit("search")
    seek(page, written.format(*parts))
    expect(page.locator(".st-key-hits tr[data-id^='phone:']")).to_have_attribute("data-id", f"phone:+{number}")


def test_an_iban_and_a_register_number_are_found(visit):
    iban, arrest = rows("bank_b_customers.csv")[0]["iban"], rows("arrests.csv")[0]["Номер ЕРДР"]
    page = visit("search")
    for text, entity in ((iban, f"account:{iban}"), (arrest, f"arrest:{arrest}")):
        seek(page, text)
        expect(page.locator(f".st-key-hits tr[data-id='{entity}']")).to_be_visible()


def test_a_hit_opens_its_sheet(visit):
    page = visit("search")
    seek(page, f"+{subscribed()}")
    page.locator(".st-key-hits tr[data-id]").first.click()
    expect(page.locator(".iz-sheet .iz-facts")).to_be_visible()


def test_nothing_found_is_said(visit):
    page = visit("search")
    seek(page, "Ъъъъъъъъ")
    expect(page.get_by_text("По запросу «Ъъъъъъъъ» ничего не найдено.")).to_be_visible()


def test_text_from_a_person_never_becomes_markup(visit):
    page = visit("search")
    seek(page, "<img src=x onerror=document.title='taken'>")
    expect(page.locator(".st-key-hits .iz-empty")).to_contain_text("<img src=x")
    assert page.title() != "taken"
