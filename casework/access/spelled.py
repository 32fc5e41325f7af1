"""A party's sheet with every spelling of its name led back to the rows that write it so."""

from dataclasses import replace

from casework.access.masking import mask_text
from core import ontology
from core.answers import Entity, Fact
from core.home import Home
from core.networks import RowRef
from etl.spoken import spellings

MOST_ROWS = 20  # of one spelling; a frequent payer is written so in thousands


def with_spellings(entity: Entity, home: Home, language: str) -> Entity:
    """The sheet with one fact a spelling, first of all, in place of the names without rows.

    Looked for in the rows that the other facts rest on; where none of them names the party, the sheet stays as it is.
    """
    files = {row.source: row.file for fact in entity.facts for row in fact.rows}
    refs = {f"{row.source}:{row.row}" for fact in entity.facts for row in fact.rows}
    found: dict[str, list[RowRef]] = {}
    for told in spellings(home, refs, [entity.id]):
        source, _, row = told.ref.partition(":")
        found.setdefault(told.name, []).append(RowRef(source=source, file=files[source], row=int(row)))
    if not found:
        return entity
    properties = ontology.load().nodes[entity.kind].properties
    unwritten = {properties[name].titles.text(language) for name in ("name", "names") if name in properties}
    title = properties["names"].titles.text(language)
    spelled = [Fact(title, mask_text(name), tuple(rows[:MOST_ROWS])) for name, rows in sorted(found.items())]
    return replace(entity, facts=(*spelled, *(fact for fact in entity.facts if fact.key not in unwritten)))
