"""Accounts are IBANs (ISO 13616): check digits and structure must hold, the bank code need not be given out."""

import schwifty
from schwifty.exceptions import SchwiftyException


def account(text: str) -> str | None:
    """The IBAN without spaces in capitals, or None where it is not one."""
    try:
        return str(schwifty.IBAN("".join(text.split()).upper()).compact)
    except SchwiftyException:
        return None


def bank_code(iban: str) -> str | None:
    """The bank's code inside a valid IBAN (three digits in Kazakhstan)."""
    return str(schwifty.IBAN(iban, allow_invalid=True).bank_code) or None
