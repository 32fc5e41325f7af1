"""Finds entities by what people type: names in any alphabet, numbers, accounts, register numbers."""

import re
from collections.abc import Iterable
from itertools import combinations

from core.names import search_key
from graph.store.statements import NAMES_INDEX

SEARCH = f"""
CALL db.index.fulltext.queryNodes('{NAMES_INDEX}', $text) YIELD node, score
RETURN node.id AS id, head([label IN labels(node) WHERE label <> 'Entity']) AS kind, node.name AS name, score
ORDER BY score DESC, id LIMIT $limit
"""
_WORD = re.compile(r"\w+")
MOST_NEEDED = 2  # words of a name that must occur, when not all do
MOST_WORDS = 4  # of a name
LONG = 5  # letters; a letter wrong in a shorter word makes it another name


def lucene(text: str) -> str | None:
    """A query of the index: every word must occur, as typed or as a name's search key, each as a beginning.

    Only letters and digits reach the index, so that nothing typed can be read as its syntax. None where nothing
    is left to look for.
    """
    return _any(" AND ".join(map(_either, words)) for words in _spellings(text))


def loosely(text: str) -> str | None:
    """A wider query, for what `lucene` did not find: one word may be missing (a patronymic, a middle name), or a
    letter of each may be wrong. None where the text has only one short word, or more words than a name has: a
    query of many inexact words is more than the index takes.
    """
    spellings = [words for words in _spellings(text) if len(words) <= MOST_WORDS]
    fewer = [
        " AND ".join(map(_either, some)) for words in spellings if len(words) > MOST_NEEDED
        for some in combinations(words, MOST_NEEDED)
    ]  # fmt: skip
    inexact = [" AND ".join(map(_nearly, words)) for words in spellings if any(map(_long, words))]
    return _any([*fewer, *inexact])


def _spellings(text: str) -> list[list[str]]:
    typed, key = _WORD.findall(text.casefold()), search_key(text).split()
    return [words for words in ([typed] if typed == key else [typed, key]) if words]


def _any(queries: Iterable[str]) -> str | None:
    return " OR ".join(f"({query})" for query in queries) or None


def _either(word: str) -> str:
    return f"({word}^2 OR {word}*)"


def _nearly(word: str) -> str:
    return f"{word}~1" if _long(word) else _either(word)


def _long(word: str) -> bool:
    return len(word) >= LONG and not word.isdigit()  # a digit more or less is another number
