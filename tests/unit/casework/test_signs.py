"""Signs that the fonts cannot set, or that would deceive the eye, are shown as missing."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

import core
from casework.brief.signs import UNSETTABLE, settable, shortened

FONTS = sorted((Path(core.__file__).parent / "assets" / "fonts").glob("*.ttf"))


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_every_sign_we_call_settable_is_in_the_font(font: Path) -> None:
    glyphs = TTFont(font).getBestCmap()
    ours = [chr(code) for code in range(0x20, 0x10000) if not UNSETTABLE.match(chr(code))]
    assert [sign for sign in ours if ord(sign) not in glyphs] == []


@given(st.text())
def test_nothing_vanishes(text: str) -> None:
    kept = settable(text, breaks=False)
    assert UNSETTABLE.search(kept) is None
    assert len(kept.replace(" ", "")) >= sum(not sign.isspace() for sign in text)


@given(st.text())
def test_making_settable_twice_changes_nothing(text: str) -> None:
    assert settable(settable(text)) == settable(text)


@given(st.text(alphabet="аб1", min_size=1, max_size=200))
def test_long_words_can_break(word: str) -> None:
    assert max(map(len, settable(word).split("\u200b"))) <= 24
    assert settable(word).replace("\u200b", "") == word


def test_a_cut_is_shown() -> None:
    assert shortened("Сейтова Айгуль", 8) == "Сейтова…"
    assert shortened("Сейтова", 8) == "Сейтова"
