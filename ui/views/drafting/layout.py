"""Step 2: how the file is laid out, what a row is, and in which zone its times are; with the first rows beside it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core import records
from core.drafts import Draft
from core.errors import IzderError
from core.phrases import sentence
from ui.parts.ledger import Column, Line, Table, ledger
from ui.screen import Screen
from ui.views.drafting.state import Wizard, drafted, go, grounds, word

SIGNS = (";", ",", "\t", "|", "^", "~")
ZONES = ("+05:00", "Asia/Almaty", "+06:00", "UTC")


def show(screen: Screen, wizard: Wizard) -> None:
    """Every property with its grounds; what is left as it is stays a proposal."""
    found = drafted(screen, wizard)
    st.caption(word(screen, "layout.lead"))
    with st.form("layout", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            decided = shape(screen, wizard, found)
        with right:
            decided |= meaning(screen, wizard, found)
        sent = st.form_submit_button(word(screen, "next"), type="primary")
    preview(screen, found)
    if sent:
        decide(screen, wizard, found, decided)


def shape(screen: Screen, wizard: Wizard, found: Draft) -> dict[str, Any]:
    """Delimiter, quotation mark, header row and footer; of a workbook the sheet."""
    decided: dict[str, Any] = {}
    for name, offered in (("delimiter", SIGNS), ("quote", ('"', "", "'")), ("sheet", ())):
        if name in found.choices:
            decided[name] = chosen(screen, found, name, (*offered, *found.choices[name].others))
    if "footer" not in found.choices:  # JSON lines and Parquet name their columns themselves
        st.caption(grounds(screen, found.choices["header"].grounds))
        return decided
    row = st.number_input(title(screen, "header"), 1, value=int(found.choices["header"].value), width=180)
    st.caption(grounds(screen, found.choices["header"].grounds))
    decided["header_row"] = str(row)
    if "header_rows" in found.choices:
        decided["header_rows"] = chosen(screen, found, "header_rows", ("1", "2", "3"))
    decided["footer"] = st.text_input(title(screen, "footer"), found.choices["footer"].value, width=420)
    st.caption(grounds(screen, found.choices["footer"].grounds))
    return decided


def meaning(screen: Screen, wizard: Wizard, found: Draft) -> dict[str, Any]:
    """What a row is, the zone, and what the template is to be called."""
    kinds = {name: kind.titles.text(screen.language) for name, kind in records.load().items()}
    best = found.choices["record"]
    offered = dict.fromkeys((best.value, *best.others, *kinds))
    decided: dict[str, Any] = {"record": chosen(screen, found, "record", tuple(offered), kinds)}
    zone = found.choices["zone"]
    decided["zone"] = chosen(screen, found, "zone", tuple(dict.fromkeys((zone.value, *ZONES))))
    said = wizard.wishes
    decided["title"] = st.text_input(word(screen, "layout.title"), said.title or wizard.path.stem, width=420)
    decided["agency"] = st.text_input(word(screen, "layout.agency"), said.agency or "", width=420)
    return decided


def chosen(screen: Screen, found: Draft, name: str, offered: Sequence[str], names: dict[str, str] | None = None) -> str:
    """A property to choose, the proposal first, its grounds below."""
    choice = found.choices[name]
    options = list(dict.fromkeys((choice.value, *offered)))
    picked = st.selectbox(
        title(screen, name), options, format_func=lambda value: (names or {}).get(value, sign(screen, value)), width=420
    )
    st.caption(grounds(screen, choice.grounds))
    return str(picked)


def title(screen: Screen, name: str) -> str:
    """What a property is called."""
    return screen.phrases.text(f"draft.property.{name}", screen.language)


def sign(screen: Screen, value: str) -> str:
    """A sign that can be seen."""
    return {"\t": word(screen, "layout.tab"), "": word(screen, "layout.none")}.get(value, value)


def decide(screen: Screen, wizard: Wizard, found: Draft, decided: dict[str, Any]) -> None:
    """Take what differs from the proposals as said; go on where the file can be read so."""
    changed: dict[str, Any] = {}
    for name, value in decided.items():
        proposed = found.choices.get("header" if name == "header_row" else name)
        if proposed is None or value != proposed.value:
            changed[name] = int(value) if name.startswith("header") else value
    again = any(name in changed for name in ("delimiter", "quote", "header_row", "header_rows", "sheet", "record"))
    wishes = wizard.wish(**changed, **({"fields": {}} if again else {}))
    try:
        drafted(screen, wizard, wishes)
    except IzderError as error:
        st.error(sentence(error, screen.language))
        return
    wizard.wishes = wishes
    go("columns")


def preview(screen: Screen, found: Draft) -> None:
    """The first cells under each name, as the layout reads them."""
    columns = [Column(name or f"({place})") for place, name in enumerate(found.header, 1)]
    ledger(screen, "preview", Table(columns, [Line(None, row) for row in found.rows]))
