"""Phone numbers and what stands in their place in call records: short numbers and senders with a name."""

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumberType

PhoneKind = Literal["mobile", "fixed", "short", "sender", "foreign"]

_SHORT = re.compile(r"[0-9]{2,6}")
_SENDER = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ._&-]{2,15}")  # GSM 03.40: eleven, some exchanges pad
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_DIALLED = re.compile(r"\+?[0-9 ()./-]+")
_NATIONAL = 10


@dataclass(frozen=True, slots=True)
class Phone:
    """One end of a call: `number` is E.164 for mobile, fixed and foreign, else the short number or name."""

    number: str
    kind: PhoneKind


def msisdn(text: str, region: str = "KZ") -> Phone | None:
    """The end of a call that a text names; None where it names none.

    Numbers without a country code are read as `region`'s. A ported number keeps its prefix, so no operator
    is derived from it.
    """
    shown = _SPACES.sub(" ", text).strip()
    if _SHORT.fullmatch(shown):
        return Phone(shown, "short")
    if _SENDER.fullmatch(shown):
        return Phone(shown.upper(), "sender")
    return _dialled(shown, region) if _DIALLED.fullmatch(shown) else None


def phone(text: str) -> str | None:
    """The canonical number alone."""
    found = msisdn(text)
    return found.number if found else None


def phone_kind(number: str, region: str = "KZ") -> PhoneKind:
    """Kind of a canonical number."""
    found = msisdn(number, region)
    return found.kind if found else "foreign"


def _dialled(text: str, region: str) -> Phone | None:
    if _lost_a_digit(text, region):
        return None
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not (phonenumbers.is_valid_number(number) or _possible_abroad(number, region)):
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(e164, _kind(number, region))


def _lost_a_digit(text: str, region: str) -> bool:
    """`8776007983` is a Kazakh number cut short, not the Russian one that the shared code +7 makes of it."""
    digits = re.sub(r"\D", "", text)
    return region == "KZ" and "+" not in text and len(digits) == _NATIONAL and digits.startswith("8")


def _possible_abroad(number: phonenumbers.PhoneNumber, region: str) -> bool:
    """Other countries' number plans change faster than our tables, so length is enough there."""
    home = phonenumbers.country_code_for_region(region)
    return number.country_code != home and phonenumbers.is_possible_number(number)


def _kind(number: phonenumbers.PhoneNumber, region: str) -> PhoneKind:
    if phonenumbers.region_code_for_number(number) != region:
        return "foreign"
    mobile = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return "mobile" if phonenumbers.number_type(number) in mobile else "fixed"
