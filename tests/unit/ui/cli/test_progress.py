"""Progress where nobody looks: a title once, and how far it is now and then."""

import pytest

from ui.cli import progress
from ui.cli.progress import Terminal


@pytest.fixture
def hurried(monkeypatch):
    """Lines of progress at every call."""
    monkeypatch.setattr(progress, "EVERY_S", 0.0)


def test_a_title_is_said_once_and_then_how_far_it_is(hurried, capsys):
    with Terminal("en") as told:
        for done in (0, 10, 20):
            told("load.records", done, 90, {"file": "x.csv", "about": True})
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "Reading and checking: x.csv",
        *(f"Reading and checking: x.csv: {n} of about 90" for n in (10, 20)),
    ]


def test_between_two_lines_of_a_step_some_time_passes(capsys):
    with Terminal("en") as told:
        for done in range(100):
            told("load.graph", done, 100, {"file": "x.csv"})
    assert capsys.readouterr().err.splitlines() == ["Writing to the graph: x.csv"]


def test_each_file_is_told_by_itself(hurried, capsys):
    with Terminal("en") as told:
        for file in ("a.csv", "b.csv"):
            told("load.graph", 1, 2, {"file": file})
    assert len(capsys.readouterr().err.splitlines()) == 2
