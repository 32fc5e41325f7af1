"""Templates: one YAML file a feed. Those of this folder come with Izder, those of the home were made here."""

from etl.templates.catalogue import catalogue, named
from etl.templates.model import Dialect, Mapped, Template, TextFile, Workbook

__all__ = ["Dialect", "Mapped", "Template", "TextFile", "Workbook", "catalogue", "named"]
