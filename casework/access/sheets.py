"""The sheet of one entity: its properties and what is recorded with it directly, in the reader's language."""

from collections.abc import Mapping

from casework.access.asking import Desk, Row, refs
from casework.access.masking import mask_ref, mask_text
from casework.access.pictures import caption, name_of
from core import ontology
from core.answers import Entity, Fact
from core.ontology import Property
from core.phrases import Phrases
from core.phrases.formats import FORMATS, plain_value

MOST_FACTS = 200
FORMAT_OF = {"time": "time", "money": "money"}
LEFT_OUT = {"name_keys", "document"}  # keys for search; the whole of a run, which has its own way through the gate


def entity_sheet(desk: Desk, entity: str) -> Entity:
    """Facts of an entity, each with the rows it rests on; IINs masked.

    Raises:
        NotFound: the graph does not hold it.
    """
    own = caption(desk, entity)
    answer = desk.answer("entity_facts", MOST_FACTS, entity=own["entity"])
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    facts = tuple(fact(row, own["label"], desk.language, answer.files) for row in rows if row["fact"] not in LEFT_OUT)
    return Entity(own["entity"], own["label"], name_of(own, own["entity"]), facts)


def fact(row: Row, label: str, language: str, files: Mapping[str, str]) -> Fact:
    """One fact under its name in the ontology."""
    known = ontology.load()
    kind = known.nodes[label].properties.get(row["fact"]) if label in known.nodes else None
    edge = known.edges.get(row["fact"])
    titles = kind.titles if kind else edge.titles if edge else None
    value = ", ".join(shown(each, kind, language) for each in row["value"])
    period = " – ".join(FORMATS["day"](ms, language) for ms in (row["first"], row["last"]) if ms is not None)
    rows = tuple(map(mask_ref, refs(row["sources"], files)))
    text = f"{value} · {period}" if period else value
    return Fact(titles.text(language) if titles else row["fact"], mask_text(text), rows)


def shown(value: str, kind: Property | None, language: str) -> str:
    """A value as people read it; the question gives every value as text."""
    if kind is None:
        return value
    if kind.words:
        return in_words(kind.words, value, language)
    if kind.type in FORMAT_OF:
        return FORMATS[FORMAT_OF[kind.type]](int(value), language)
    return plain_value(float(value), language) if kind.type == "number" else value


def in_words(group: str, value: str, language: str) -> str:
    """A word of the phrase catalogue; a value that it does not know stands as it is."""
    return Phrases.load().word(group, value, language)
