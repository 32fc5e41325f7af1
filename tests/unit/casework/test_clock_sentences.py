"""What an audit of two clocks means is a sentence in each language."""

import pytest

from casework.access.joins import clock_sentence
from core.joins import ClockAudit, Offset
from core.settings import LANGUAGES


def audit(verdict, *seconds):
    offsets = [
        Offset(seconds=each, spread_s=2, pairs=40, first_ms=1759432954000, last_ms=1764603954000) for each in seconds
    ]
    return ClockAudit(
        record="call", left="cdr_x", right="cdr_y", tolerance_s=10, pairs=100, offsets=tuple(offsets), verdict=verdict
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_zone_names_hours_and_days(language):
    said = clock_sentence(audit("zone", 0.5, -3599), language)
    assert "-1" in said
    assert "40" in said
    assert "03.10.2025" in said
    assert "cdr_y" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_skew_names_seconds_and_the_tolerance(language):
    said = clock_sentence(audit("skewed", 400.4), language)
    assert "400" in said
    assert " 10 " in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", ["fine", "few"])
def test_the_rest_is_a_few_words(verdict, language):
    assert 10 < len(clock_sentence(audit(verdict), language)) < 60
