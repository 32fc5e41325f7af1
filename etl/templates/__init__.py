"""Templates: one YAML file a feed. Those of this folder come with Izder, those of the home were made here."""

from etl.templates.catalogue import catalogue, named
from etl.templates.files import AnyFile, Dialect, JsonLines, Parquet, TextFile, Workbook
from etl.templates.mapping import Mapped, Origin, Reading, When
from etl.templates.model import Template

__all__ = [
    "AnyFile",
    "Dialect",
    "JsonLines",
    "Mapped",
    "Origin",
    "Parquet",
    "Reading",
    "Template",
    "TextFile",
    "When",
    "Workbook",
    "catalogue",
    "named",
]
