"""What was delivered, what is in quarantine and why."""

import json
import re
from pathlib import Path

from playwright.sync_api import expect

FEEDS = Path(__file__).parents[2] / "examples"
COUNTS = json.loads((FEEDS / "truth" / "counts.json").read_text("utf-8"))


def number(text: str) -> int:
    return int(re.sub(r"\s", "", text))


def test_every_delivery_adds_up(visit):
    page = visit("data")
    lines = page.locator(".st-key-deliveries tbody tr")
    expect(lines).to_have_count(len(list((FEEDS / "feeds").glob("*.[cx][sl][vs]*"))))
    for cells in (line.locator("td").all_inner_texts() for line in lines.all()):
        rows, loaded, duplicate, quarantined = map(number, cells[4:8])
        assert rows == loaded + duplicate + quarantined, cells[0]


def test_quarantine_shows_reason_and_the_line_as_it_came(visit, settled):
    page = visit("data")
    page.get_by_role("combobox", name="Файл").click()
    page.get_by_role("option", name="arrests.csv").click()
    settled(page)
    lines = page.locator(".st-key-quarantine tbody tr")
    expect(lines.first).to_contain_text("arrests.csv")
    assert all(name == "arrests.csv" for name in lines.locator("td:first-child").all_inner_texts())
    lines.first.locator(".iz-chip").click()
    expect(page.get_by_role("dialog")).to_contain_text("Исходная строка")


def test_a_long_quarantine_says_where_it_was_cut(visit):
    page = visit("data")
    expect(page.locator(".st-key-quarantine .iz-cut")).to_contain_text("Показаны первые 300")


def test_the_filter_narrows_a_table(visit):
    page = visit("data")
    part = page.locator(".st-key-quarantine")
    part.get_by_role("searchbox").fill("bank_b.csv")
    names = part.locator("tbody td:first-child").all_inner_texts()
    assert set(names) <= {"bank_b.csv"}


def test_a_file_that_no_template_fits_is_refused_with_a_sentence(visit, give):
    page = visit("data")
    diary = {"name": "diary.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
    give(page, diary)
    page.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("diary.csv")


def test_loading_without_a_file_says_to_choose_one(visit):
    page = visit("data")
    page.get_by_text("Загрузить файлы").click()
    page.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("выберите файлы")


def test_a_file_that_is_loaded_is_not_loaded_twice(visit, give):
    page = visit("data")
    give(page, FEEDS / "feeds" / "cells.csv")
    page.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("cells.csv уже загружен раньше")


def test_a_day_that_is_none_is_refused_with_a_sentence(visit, give):
    page = visit("data")
    give(page, FEEDS / "feeds" / "cells.csv")
    page.get_by_label("Когда получены").fill("31.02.2025")
    page.get_by_role("button", name="Загрузить", exact=True).click()
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("не день")
