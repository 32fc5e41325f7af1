"""What is told of a judgement: a person's own words, or what the model compared, in the reader's language."""

import pytest

from core.judgements import MODEL
from core.phrases import judged_on
from etl.resolve.model import load


def test_a_person_s_words_stay() -> None:
    assert judged_on("a.seitova", "phone shared", "ru") == "phone shared"


def test_what_the_model_compared_is_said_in_words() -> None:
    assert judged_on(MODEL, "birth one_typo, phone shared", "ru") == (
        "Дата рождения: отличается одна цифра; Телефоны: есть общее"
    )


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_level_of_the_model_has_words(language: str) -> None:
    for comparison in load().comparisons:
        for level in comparison.levels:
            code = f"{comparison.field} {level.word}"
            assert judged_on(MODEL, code, language) != code
