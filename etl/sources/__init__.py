"""Bytes of delivered files → numbered rows of cells, whatever their format; and any single row as it came."""

from etl.sources.raw import raw_row

__all__ = ["raw_row"]
