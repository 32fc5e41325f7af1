"""Record kinds, as data: what a template maps a feed's columns to, and how rows become nodes and edges."""

from core.records.catalogue import load
from core.records.fields import FieldType, read_text, storage
from core.records.model import Edge, Field, Node, Party, RecordKind, Value

__all__ = ["Edge", "Field", "FieldType", "Node", "Party", "RecordKind", "Value", "load", "read_text", "storage"]
