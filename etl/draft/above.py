"""Whose statement it is, where lines above the table name the account: «Счёт: KZ…», «ИИК KZ…»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.drafts import Choice, Ground, Wishes
from core.errors import InputError
from core.identifiers import account
from core.records import FieldType, read_text
from etl.draft.vocabulary import meaning

_IBAN = re.compile(r"\bKZ\d{2}(?:[ \u00a0]?[0-9A-Z]){16}\b", re.IGNORECASE)
_SHOWN = 60  # characters of a line that are shown


@dataclass(frozen=True, slots=True)
class Own:
    """The number of the one whose statement it is, where no column has it, and why."""

    number: str | None
    grounds: tuple[Ground, ...]


NOBODY = Own(None, ())


def own_number(kind: FieldType, above: Sequence[str], wishes: Wishes) -> Own:
    """What a person says, else the one account (IBAN that passes its check) that stands above the table.

    `above`: the lines over the header. Of several accounts it is the one whose line speaks of an account, and not of
    another's.
    """
    if wishes.own is not None:
        return Own(read_text(kind, wishes.own), (Ground(key="wished"),))
    found = [(number, row, line) for row, line in enumerate(above, 1) for number in _accounts(line)]
    if kind != "account" or not found:
        return Own(None, ())
    named = [each for each in found if _names_own(each[2])]
    kept = {number: (row, line) for number, row, line in reversed(found if len({*_numbers(found)}) == 1 else named)}
    if len(kept) != 1:
        return Own(None, (Ground(key="own.several", parameters={"accounts": ", ".join(sorted({*_numbers(found)}))}),))
    number, (row, line) = next(iter(kept.items()))
    return Own(number, (Ground(key="own.above", parameters={"row": row, "line": line[:_SHOWN]}),))


def chosen_own(own: Own, wishes: Wishes) -> Choice:
    """It as a proposal.

    Raises:
        InputError: what a person says is no such number.
    """
    if wishes.own and own.number is None:
        raise InputError(f"«{wishes.own}» is no number of this kind.", key="no_own_number", number=wishes.own)
    return Choice(value=own.number or "", grounds=own.grounds or (Ground(key="direction.no_own"),))


def _numbers(found: Sequence[tuple[str, int, str]]) -> list[str]:
    return [number for number, _, _ in found]


def _accounts(line: str) -> list[str]:
    return [number for match in _IBAN.findall(line) if (number := account(match))]


def _names_own(line: str) -> bool:
    words = meaning(_IBAN.sub(" ", line)).words
    return "account" in words and not words & {"other", "sender", "receiver"}
