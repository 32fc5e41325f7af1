"""An entity's or a network's sheet: facts, grounds and doubts, each with its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from core.answers import Fact
from core.networks import Reason
from ui.parts.component import part
from ui.parts.ledger import Pressed, more, pressed
from ui.screen import Screen
from ui.wording import reasons, rows


@dataclass(frozen=True, slots=True)
class Group:
    """Reasons under one heading; `tone` says whether they speak for or against."""

    title: str
    tone: Literal["for", "against", "plain"]
    given: Sequence[Reason]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet shows."""

    title: str
    kind: str
    tags: Sequence[dict[str, Any]] = ()
    facts: Sequence[dict[str, Any]] = ()
    groups: Sequence[Group] = field(default_factory=tuple)


def sheet(screen: Screen, key: str, shown: Sheet) -> Pressed:
    """Show a sheet."""
    groups = [
        {"title": group.title, "tone": group.tone, "empty": group.empty,
         "reasons": reasons(screen, group.given, weighed=group.tone != "plain")}
        for group in shown.groups
    ]
    data = {
        "title": shown.title, "kind": shown.kind, "tags": list(shown.tags), "facts": list(shown.facts),
        "groups": groups, "words": {"more": more(screen)},
    }  # fmt: skip
    return pressed(part("sheet", data, key=key, triggers=("row",)))


def facts(screen: Screen, given: Sequence[Fact]) -> list[dict[str, Any]]:
    """Facts as the script takes them; a fact's key is a phrase's."""
    return [{"name": fact_name(screen, fact.key), "value": fact.value, "rows": rows(fact.rows)} for fact in given]


def fact_name(screen: Screen, key: str) -> str:
    """What a fact is called: the phrase of its key, else the key."""
    return screen.phrases.text(key, screen.language) if screen.phrases.has(key) else key
