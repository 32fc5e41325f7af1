"""Who asks and why. Every look at intelligence carries one of these; the demonstration is the only exception."""

import getpass
from dataclasses import dataclass

from core.errors import AccessRefused

DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Who asks and why. `demonstration`: it was not said, and holds only while nothing but examples is loaded."""

    user: str
    reason: str
    demonstration: bool = False


def name_purpose(user: str | None, reason: str | None, *, only_examples: bool) -> Purpose:
    """The purpose of a read; what is not named is filled in while only example data is loaded.

    Raises:
        AccessRefused: user or reason is missing, and there is data that is not an example.
    """
    said_user, said_reason = (user or "").strip(), (reason or "").strip()
    if said_user and said_reason:
        return Purpose(said_user, said_reason)
    if not only_examples:
        named = {"who asks (--user)": said_user, "why (--reason)": said_reason}
        missing = " and ".join(name for name, said in named.items() if not said)
        raise AccessRefused(
            f"Data other than the examples is loaded: say {missing}; both go into the audit log.", key="say_purpose"
        )
    return Purpose(said_user or system_user(), said_reason or DEMONSTRATION, demonstration=True)


def system_user() -> str:
    """The operating system's name for whoever runs this process."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
