"""From a running script to the application it belongs to.

Streamlit runs the script in threads of its own and hands it nothing. What a script does know is the cookie its
browser came with, so the server leaves the application here for as long as it serves, and a script finds it by
showing that cookie. A script whose browser passed no door, or whose door has closed since, finds nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from casework.bootstrap import Izder
from core.phrases import Phrases
from ui.gate import Door


@dataclass(frozen=True, slots=True)
class Desk:
    """One serving application: what is wired, what it says, and the door to it."""

    izder: Izder
    phrases: Phrases
    door: Door


_OPEN: list[Desk] = []  # filled by `opened` alone, for as long as a server serves


@contextmanager
def opened(desk: Desk) -> Iterator[Desk]:
    """Let scripts find this desk within the block."""
    _OPEN.append(desk)
    try:
        yield desk
    finally:
        _OPEN.remove(desk)


def behind(cookies: Mapping[str, str]) -> Desk | None:
    """The desk that these cookies open; None where the visitor has passed no door, or it has closed since.

    Raises:
        IzderError: whether guests are welcome cannot be found out.
    """
    return next((desk for desk in tuple(_OPEN) if desk.door.admits(cookies)), None)
