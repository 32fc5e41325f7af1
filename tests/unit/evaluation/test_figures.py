"""Figures are written between their marks and nowhere else."""

import pytest

from core.errors import CatalogueError
from evaluation.figures import table, write_section

PAGE = "# Title\n\n<!-- figures: speed -->\nold\n<!-- end: speed -->\n\nafter\n"


def test_only_what_is_between_the_marks_changes(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    write_section(page, "speed", "new")
    assert page.read_text() == PAGE.replace("\nold\n", "\n\nnew\n\n")


def test_writing_twice_is_writing_once(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    write_section(page, "speed", "new")
    once = page.read_text()
    write_section(page, "speed", "new")
    assert page.read_text() == once


@pytest.mark.parametrize("text", ["no marks", PAGE + PAGE, "<!-- end: speed -->\n<!-- figures: speed -->"])
def test_a_page_without_its_marks_is_left_alone(tmp_path, text):
    page = tmp_path / "page.md"
    page.write_text(text)
    with pytest.raises(CatalogueError, match="needs the lines"):
        write_section(page, "speed", "new")
    assert page.read_text() == text


def test_figures_are_aligned_and_bars_do_not_break_a_row():
    lines = table(["what", "n"], [["a|b", 12345], ["c", 0.5], ["d", None]]).splitlines()
    assert lines == ["| what | n |", "| --- | ---: |", "| a\\|b | 12,345 |", "| c | 0.50 |", "| d | – |"]
