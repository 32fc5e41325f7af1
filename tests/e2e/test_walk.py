"""The way an investigator goes: list, network, neighbours, evidence, raw row, paper."""

import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader


@pytest.fixture
def network(visit) -> Page:
    """The first network of the list."""
    page = visit("network")
    expect(page.locator(".iz-canvas[data-painted]")).to_be_visible()
    return page


def where(page: Page, entity: str) -> dict[str, float]:
    return page.locator(".iz-stage").evaluate("(stage, id) => stage.where(id)", entity)


def nodes(page: Page) -> int:
    return int(page.locator(".iz-canvas").get_attribute("data-nodes"))


def phone_of_core(page: Page) -> str:
    row = page.locator(".st-key-members tr[data-id^='person:']", has_text="+7").first
    return "phone:" + re.search(r"\+7\d{10}", row.inner_text())[0]


def core_member(page: Page) -> str:
    return page.locator(".st-key-members tr[data-id^='person:']").first.get_attribute("data-id")


def test_the_list_names_grounds_doubts_and_stability_and_no_score(visit):
    page = visit()
    row = page.locator("tr[data-id]").first
    expect(row).to_contain_text("Сеть 1")
    expect(row.locator("td").nth(4)).not_to_have_text("—")
    expect(row).to_contain_text(re.compile(r"\d+ из 100"))
    expect(page.locator("thead")).not_to_contain_text("балл", ignore_case=True)


def test_a_press_in_the_list_opens_the_network(visit):
    page = visit()
    page.locator("tr[data-id]").nth(1).click()
    expect(page.locator(".iz-canvas[data-painted]")).to_be_visible()
    expect(page.get_by_role("heading", name="Сеть 2")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/network\?network="))


def test_the_demonstration_says_that_its_people_are_invented(network):
    expect(network.locator(".iz-banner")).to_contain_text("вымышлены")


def test_a_double_click_adds_neighbours_says_how_many_of_how_many_and_moves_nothing(network, settled):
    line, count = phone_of_core(network), nodes(network)
    others = [row.get_attribute("data-id") for row in network.locator(".st-key-members tr[data-id]").all()[:8]]
    before = {entity: where(network, entity) for entity in others}
    network.locator(".iz-stage").dblclick(position=where(network, line))
    expect(network.locator(".iz-note")).to_contain_text(re.compile(r"показано \d+ из \d+"))
    settled(network)
    assert nodes(network) > count
    assert {entity: where(network, entity) for entity in others} == before


def test_a_click_shows_facts_grounds_and_the_row_of_the_file(network):
    network.locator(".iz-stage").click(position=where(network, core_member(network)))
    sheet = network.locator(".iz-sheet")
    expect(sheet.locator(".iz-kind")).to_have_text("Лицо")
    expect(sheet).to_contain_text("Основания")
    chip = sheet.locator(".iz-ground .iz-chip[data-row]").first
    file, _, row = chip.inner_text().rpartition(":")
    chip.click()
    dialog = network.get_by_role("dialog")
    expect(dialog).to_contain_text(file)
    expect(dialog).to_contain_text(row)
    expect(dialog).to_contain_text("Исходная строка")


def test_iins_are_masked_until_asked_for_with_a_reason(network):
    digits = re.compile(r"(?<![\dA-Z])\d{12}(?!\d)")
    member = core_member(network)
    assert not digits.search(network.locator(".st-key-members").inner_text())
    network.locator(f"tr[data-id='{member}']").click()
    network.get_by_role("button", name="Показать ИИН").click()
    network.get_by_role("button", name="Показать и записать в журнал").click()
    expect(network.get_by_text("Назовите причину.")).to_be_visible()
    network.get_by_label("Зачем нужен ИИН").fill("проверка")
    network.get_by_role("button", name="Показать и записать в журнал").click()
    expect(network.locator(".st-key-inspector")).to_contain_text(digits)


def test_a_category_needs_a_reason_and_stays(network):
    member = core_member(network)
    network.locator(f"tr[data-id='{member}']").click()
    network.get_by_role("button", name="Категория: не определена").click()
    network.get_by_label("На каком основании").fill("материалы проверки")
    network.get_by_role("button", name="Записать").click()
    expect(network.get_by_role("button", name="Категория: подозреваемый")).to_be_visible()
    expect(network.locator(f"tr[data-id='{member}']")).to_contain_text("подозреваемый")


@pytest.mark.parametrize(("label", "word"), [("Рус", "сеть"), ("Қаз", "желі"), ("Eng", "network")])
def test_the_brief_comes_in_each_language(network, tmp_path, label, word):
    with network.expect_download() as waited:
        network.get_by_role("button", name=f"Справка {label}").click()
    waited.value.save_as(tmp_path / "brief.pdf")
    text = PdfReader(tmp_path / "brief.pdf").pages[0].extract_text()
    assert word in text.lower()


def test_the_brush_narrows_the_picture_to_days(network):
    bars = network.locator(".iz-brush svg")
    box = bars.bounding_box()
    middle = box["y"] + box["height"] / 2
    network.mouse.move(box["x"] + 5, middle)
    network.mouse.down()
    network.mouse.move(box["x"] + box["width"] / 8, middle)
    network.mouse.up()
    expect(network.locator(".iz-span")).to_contain_text("–")
    bars.dblclick()
    expect(network.locator(".iz-span")).to_contain_text("Все дни")


def test_a_layer_can_be_put_out_and_back(network):
    layer = network.locator(".iz-key[role=button]").first
    layer.click()
    expect(network.locator(".iz-key.iz-off")).to_have_count(1)
    network.locator(".iz-key.iz-off").click()
    expect(network.locator(".iz-key.iz-off")).to_have_count(0)


def test_a_press_in_the_member_table_chooses_on_the_canvas_too(network):
    row = network.locator(".st-key-members tr[data-id]").nth(1)
    row.click()
    expect(network.locator(".st-key-members tr.iz-selected")).to_have_attribute("data-id", row.get_attribute("data-id"))
    expect(network.locator(".iz-sheet .iz-name")).not_to_contain_text("Сеть 1")


def test_who_holds_the_network_together_is_worked_out_when_asked_for(network):
    network.get_by_text("На ком держится сеть").click()
    expect(network.get_by_text("Считано только по связям между самими участниками сети")).to_be_visible(timeout=60_000)
    expect(network.get_by_text("все дропперы")).to_be_visible()
