"""A fact that is asked far more often than it changes: asked again when what is known of it is older than a moment."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class Lately(Generic[T]):
    """Calls `ask` at most once in `seconds`; threads that come at the same time wait for one answer.

    What `ask` raises is raised, and not kept.
    """

    ask: Callable[[], T]
    seconds: float = 1.0
    _known: T | None = None
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> T:
        """The answer, no older than `seconds`."""
        with self._lock:
            if self._known is None or time.monotonic() >= self._until:
                self._known = self.ask()
                self._until = time.monotonic() + self.seconds
            return self._known
