"""Entity ids from record fields: `phone:+7701…`, `account:KZ…`, by the node whose key a field is."""

import polars as pl

from core import ontology
from core.records import RecordKind


def entity_id(kind: RecordKind, field: str) -> pl.Expr:
    """The whole id of what a field names; a field that is no node's key is taken as it is, under its own name."""
    label = next((node.label for node in kind.nodes.values() if node.key == field), None)
    if label is None or kind.fields[field].type in ("item", "text"):
        return pl.col(field)
    return pl.concat_str(pl.lit(ontology.load().nodes[label].prefix + ":"), pl.col(field)).alias(field)
