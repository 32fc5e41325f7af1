"""What each family of evidence and each stage is worth: detection without it, on the same tables."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import polars as pl

from graph.indicators.evidence import EVIDENCE
from graph.indicators.registry import INDICATORS
from graph.indicators.scene import Scene
from graph.networks import assemble, candidates, standing

FAMILIES = ("flow", "contact", "movement", "device", "arrest", "goods")
Without = Callable[[ExitStack], Any]


def _silent(_: Scene) -> pl.DataFrame:
    return pl.DataFrame(schema=EVIDENCE)


def _family(name: str) -> Without:
    quiet = {key: replace(each, fire=_silent) for key, each in INDICATORS.items() if each.family == name}
    return lambda stack: stack.enter_context(patch.dict(INDICATORS, quiet))


def _counters(stack: ExitStack) -> None:
    quiet = {key: replace(each, fire=_silent) for key, each in INDICATORS.items() if each.counter}
    stack.enter_context(patch.dict(INDICATORS, quiet))


def _proposer(*kept: str) -> Without:
    chosen = {name: propose for name, propose in candidates.PROPOSERS.items() if name in kept}
    return lambda stack: stack.enter_context(patch.object(candidates, "PROPOSERS", chosen))


def _one_key(stack: ExitStack) -> None:
    stack.enter_context(patch.object(standing, "KEYS", 1))


def _any_kind(stack: ExitStack) -> None:
    stack.enter_context(patch.object(assemble, "SURE", float("inf")))


CUTS: Mapping[str, Without] = {
    **{f"no {family}": _family(family) for family in FAMILIES},
    "no doubts": _counters,
    "candidates from the whole graph only": _proposer("cpm_whole"),
    "candidates from what is coloured only": _proposer("cpm_coloured"),
    "one key instead of two": _one_key,
    "rivals not told apart": _any_kind,
}
"""What may be left out, by name. The registries are put back as they were; nothing else may run meanwhile."""


@contextmanager
def without(name: str) -> Iterator[None]:
    """Detection lacks this while the block runs."""
    with ExitStack() as stack:
        CUTS[name](stack)
        yield
