"""An answer as a heat map: a table of weekdays and hours, shaded, every figure written in its cell."""

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from core.answers import Answer
from ui.screen import Screen

# question → columns of weekday (1 to 7), hour (0 to 23) and of what is counted
DRAWN: Mapping[str, tuple[str, str, str]] = {"call_rhythm": ("weekday", "hour", "calls")}
WEEKDAYS, HOURS, SHADES = range(1, 8), range(24), 5


def heat(screen: Screen, answer: Answer) -> None:
    """Draw the map above the rows, where the question has one and the answer is not empty."""
    if answer.question in DRAWN and answer.rows:
        st.html(drawn(counted(answer), titles(screen, answer)))


def titles(screen: Screen, answer: Answer) -> dict[str, Any]:
    """What the map says in the reader's language: `days` (seven names), `caption`, `corner`."""
    weekday, hour, value = (answer.titles[answer.columns.index(name)] for name in DRAWN[answer.question])
    told = screen.text("questions.heat", what=value, rows=weekday, columns=hour)
    days = [screen.text(f"weekday.{day}") for day in WEEKDAYS]
    return {"days": days, "caption": told, "corner": f"{weekday} \\ {hour}"}


def counted(answer: Answer) -> dict[tuple[int, int], int]:
    """What fell into each weekday and hour."""
    places = [answer.columns.index(name) for name in DRAWN[answer.question]]
    rows = [[row[place] for place in places] for row in answer.rows]
    return {(int(day), int(hour)): int(value) for day, hour, value in rows}


def shade(value: int, most: int) -> int:
    """0 where nothing fell, else 1 to SHADES in equal steps up to the most."""
    return -(-value * SHADES // most) if value else 0


def drawn(counts: Mapping[tuple[int, int], int], words: Mapping[str, Any]) -> str:
    """The table as HTML. Nothing is said by shade alone: a screen reader is given each figure with its day and hour."""
    most = max(counts.values())
    head = "".join(f'<th scope="col">{title}</th>' for title in (escape(words["corner"]), *HOURS))
    lines = [
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(_cell(counts.get((day, hour), 0), most) for hour in HOURS)
        + "</tr>"
        for day, name in zip(WEEKDAYS, words["days"], strict=True)
    ]
    return (
        f'<div class="iz-part iz-heat"><table><caption>{escape(words["caption"])}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cell(value: int, most: int) -> str:
    return f'<td class="iz-heat-{shade(value, most)}">{value or "·"}</td>'
