"""Whose statement it is, where lines above the table name the account («ИИК KZ…») or the phone («Абонент: +7…»)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.drafts import Choice, Ground, Wishes
from core.errors import InputError
from core.identifiers import account, msisdn
from core.records import FieldType, read_text
from etl.draft.vocabulary import meaning

_IBAN = re.compile(r"\bKZ\d{2}(?:[ \u00a0]?[0-9A-Z]){16}\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w+])\+?\d(?:[ \u00a0()-]{0,2}\d){9,11}(?!\w)")
_SPOKEN = {"phone", "subscriber", "number"}  # a line with a phone that may be the own one speaks of it
_STRANGER = re.compile(r"\b(исп|контакт|факс|справ|поддерж|call|contact|fax|support|орынд|байланыс)", re.IGNORECASE)
_SHOWN = 60  # characters of a line that are shown


@dataclass(frozen=True, slots=True)
class Own:
    """The number of the one whose statement it is, where no column has it, and why."""

    number: str | None
    grounds: tuple[Ground, ...]


NOBODY = Own(None, ())


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside the columns. `owns`: by record, the number of the one whose statement it is; `above`: the
    lines over the header; `ways`: of words, which way a person said they are.
    """

    owns: Mapping[str, Own] = field(default_factory=dict)
    above: Sequence[str] = ()
    ways: Mapping[str, str] = field(default_factory=dict)


def own_number(kind: FieldType, above: Sequence[str], wishes: Wishes) -> Own:
    """What a person says, else the one account (IBAN that passes its check) or mobile phone above the table.

    `above`: the lines over the header. Of several accounts it is the one whose line speaks of an account, and not of
    another's. A phone must be spoken of as the subscriber's or as the number; whoever signed the letter has one, too.
    """
    if wishes.own is not None:
        return Own(read_text(kind, wishes.own), (Ground(key="wished"),))
    read = _accounts if kind == "account" else _phones
    found = [(number, row, line) for row, line in enumerate(above, 1) for number in read(line)]
    if not found:
        return Own(None, ())
    named = [each for each in found if _names_own(each[2])] if kind == "account" else []
    kept = {number: (row, line) for number, row, line in reversed(found if len({*_numbers(found)}) == 1 else named)}
    if len(kept) != 1:
        return Own(None, (Ground(key="own.several", parameters={"numbers": ", ".join(sorted({*_numbers(found)}))}),))
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


def _phones(line: str) -> list[str]:
    words = meaning(_PHONE.sub(" ", line)).words
    if not words & _SPOKEN or words & {"other"} or _STRANGER.search(line):
        return []
    found = (msisdn(match) for match in _PHONE.findall(line))
    return [phone.number for phone in found if phone and phone.kind == "mobile"]


def _names_own(line: str) -> bool:
    words = meaning(_IBAN.sub(" ", line)).words
    return "account" in words and not words & {"other", "sender", "receiver"}
