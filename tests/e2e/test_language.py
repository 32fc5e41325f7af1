"""The same screen in Russian, Kazakh and English."""

import re

import pytest
from playwright.sync_api import expect

OURS = ":is(h2, h3, th, label, button:not([role=radio]), [data-testid=stCaptionContainer], .iz-banner, .iz-key)"
PATIENCE_S = 10
NAMED_IN_THEIR_OWN = "Рус|Қаз|· [А-Я][а-я-]+$"  # languages, and the city in a title
PLACES = {
    "Рус": ["Сети", "Сеть", "Поиск", "Сверка", "Данные", "Вопросы"],
    "Қаз": ["Желілер", "Желі", "Іздеу", "Салыстыру", "Деректер", "Сұрақтар"],
    "Eng": ["Networks", "Network", "Search", "Review", "Data", "Questions"],
}


@pytest.mark.parametrize("language", PLACES)
def test_the_places_are_named_in_the_language(visit, language):
    page = visit()
    page.get_by_role("radio", name=language).click()
    expect(page.locator(".st-key-bar [data-testid=stPageLink]")).to_have_text(PLACES[language])


@pytest.mark.parametrize("place", ["", "network", "search", "review", "data", "questions"])
def test_in_english_no_russian_word_is_left_but_in_the_data(visit, settled, place):
    page = visit(place)
    page.get_by_role("radio", name="Eng").click()
    expect(page.locator(".st-key-bar")).to_contain_text("Questions")
    settled(page)
    if place == "network":
        expect(page.locator(".iz-key").first).to_have_text(re.compile("^[a-z]"))
    for _ in range(PATIENCE_S * 5):  # the parts of a page change their language one after the other
        if not (left := in_cyrillic(page)):
            break
        page.wait_for_timeout(200)
    assert left == []


def in_cyrillic(page):
    """What of our own words on the screen is written in Cyrillic."""
    ours = page.locator(f"{OURS} >> visible=true").all_inner_texts()
    words = [re.sub(NAMED_IN_THEIR_OWN, "", text) for text in ours]
    return [text for text in words if re.search("[а-яәіңғүұқөһ]", text, re.I)]


def test_the_language_stays_from_place_to_place(visit):
    page = visit()
    page.get_by_role("radio", name="Қаз").click()
    expect(page.locator(".st-key-bar")).to_contain_text("Желілер")
    page.locator(".st-key-networks tr[data-id]").first.click()
    expect(page.locator(".st-key-members thead")).to_contain_text("Рөлі")
    page.get_by_role("link", name="Деректер").click()
    expect(page.get_by_role("heading", name="Деректер")).to_be_visible()


def test_everything_is_set_in_one_type(visit):
    page = visit("data")
    families = page.evaluate("""() => [...new Set([...document.querySelectorAll('.stApp *')]
      .filter((one) => one.checkVisibility() && one.textContent.trim() && !one.closest('[data-testid=stIconMaterial]'))
      .map((one) => getComputedStyle(one).fontFamily.split(',')[0].replaceAll('"', '')))]""")
    assert families == ["IBM Plex Sans"]
    assert page.evaluate("document.fonts.check(\"14px 'IBM Plex Sans'\", 'әіңғүұқөһ₸')")
