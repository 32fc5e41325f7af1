"""The same questions on a city of about twelve million calls and transfers: 300,000 people over a quarter of a year.

A million people do not fit: the corners of the number spaces from which invented numbers are taken are full before.
"""

from pathlib import Path
from typing import Any

from evaluation.bench import questions
from evaluation.bench.questions import describe

__all__ = ["describe", "measure"]
PEOPLE, DAYS = 300_000, 92


def measure(folder: Path) -> dict[str, Any]:
    """As `questions`; making and loading the city takes most of an hour and 25 GB of disk."""
    return questions.measure(folder, PEOPLE, DAYS)
