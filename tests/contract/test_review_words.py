"""Whatever the model compares, finds and is held back by has a name in every language."""

import pytest

from core.phrases import Phrases
from etl.resolve.bands import SEVERAL
from etl.resolve.model import load
from etl.resolve.run import CONFLICT

FIELDS = {f"review.fields.{each.field}" for each in load().comparisons}
LEVELS = {f"review.levels.{level.word}" for each in load().comparisons for level in each.levels}
GUARDS = {f"resolve.guard.{word}" for word in {guard.word for guard in load().guards} | {SEVERAL, CONFLICT}}


@pytest.mark.parametrize("key", sorted(FIELDS | LEVELS | GUARDS))
def test_a_word_of_the_model_has_a_name_in_every_language(key: str) -> None:
    assert Phrases.load().has(key)


@pytest.mark.parametrize("topic", ["review", "merges"])
def test_every_phrase_of_the_review_is_there_in_every_language(topic: str) -> None:
    assert [fault for fault in Phrases.load().faults() if fault.startswith(f"{topic}.")] == []
