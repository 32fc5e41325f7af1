"""The catalogue of questions in the browser."""

import csv
from pathlib import Path

from playwright.sync_api import Page, expect

from graph.ask import sheets

FEEDS = Path(__file__).parents[2] / "examples" / "feeds"


def busy_phone() -> str:
    with (FEEDS / "cdr_x.csv").open(encoding="utf-8") as file:
        return next(row["A_NUMBER"] for row in csv.DictReader(file, delimiter="|") if len(row["A_NUMBER"]) > 9)


def asked_about_a_busy_phone(page: Page, title: str) -> Page:
    page.get_by_text(title).click()
    page.locator("input[type=text]").first.fill(busy_phone())
    page.get_by_role("button", name="Спросить").click()
    return page


def test_a_question_is_asked_and_its_answer_leads_to_the_row(visit):
    page = asked_about_a_busy_phone(visit("questions"), "Главные контакты")
    answer = page.locator(".st-key-answer")
    answer.locator(".iz-chip[data-row]").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("cdr_")


def test_the_rhythm_of_calls_is_drawn_and_its_figures_are_those_of_the_rows(visit):
    page = asked_about_a_busy_phone(visit("questions"), "Ритм вызовов")
    drawn = page.locator(".iz-heat")
    expect(drawn.get_by_role("row")).to_have_count(8)
    figures = [int(text) for text in drawn.locator("td").all_inner_texts() if text.isdigit()]
    expect(page.locator(".st-key-answer tbody tr")).to_have_count(len(figures))
    rows = page.locator(".st-key-answer tbody tr td:nth-child(3)").all_inner_texts()
    assert figures == [int(text) for text in rows]


def test_a_wrong_parameter_is_answered_with_a_sentence(visit):
    page = visit("questions")
    page.get_by_text("Главные контакты").click()
    page.get_by_role("button", name="Спросить").click()
    expect(page.locator("[data-testid=stAlert]")).to_be_visible()


def test_the_page_lists_the_catalogue_that_the_command_line_lists_in_every_language(visit):
    """`izder ask` and the page print these sheets; the page is looked at."""
    page = visit("questions")
    listed = page.locator(".st-key-questions tbody tr")
    for name, language in (("Қаз", "kk"), ("Eng", "en"), ("Рус", "ru")):
        page.get_by_role("radio", name=name).click()
        titles = [question.title for question in sheets(language)]
        expect(listed).to_have_count(len(titles))
        expect(listed).to_contain_text(titles)


def test_a_question_is_built_step_by_step_saved_and_asked_again(visit):
    page = visit("questions")
    page.get_by_text("Свой вопрос по шагам").click()
    page.locator("input[type=text]").first.fill(busy_phone())
    page.get_by_label("Сохранить под именем").fill("Мой вопрос")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".st-key-questions")).to_contain_text("Мой вопрос")
    expect(page.get_by_role("heading", name="Мой вопрос")).to_be_visible()
    page.get_by_role("button", name="Спросить").click()
    expect(page.locator(".st-key-answer .iz-chip[data-row]").first).to_be_visible()
