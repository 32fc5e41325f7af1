"""Phrases render in three languages, with numbers beside the right form of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import CatalogueError
from core.phrases import Phrases
from core.phrases.plurals import form


@pytest.fixture
def phrases(tmp_path):
    for language, text in {
        "ru": 'calls: "{n} {n|звонок|звонка|звонков} на {sum:money}"\nnested: {deep: "да"}',
        "kk": 'calls: "{n} қоңырау, {sum:money}"\nnested: {deep: "иә"}',
        "en": 'calls: "{n} {n|call|calls} for {sum:money}"\nnested: {deep: "yes"}',
    }.items():
        (tmp_path / f"demo.{language}.yaml").write_text(text, "utf-8")
    return Phrases.load(tmp_path)


def test_a_phrase_takes_its_parameters(phrases):
    assert phrases.text("demo.calls", "ru", n=1002, sum=500_000) == "1\u00a0002 звонка на 5\u00a0000\u00a0₸"
    assert phrases.text("demo.calls", "en", n=1, sum=50) == "1 call for 0,50\u00a0₸"
    assert phrases.text("demo.nested.deep", "kk") == "иә"


def test_a_good_catalogue_has_no_faults(phrases):
    assert phrases.faults() == []


def test_a_parameter_is_text_and_never_a_phrase(phrases):
    assert phrases.text("demo.calls", "kk", n="{sum:money}", sum=100) == "{sum:money} қоңырау, 1\u00a0₸"


def test_unknown_phrases_and_missing_parameters_are_clear_errors(phrases):
    with pytest.raises(CatalogueError, match=r"demo\.none"):
        phrases.text("demo.none", "ru")
    with pytest.raises(CatalogueError, match="sum"):
        phrases.text("demo.calls", "ru", n=1)


@pytest.mark.parametrize(
    ("ru", "en", "fault"),
    [
        ("a: '{x}'", "a: '{y}'", "placeholders"),
        ("a: текст\nb: текст", "a: text", "missing in en"),
        ("a: '{x|раз|раза}'", "a: '{x}'", "word forms"),
        ("a: '{x:euro}'", "a: '{x}'", "format euro"),
        ("a: '{x'", "a: text", "brace"),
    ],
)
def test_faults_are_named(tmp_path, ru, en, fault):
    for language, text in {"ru": ru, "en": en, "kk": en}.items():
        (tmp_path / f"t.{language}.yaml").write_text(text, "utf-8")
    assert any(fault in found for found in Phrases.load(tmp_path).faults())


@pytest.mark.parametrize("name", ["t.de.yaml", "ru.yaml"])
def test_a_file_in_no_language_is_refused(tmp_path, name):
    (tmp_path / name).write_text("a: b", "utf-8")
    with pytest.raises(CatalogueError, match="phrase file"):
        Phrases.load(tmp_path)


def test_a_phrase_that_yaml_reads_as_no_text_is_refused(tmp_path):
    (tmp_path / "t.ru.yaml").write_text("a: no", "utf-8")
    with pytest.raises(CatalogueError, match="quote it"):
        Phrases.load(tmp_path)


@pytest.mark.parametrize(
    ("n", "word"),
    [
        (0, "раз-ов"),
        (1, "раз"),
        (2, "раза"),
        (5, "раз-ов"),
        (11, "раз-ов"),
        (21, "раз"),
        (112, "раз-ов"),
        (1.5, "раза"),
    ],
)
def test_russian_has_three_forms(n, word):
    assert form(n, ["раз", "раза", "раз-ов"], "ru") == word


@given(st.integers(-(10**9), 10**9), st.sampled_from(["ru", "kk", "en"]))
def test_every_number_has_a_form(n, language):
    assert form(n, ["a", "b", "c"], language) in {"a", "b", "c"}
