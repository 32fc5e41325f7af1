"""Figures of the phone switch by name, read from weights.yaml, each with its reason."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter

from core.catalogue import Entry, read_yaml


class Figure(Entry):
    """One figure and where it comes from."""

    value: float
    why: str


@cache
def figures() -> Mapping[str, float]:
    """The figures by name."""
    given = TypeAdapter(dict[str, Figure]).validate_python(read_yaml(Path(__file__).with_name("weights.yaml")))
    return MappingProxyType({name: figure.value for name, figure in given.items()})
