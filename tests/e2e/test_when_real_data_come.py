"""Once data other than the examples are loaded, nobody looks without the printed address, a name and a reason."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

FEEDS = Path(__file__).parents[2] / "examples" / "feeds"


@pytest.fixture(scope="module")
def real(served, tmp_path_factory) -> str:
    """A delivery that is no example, to be loaded from the browser."""
    with (FEEDS / "cells.csv").open(encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))[:4]
    path = tmp_path_factory.mktemp("real") / "cells_new.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *([f"N{row[0]}", *row[1:]] for row in rows)])
    return str(path)


def test_a_file_loaded_from_the_browser_ends_the_demonstration(visit, give, real, served, page, settled):
    visit("data")
    give(page, real)
    page.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("izder serve")
    page.goto(served.base)
    expect(page.locator("body")).to_contain_text("izder serve")
    expect(page.locator(".stApp")).to_have_count(0)


def test_nothing_is_shown_before_name_and_reason_whatever_the_link(page, served, settled):
    page.goto(served.address)
    settled(page)
    for place in ("", "network", "network?network=network:1", "search", "data", "questions"):
        page.goto(f"{served.base}/{place}")
        settled(page)
        expect(page.locator(".st-key-gate")).to_be_visible()
        expect(page.locator(".iz-part, .iz-canvas, .st-key-bar")).to_have_count(0)


def test_an_empty_reason_is_not_taken(page, served, settled):
    page.goto(served.address)
    settled(page)
    page.get_by_label("Кто смотрит").fill("Айгуль")
    page.get_by_role("button", name="Войти").click()
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("причину")
    expect(page.locator(".iz-part")).to_have_count(0)


def test_with_name_and_reason_the_page_opens_where_the_link_led(page, served, settled):
    page.goto(served.address)
    settled(page)
    page.goto(f"{served.base}/data")
    page.get_by_label("Кто смотрит").fill("Айгуль")
    page.get_by_label("Зачем").fill("КУИ № 1")
    page.get_by_role("button", name="Войти").click()
    expect(page.locator(".st-key-deliveries")).to_contain_text("cells_new.csv")
    expect(page.locator(".iz-banner")).to_have_count(0)
    expect(page.get_by_role("button", name="Айгуль")).to_be_visible()
