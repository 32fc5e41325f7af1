"""The catalogue of questions: pick one, say about whom and when, read the answer with its rows."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core import clock, money, ontology
from core.answers import Answer, ParameterSheet, QuestionSheet, SavedQuestion
from core.errors import IzderError
from core.phrases import sentence
from ui.parts.heat import heat
from ui.parts.ledger import CellKind, Column, Line, Table, ledger
from ui.parts.rows import raw_row
from ui.screen import Screen, forget
from ui.views.building import steps

SAVED = "@"  # before the name of a question that was saved
KINDS: dict[str, CellKind] = {
    "money": "number", "integer": "number", "number": "number", "rows": "rows", "list": "lines",
    "time": "code", "entity": "code", "iin": "code",
}  # fmt: skip


def show(screen: Screen) -> None:
    """The list of questions on the left, the one that was picked on the right."""
    every = {question.name: question for question in screen.access.questions(screen.language)}
    saved = screen.remember("saved questions", lambda: screen.access.saved.every(screen.purpose))
    kept = {f"{SAVED}{made.name}": made for made in reversed(saved)}
    st.header(screen.text("questions.title"), anchor=False)
    left, right = st.columns([2, 5], gap="medium")
    with left:
        name = picked(screen, every, kept)
    with right:
        if name in every:
            one(screen, every[name])
        elif name in kept:
            again(screen, kept[name], every[kept[name].question])
        else:
            st.caption(screen.text("questions.hint"))


def picked(screen: Screen, every: Mapping[str, QuestionSheet], kept: Mapping[str, SavedQuestion]) -> str | None:
    """The list; returns the question that is picked."""
    columns = [Column(screen.text("questions.topic"), width="7.5rem"), Column(screen.text("questions.pick"))]
    mine = [Line(name, [screen.text("topic.saved"), made.name]) for name, made in sorted(kept.items())]
    lines = [Line(name, [screen.text(f"topic.{question.topic}"), question.title]) for name, question in every.items()]
    lines = [*mine, *lines]
    pressed = ledger(screen, "questions", Table(columns, lines, selected=st.session_state.get("picked")))
    if pressed.opened and pressed.opened != st.session_state.get("picked"):
        st.session_state["picked"] = pressed.opened
        st.rerun()
    return st.session_state.get("picked")


def one(screen: Screen, question: QuestionSheet) -> None:
    """A question: what it is for, its parameters, its answer."""
    st.subheader(question.title, anchor=False)
    st.caption(question.purpose)
    with st.form(f"ask {question.name}", border=False):
        given = {parameter.name: field(screen, question, parameter) for parameter in question.parameters}
        sent = st.form_submit_button(screen.text("questions.ask"), type="primary")
        name, shared, keep = saving(screen, question)
    parameters = {key: value.strip() for key, value in given.items() if value.strip()}
    if sent:
        asked = lambda: screen.access.ask(screen.purpose, question.name, parameters, language=screen.language)  # noqa: E731
        st.session_state["answer"] = (question.name, answered(screen, asked))
    if keep:
        save(screen, question, name, parameters, shared=shared)
    held = st.session_state.get("answer")
    if held and held[0] == question.name:
        told_of(screen, held[1])


def saving(screen: Screen, question: QuestionSheet) -> tuple[str, bool, bool]:
    """Where a question is kept: under which name, for all or not, and whether the button was pressed."""
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    name = left.text_input(screen.text("questions.name"), key=f"{question.name} name")
    shared = middle.checkbox(screen.text("questions.shared"), key=f"{question.name} shared")
    with right:
        return name, shared, st.form_submit_button(screen.text("questions.save"))


def save(screen: Screen, question: QuestionSheet, name: str, parameters: Mapping[str, str], *, shared: bool) -> None:
    """Keep the question; it stands in the list from then on."""
    try:
        made = screen.access.saved.save(screen.purpose, name, question.name, parameters, shared=shared)
    except IzderError as error:
        st.error(sentence(error, screen.language))
        return
    forget()
    st.session_state["picked"] = f"{SAVED}{made.name}"
    st.rerun()


def again(screen: Screen, made: SavedQuestion, question: QuestionSheet) -> None:
    """A question that was kept: what it is told, and its answer."""
    st.subheader(made.name, anchor=False)
    titles = {parameter.name: parameter.title for parameter in question.parameters}
    told = " · ".join(f"{titles.get(key, key)}: {value}" for key, value in made.parameters.items())
    st.caption(f"{question.title}. {told}")
    st.caption(screen.text("questions.by", author=made.author))
    key = f"{SAVED}{made.name}"
    if st.button(screen.text("questions.ask"), type="primary", key=f"ask {key}"):
        asked = lambda: screen.access.saved.ask(screen.purpose, made.name, language=screen.language)  # noqa: E731
        st.session_state["answer"] = (key, answered(screen, asked))
    if made.author == screen.purpose.user and st.button(screen.text("questions.remove"), key=f"remove {key}"):
        screen.access.saved.remove(screen.purpose, made.name)
        forget()
        st.session_state["picked"] = None
        st.rerun()
    held = st.session_state.get("answer")
    if held and held[0] == key:
        told_of(screen, held[1])


def field(screen: Screen, question: QuestionSheet, parameter: ParameterSheet) -> str:
    """The field of one parameter; what need not be said is marked. The first of several options is the usual one."""
    label = parameter.title if parameter.required else screen.text("questions.optional", title=parameter.title)
    label = f"{label} ({parameter.range})" if parameter.range else label
    key = f"{question.name}.{parameter.name}"
    if parameter.type == "steps":
        return steps(screen, key)
    if parameter.options:
        return st.selectbox(label, parameter.options, key=key, width=520)
    return st.text_input(label, str(parameter.default or ""), key=key, width=520)


def answered(screen: Screen, asked: Callable[[], Answer]) -> Answer | str:
    """The answer, or the sentence that says why there is none."""
    try:
        return asked()
    except IzderError as error:
        return sentence(error, screen.language)


def told_of(screen: Screen, answer: Answer | str) -> None:
    """The answer as a table, with what was cut off and what was not covered."""
    if isinstance(answer, str):
        st.error(answer)
        return
    heat(screen, answer)
    kinds = [KINDS.get(kind, "text") for kind in answer.types]
    columns = [Column(title, kind) for title, kind in zip(answer.titles, kinds, strict=True)]
    lines = [Line(None, [cell(answer, kind, value) for kind, value in zip(answer.types, row, strict=True)])
             for row in answer.rows]  # fmt: skip
    pressed = ledger(screen, "answer", Table(columns, lines, empty=screen.text("questions.none")))
    for note in answer.notes:
        st.caption(note)
    raw_row(screen, pressed.row)


def cell(answer: Answer, kind: str, value: Any) -> Any:  # noqa: ANN401 (a cell of any type)
    """One cell as the table takes it."""
    if value is None:
        return None
    if kind == "rows":
        return references(answer, value)
    if kind == "word":
        return answer.words.get(value, value)
    return SHOWN.get(kind, str)(value)


def references(answer: Answer, value: list[str]) -> dict[str, Any]:
    """Rows as chips that name the file."""
    pairs = [reference.rpartition(":") for reference in value]
    return {"rows": [{"source": source, "file": answer.files.get(source, source), "row": int(row)}
                     for source, _, row in pairs]}  # fmt: skip


def amount(value: int) -> dict[str, Any]:
    """Money, aligned and sortable."""
    return {"value": value, "text": money.shown(value)}


def moment(value: int) -> dict[str, Any]:
    """A local time, sortable."""
    return {"value": value, "text": clock.from_ms(value).strftime("%d.%m.%Y %H:%M:%S")}


def figure(value: float) -> dict[str, Any]:
    """A number in groups of three."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
    return {"value": value, "text": text.replace(",", "\u00a0")}


def lines(value: list[Any]) -> list[dict[str, str]]:
    """A list, one item a line; what is an id as in a column of ids."""
    return [{"text": bare(item) if ontology.load().node_of(str(item)) else str(item)} for item in value]


def bare(value: Any) -> Any:  # noqa: ANN401 (an id or a list of ids)
    """An entity's id without the prefix that only the graph needs."""
    if isinstance(value, list):
        return ", ".join(map(str, map(bare, value)))
    prefix, _, key = str(value).partition(":")
    return str(value) if prefix in ("person", "org") else key or str(value)


SHOWN: Mapping[str, Callable[[Any], Any]] = {
    "money": amount, "time": moment, "integer": figure, "number": figure, "list": lines, "entity": bare,
}  # fmt: skip
