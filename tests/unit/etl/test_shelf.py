"""Templates are saved in versions; who made each is kept, and none is ever overwritten."""

import pytest

from core.errors import InputError
from etl.templates import catalogue, named, shelf

TEXT = """# How bank Q writes.
name: bank_q
version: 1
titles: {ru: Банк Q, kk: Банк Q, en: Bank Q}
record: account_holder
file: {encoding: utf-8, delimiter: ';'}
fields: {account: Счёт, name: ФИО}
"""


def test_saving_again_makes_the_next_version_and_keeps_the_one_before(lab):
    first = shelf.save(TEXT, lab.home, "a.seitova")
    second = shelf.save(TEXT.replace("ФИО", "Имя"), lab.home, "b.omarov")
    assert (first.version, second.version, second.versions) == (1, 2, (1, 2))
    assert (first.author, second.author) == ("a.seitova", "b.omarov")
    assert catalogue(lab.home)["bank_q"].fields["name"].column == "Имя"
    assert "ФИО" in shelf.text_of("bank_q", lab.home, 1)
    assert "Имя" in shelf.text_of("bank_q", lab.home)
    assert shelf.text_of("bank_q", lab.home).startswith("# How bank Q writes.\n")


def test_what_somebody_changed_by_hand_is_kept_too(lab):
    shelf.save(TEXT, lab.home, "a.seitova")
    own = lab.home.templates / "bank_q.yaml"
    own.write_text(own.read_text("utf-8").replace("ФИО", "Владелец"), "utf-8")
    assert shelf.save(TEXT, lab.home, "a.seitova").version == 2
    assert any("Владелец" in path.read_text("utf-8") for path in (lab.home.templates / "versions").iterdir())


def test_a_delivery_names_the_version_it_was_read_with(lab, tmp_path):
    shelf.save(TEXT, lab.home, "a.seitova")
    shelf.save(TEXT, lab.home, "a.seitova")
    path = tmp_path / "x.csv"
    path.write_text("Счёт;ФИО\nKZ5930401K0010030152;Ким Ольга\n", "utf-8")
    delivery = lab.stage(path, named("bank_q", lab.home))
    assert (delivery.template, delivery.template_version) == ("bank_q", 2)


def test_every_template_is_listed_with_its_author(lab):
    shelf.save(TEXT, lab.home, "a.seitova")
    listed = {sheet.name: sheet for sheet in shelf.sheets(lab.home)}
    assert listed["bank_a"].built_in
    assert (listed["bank_q"].author, listed["bank_q"].built_in) == ("a.seitova", False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("bank_q", "bank_a"), "«bank_a» comes with Izder"),
        (TEXT.replace("account: Счёт", "colour: Счёт"), "has no field colour"),
        ("name: [", "cannot be read"),
        ("- a\n- b\n", "is no template"),
        ("", "is no template"),
    ],
)
def test_what_is_no_template_is_refused_and_nothing_is_written(lab, text, said):
    with pytest.raises(InputError, match=said):
        shelf.save(text, lab.home, "a.seitova")
    assert list(lab.home.templates.iterdir()) == []


def test_a_version_that_there_is_not_is_said(lab):
    shelf.save(TEXT, lab.home, "a.seitova")
    with pytest.raises(InputError, match="has no version 7; it has 1"):
        shelf.text_of("bank_q", lab.home, 7)
    with pytest.raises(InputError, match="no template «nothing»"):
        shelf.text_of("nothing", lab.home)
