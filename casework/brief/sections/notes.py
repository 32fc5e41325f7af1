"""Footnotes: which rows of which files stand behind a statement."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from casework.brief.signs import settable
from casework.brief.voice import Voice
from core.networks import RowRef

FILES, RANGES = 4, 16  # a note names so many files and so many stretches of rows each; it says how many there are


def note(rows: Sequence[RowRef], total: int, voice: Voice) -> str:
    """One footnote's text; empty where no row is named."""
    by_file: dict[tuple[str, str], list[int]] = {}
    for ref in rows:
        by_file.setdefault((ref.file, ref.source), []).append(ref.row)
    named, parts = 0, []
    for (file, _), numbers in sorted(by_file.items())[:FILES]:
        stretches = runs(sorted(set(numbers)))[:RANGES]
        named += sum(last - first + 1 for first, last in stretches)
        parts.append(of_file(file, stretches, voice))
    there = max(total, len(set(rows)))
    if parts and named < there:
        parts.append(voice.say("rows.cut", shown=named, total=there))
    return "; ".join(parts) + ("." if parts else "")


def of_file(file: str, stretches: Sequence[tuple[int, int]], voice: Voice) -> str:
    """`bank_a.csv, rows 12–15, 20`."""
    many = len(stretches) > 1 or stretches[0][0] != stretches[0][1]
    text = ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in stretches)
    return voice.say("rows.many" if many else "rows.one", file=settable(file), rows=text)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each stretch of consecutive numbers."""
    stretches = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        inside = [number for _, number in group]
        stretches.append((inside[0], inside[-1]))
    return stretches
