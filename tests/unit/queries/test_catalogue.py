"""The catalogue refuses what would surprise the person who asks."""

from pathlib import Path

import pytest

from core.errors import CatalogueError
from core.phrases import Phrases
from graph.analyses import ANALYSES
from queries import catalogue
from queries.catalogue import load

HEADER = """/*
title: {ru: а, kk: ә, en: a}
purpose: {ru: а, kk: ә, en: a}
parameters: [who]
returns: [count]
*/
"""
WORDS = """parameters:
  who: {type: entity, title: {ru: а, kk: ә, en: a}}
columns:
  count: {type: integer, title: {ru: а, kk: ә, en: a}}
"""
GOOD = "MATCH (n:Entity {id: $who}) RETURN 1 AS count LIMIT $limit\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.yaml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "calls").mkdir()
    return tmp_path


def write(folder: Path, text: str, name: str = "q") -> Path:
    path = folder / "calls" / f"{name}.cypher"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_question_takes_its_name_from_the_file_and_its_topic_from_the_folder(folder: Path) -> None:
    write(folder, HEADER + GOOD, "who_is_it")
    question = load(folder)["who_is_it"]
    assert (question.topic, question.parameters[0].name, question.returns[0].type) == ("calls", "who", "integer")
    assert question.listed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD, "begin with a header"),
        (HEADER.replace("returns", "gives") + GOOD, "gives"),
        (HEADER.replace("[count]", "[weight]") + GOOD, "weight is not in words.yaml"),
        (HEADER.replace("kk: ә, ", "") + GOOD, "kk"),
        (HEADER + GOOD.replace("$who", "$whom"), "\\$whom is used and not declared"),
        (HEADER + GOOD.replace("$who", "'x'"), "\\$who is declared and not used"),
        (HEADER + GOOD.replace(" LIMIT $limit", ""), "LIMIT"),
        (HEADER + "MATCH (n {id: $who}) DETACH DELETE n RETURN 1 AS count LIMIT $limit\n", "only reads"),
        (HEADER + "MERGE (n {id: $who}) RETURN 1 AS count LIMIT $limit\n", "only reads"),
    ],
)
def test_a_file_that_does_not_read_as_a_question_is_refused_by_name(folder: Path, text: str, says: str) -> None:
    write(folder, text)
    with pytest.raises(CatalogueError, match=says) as refused:
        load(folder)
    assert "q.cypher" in str(refused.value)


def test_two_questions_of_one_name_are_refused(folder: Path) -> None:
    write(folder, HEADER + GOOD)
    (folder / "money").mkdir()
    (folder / "money" / "q.cypher").write_text(HEADER + GOOD, encoding="utf-8")
    with pytest.raises(CatalogueError, match="already"):
        load(folder)


def test_our_own_catalogue_reads_and_offers_more_than_a_dozen_questions() -> None:
    listed = [question for question in catalogue().values() if question.listed]
    assert len(listed) >= 12


@pytest.mark.parametrize("question", [q for q in catalogue().values() if q.listed], ids=lambda q: q.name)
def test_every_listed_question_leads_to_its_rows(question) -> None:
    assert any(column.type == "rows" for column in question.returns)


def test_every_topic_has_its_word_on_the_screen() -> None:
    topics = {question.topic for question in catalogue().values() if question.listed}
    assert {topic for topic in topics if not Phrases.load().has(f"ui.topic.{topic}")} == set()


ANALYSIS = HEADER.removeprefix("/*\n").removesuffix("*/\n")


def test_a_question_without_cypher_names_its_analysis(folder: Path) -> None:
    (folder / "calls" / "q.yaml").write_text(ANALYSIS + "analysis: who_knows\n", encoding="utf-8")
    assert load(folder)["q"].analysis == "who_knows"
    (folder / "calls" / "q.yaml").write_text(ANALYSIS, encoding="utf-8")
    with pytest.raises(CatalogueError, match="names its analysis"):
        load(folder)


def test_every_analysis_of_a_question_is_in_the_registry_and_none_is_idle() -> None:
    assert {question.analysis for question in catalogue().values() if question.analysis} == set(ANALYSES)
