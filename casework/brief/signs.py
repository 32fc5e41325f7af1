"""Signs a text may be set in. What the data hold beyond them stands as U+FFFD, so that nothing vanishes unseen."""

import re

# What all four committed fonts hold, less the invisible: controls, direction marks, line
# separators, zero widths but the place to break.
UNSETTABLE = re.compile(
    "[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u018f\u0259\u0400-\u045f\u0462\u0463\u0490-\u04c2\u04cf-\u04d9"
    "\u04dc-\u04e9\u04ee-\u04f9\u2010-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033"
    "\u2039\u203a\u2044\u20b8\u20ac\u20bd\u2116\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u2713\ufffd\u200b]"
)
LONG = re.compile(r"[^\s\u200b]{25,}")
SPACES = re.compile(r"[ \t\r\n]+")


def settable(text: str, breaks: bool = True) -> str:
    """The text in signs that can be set and seen; words too long for a line get places to break (U+200B).

    Doing it again changes nothing, for a text may pass through several phrases.
    """
    visible = UNSETTABLE.sub("\ufffd", SPACES.sub(" ", text))
    return LONG.sub(broken, visible) if breaks else visible


def broken(word: re.Match[str]) -> str:
    """A place to break after every twelfth sign."""
    return "\u200b".join(word[0][i : i + 12] for i in range(0, len(word[0]), 12))


def shortened(text: str, length: int) -> str:
    """At most `length` signs, the cut shown."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
