"""Finds entities by what people type: names in any alphabet, numbers, accounts, register numbers."""

import re

from core.names import search_key
from graph.store.statements import NAMES_INDEX

SEARCH = f"""
CALL db.index.fulltext.queryNodes('{NAMES_INDEX}', $text) YIELD node, score
RETURN node.id AS id, head([label IN labels(node) WHERE label <> 'Entity']) AS kind, node.name AS name, score
ORDER BY score DESC, id LIMIT $limit
"""
_WORD = re.compile(r"\w+")


def lucene(text: str) -> str | None:
    """A query of the index: every word must occur, as typed or as a name's search key, each as a beginning.

    Only letters and digits reach the index, so that nothing typed can be read as its syntax. None where nothing
    is left to look for.
    """
    spellings = {" ".join(_WORD.findall(text.casefold())), search_key(text)} - {""}
    if not spellings:
        return None
    return " OR ".join(f"({' AND '.join(_either(word) for word in each.split())})" for each in sorted(spellings))


def _either(word: str) -> str:
    return f"({word}^2 OR {word}*)"


