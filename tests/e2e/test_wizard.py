"""From an unknown export to the graph, through the wizard of the Data page."""

import getpass
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Page, expect


class Served(Protocol):
    """A running server, as tests/e2e/conftest.py gives it."""

    address: str
    base: str


LOADED = 150_000  # milliseconds that a first load may take on a loaded machine
IIN, OTHER = "900329397139", "850101300015"
ROWS = [
    ("Әсел Құрманғазы", IIN, "KZ5930401K0010030152", "77010012345"),
    ("Өмір Ұлықбек", OTHER, "KZ293010000010040118", "77010012346"),
    ("Гүлнар Һәкім", IIN, "KZ253010000010013127", "77010012347"),
    ("Таң Қайнар", OTHER, "KZ503010000010021213", "77010012348"),
    ("Ыдырыс Ғани", IIN, "KZ00WRONG", "77010012349"),
]
EXPORT = "Клиенттер тізімі\n\nИесі;Иесінің ЖСН;Шот нөмірі;Ұялы телефон;Филиал\n" + "".join(
    f"{name};{iin};{account};{phone};Алматы\n" for name, iin, account, phone in ROWS
)


@pytest.fixture(scope="module")
def own(serving, neo4j_server, _open_store, tmp_path_factory) -> Iterator[Served]:
    """A house of its own, on the run's Neo4j, emptied: what is loaded here ends no other test's demonstration."""
    _open_store.wipe()
    graph = {"NEO4J_URI": neo4j_server.uri, "NEO4J_USER": "neo4j", "NEO4J_PASSWORD": neo4j_server.password}
    home = {"IZDER_HOME": str(tmp_path_factory.mktemp("own") / "home"), "IZDER_LANG": "ru"}
    with serving({**os.environ, **graph, **home}) as served:
        yield served


@pytest.fixture
def analyst(page, own, settled) -> Page:
    """The Data page, opened by somebody who came with the printed address and said who and why."""
    page.goto(own.address)
    settled(page)
    page.goto(f"{own.base}/data")
    settled(page)
    if not page.locator(".st-key-gate").count():  # once something is loaded, the gate asks by itself
        page.get_by_role("button", name=getpass.getuser()).click()
    page.get_by_label("Кто смотрит").fill("Айгуль")
    page.get_by_label("Зачем").fill("КУИ № 1")
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("button", name="Айгуль")).to_be_visible()
    settled(page)
    return page


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    path = tmp_path / "клиенты банка Q.csv"
    path.write_bytes(EXPORT.encode("kz1048"))
    return path


@pytest.fixture
def pictures(settled) -> Callable[[Page, str], None]:
    """Takes a picture of a step, where PICTURES names a folder for them (docs/images come from here)."""
    folder = os.environ.get("PICTURES")

    def take(page: Page, name: str) -> None:
        settled(page)
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take


@pytest.fixture
def begin(give) -> Callable[[Page, Path], None]:
    """Gives a file that no template fits."""

    def begun(page: Page, path: Path) -> None:
        give(page, path)
        page.get_by_role("button", name="Незнакомый файл").click()
        expect(page.locator(".st-key-wizard")).to_be_visible()

    return begun


def test_an_unknown_export_goes_from_encoding_to_the_graph(begin, analyst, unknown, pictures):
    page = analyst
    begin(page, unknown)

    table = page.locator(".st-key-encodings tbody")
    expect(table.locator("tr").first).to_contain_text("kz1048")
    expect(table.locator("tr").first).to_contain_text("Құрманғазы")
    expect(table.locator("tr", has_text="cp1251")).to_contain_text("Ќ")
    pictures(page, "encoding")
    page.get_by_role("button", name="Подтвердить кодировку").click()

    expect(page.get_by_label("Строка заголовка")).to_have_value("3")
    page.get_by_label("Чьи это данные").fill("Банк Q")
    pictures(page, "layout")
    page.get_by_role("button", name="Дальше").click()

    expect(page.get_by_text("заголовок согласуется").first).to_be_visible()
    expect(page.get_by_text(IIN)).to_have_count(0)
    pictures(page, "columns")
    page.get_by_role("button", name="Показать двадцать строк").click()

    rows = page.locator(".st-key-rehearsed tbody tr")
    expect(rows).to_have_count(len(ROWS))
    expect(rows.last).to_contain_text("неверный номер счёта")
    expect(page.get_by_text(IIN)).to_have_count(0)
    pictures(page, "rehearsal")
    page.get_by_role("button", name="Сохранить и загрузить").click()
    alerts = page.locator("[data-testid=stAlert]")
    expect(alerts.filter(has_text="загружено 4")).to_be_visible(timeout=LOADED)
    expect(alerts.filter(has_text="версия 1")).to_be_visible()
    pictures(page, "loaded")


def test_a_field_that_is_taken_twice_is_a_sentence_and_nothing_is_lost(begin, analyst, settled, unknown):
    page = analyst
    begin(page, unknown)
    page.get_by_role("button", name="Подтвердить кодировку").click()
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("combobox", name="Филиал").click()
    page.get_by_role("option", name="Счёт *").click()
    settled(page)
    page.get_by_role("button", name="Показать двадцать строк").click()
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("назначены одному полю account")
    page.get_by_role("button", name="Закрыть").click()
    expect(page.get_by_text("Загрузить файлы")).to_be_visible()


def test_what_holds_no_table_is_a_sentence_and_the_wizard_can_be_left(begin, analyst, tmp_path):
    letter = tmp_path / "письмо.txt"
    letter.write_text("Просим предоставить сведения.\nС уважением\n", "utf-8")
    page = analyst
    begin(page, letter)
    page.get_by_role("button", name="Подтвердить кодировку").click()
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("нет таблицы")
    page.get_by_role("button", name="Закрыть").click()
    expect(page.get_by_text("Загрузить файлы")).to_be_visible()


def test_a_statement_says_which_way_each_row_went_and_whose_account_it_is(begin, analyst, tmp_path):
    own, other, third = "KZ5930401K0010030152", "KZ293010000010040118", "KZ253010000010013127"
    lines = [f"Выписка по счёту {own}", "Дата;Контрагент;Счёт контрагента;Дебет;Кредит"]
    for day in range(1, 7):
        lines += [
            f"{day:02d}.03.2025;Ким Ольга;{other};{day}00,00;0,00",
            f"{day:02d}.03.2025;Ли Анна;{third};0,00;{day}50,50",
        ]
    path = tmp_path / "выписка.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    page = analyst
    begin(page, path)
    page.get_by_role("button", name="Подтвердить кодировку").click()
    page.get_by_role("button", name="Дальше").click()
    expect(page.get_by_text("Направление: Дебет / Кредит")).to_be_visible()
    expect(page.get_by_label("Чья это выписка")).to_have_value(own)
    page.get_by_role("button", name="Показать двадцать строк").click()
    rows = page.locator(".st-key-rehearsed tbody tr")
    expect(rows.nth(0)).to_contain_text(re.compile(f"{own}.*{other}.*100"))
    expect(rows.nth(1)).to_contain_text(re.compile(f"{third}.*{own}.*150,50"))
