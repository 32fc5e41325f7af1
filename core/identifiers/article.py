"""Articles of the Criminal Code, written in as many ways as there are registrars."""

import re

_ARTICLE = re.compile(r"(?<!\d)(\d{1,3})(?:-(\d))?(?!\d)")
_PART = re.compile(r"\bч(?:аст[ьи])?\.?\s*(\d+)|(\d+)\s*-?\s*б(?:өлік|өлігі)?\b", re.IGNORECASE)
_POINT = re.compile(r"\bп(?:ункт)?\.?\s*(\d+)|(\d+)\s*-?\s*тарма", re.IGNORECASE)


def article(text: str) -> str | None:
    """`297 ч.3 п.2`: article, part and point, from «ст.297 ч.3 п.2», «ст. 297 ч.3 УК РК», «297 ч. 3»."""
    number = _ARTICLE.search(text)
    if not number:
        return None
    rest = text[number.end() :]
    parts = [f"{number[1]}-{number[2]}" if number[2] else number[1]]
    for sign, pattern in (("ч", _PART), ("п", _POINT)):
        if found := pattern.search(rest):
            parts.append(f"{sign}.{found[1] or found[2]}")
    return " ".join(parts)
