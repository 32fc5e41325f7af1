"""IIN of a person and BIN of an organisation: twelve digits, the last a check digit in two passes mod 11.

Source: Rules on forming the identification number, Government of Kazakhstan, No. 853 of 22 October 2007.
"""

from typing import Literal

_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_LENGTH = 12


def check_digit(first_eleven: str) -> int | None:
    """Check digit of eleven digits; None where both passes give 10, for then no number is issued."""
    for weights in (_FIRST, _SECOND):
        rest = sum(weight * int(digit) for weight, digit in zip(weights, first_eleven, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def iin(text: str) -> str | None:
    """The twelve digits, or None where the check digit is wrong. A birth date that disagrees is no error."""
    digits = "".join(text.split())
    if len(digits) != _LENGTH or not (digits.isascii() and digits.isdigit()) or digits == "0" * _LENGTH:
        return None
    return digits if check_digit(digits[:-1]) == int(digits[-1]) else None


def is_organisation(number: str) -> bool:
    """True for a BIN: its fifth digit is 4, 5 or 6, where an IIN has the first digit of a day of birth."""
    return number[4] in "456"


def holder_kind(number: str) -> Literal["person", "organisation"]:
    """Whose number it is."""
    return "organisation" if is_organisation(number) else "person"


def mask_iin(number: str) -> str:
    """How an IIN is shown until somebody asks for it with a reason: `9003••••••39`."""
    return f"{number[:4]}{'•' * max(len(number) - 6, 0)}{number[-2:]}"
