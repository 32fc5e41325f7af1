"""A pair of examples: where an indicator fires, and where it must not."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.indicators.scene import Scene

Example = Callable[[], Scene]


@dataclass(frozen=True, slots=True)
class Pair:
    """Scenes in which the indicator does and does not speak of `entity` (for a counter-indicator: against it)."""

    entity: str
    fires: Example
    quiet: Example
