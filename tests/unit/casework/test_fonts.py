"""Each committed font can set every letter of the three languages, and its figures stand in columns."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import core

FOLDER = Path(core.__file__).parent / "assets" / "fonts"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
KAZAKH = "әіңғүұқөһ"
SIGNS = "₸№«»•–—…→×≥≤±·°§†\ufffd" + "".join(map(chr, range(0x20, 0x7F)))


@pytest.mark.parametrize("font", sorted(FOLDER.glob("*.ttf")), ids=lambda path: path.stem)
def test_a_font_has_every_letter_and_sign(font: Path) -> None:
    glyphs = TTFont(font).getBestCmap()
    letters = RUSSIAN + RUSSIAN.upper() + KAZAKH + KAZAKH.upper() + SIGNS
    assert [letter for letter in letters if ord(letter) not in glyphs] == []


@pytest.mark.parametrize("font", sorted(FOLDER.glob("*.ttf")), ids=lambda path: path.stem)
def test_figures_are_of_one_width(font: Path) -> None:
    opened = TTFont(font)
    glyphs = opened.getBestCmap()
    assert len({opened["hmtx"][glyphs[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_weights_and_licence_are_there_and_small() -> None:
    assert {path.stem for path in FOLDER.glob("*.ttf")} == {
        f"IBMPlexSans-{weight}" for weight in ("Regular", "Italic", "Medium", "SemiBold")
    }
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8").upper()
    assert sum(path.stat().st_size for path in FOLDER.glob("*.ttf")) < 2_000_000
