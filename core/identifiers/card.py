"""Cards appear masked: the issuer's digits and the last four. A masked number is a trait, not an identity."""

import re

_MASKED = re.compile(r"\d{4,6}[*•xXхХ#]{4,13}\d{4}")  # x and х: banks' letters for a hidden digit
_HIDDEN = re.compile(r"[*•xXхХ#]")


def card(text: str) -> str | None:
    """`4400 41** **** 7244`: groups of four, `*` for what is hidden; None where it is no masked card."""
    bare = "".join(text.split()).replace("-", "")
    if not _MASKED.fullmatch(bare):
        return None
    stars = _HIDDEN.sub("*", bare)
    return " ".join(stars[i : i + 4] for i in range(0, len(stars), 4))
