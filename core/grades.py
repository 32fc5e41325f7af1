"""How good an assertion is and who may see it: source, information, handling (the 3x5x2 and Admiralty systems).

Grades are letters and digits in order, the best first; handling is in order of strictness, which its letters keep.
"""

from collections.abc import Mapping
from typing import Literal, get_args

Grade = Literal["source_grade", "info_grade", "handling"]

GRADES: tuple[Grade, ...] = get_args(Grade)
WORDS: Mapping[Grade, tuple[str, ...]] = {
    "source_grade": ("A", "B", "C", "D", "E", "F"),
    "info_grade": ("1", "2", "3", "4", "5", "6"),
    "handling": ("open", "restricted", "secret"),
}
