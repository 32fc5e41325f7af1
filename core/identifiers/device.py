"""Handsets (IMEI) and SIM cards (IMSI)."""

_SERIAL = 14


def imei(text: str) -> str | None:
    """Fifteen digits with the right Luhn digit; exchanges send 0 or a software version in its place.

    Source: 3GPP TS 23.003, annex B. What identifies the handset are the first fourteen digits.
    """
    digits = "".join(text.split()).replace("-", "").replace("/", "")
    if not _digits(digits, _SERIAL, _SERIAL + 2) or not digits[:_SERIAL].strip("0"):
        return None
    return digits[:_SERIAL] + str(_luhn(digits[:_SERIAL]))


def imsi(text: str) -> str | None:
    """Fourteen or fifteen digits: country, network, subscriber (ITU-T E.212)."""
    digits = "".join(text.split())
    return digits if _digits(digits, 14, 15) else None


def _digits(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and least <= len(text) <= most


def _luhn(serial: str) -> int:
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(serial)]
    return -sum(d // 10 + d % 10 for d in doubled) % 10
