"""What a table of the command line shows of an answer."""

import pytest

from core.answers import Answer
from ui.cli.commands.asking import _cell

ANSWER = Answer(
    question="q", columns=(), titles=(), types=(), rows=[], cut=False, total=None, notes=(), files={}, words={}
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(27.719811177369237, "27.7"), (0.17988, "0.18"), (0.0001, "0.0001"), (-1.5, "-1.5"), (12345.6, "12346")],
)
def test_a_measured_figure_is_shown_in_three_digits(value, shown):
    assert _cell(ANSWER, "number", value) == shown
