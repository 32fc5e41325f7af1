"""The catalogue of questions: pick one, say about whom and when, read the answer with its rows."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core import clock, money
from core.answers import Answer, ParameterSheet, QuestionSheet
from core.errors import IzderError
from core.phrases import sentence
from ui.parts.ledger import CellKind, Column, Line, Table, ledger
from ui.parts.rows import raw_row
from ui.screen import Screen

KINDS: dict[str, CellKind] = {
    "money": "number", "integer": "number", "number": "number", "rows": "rows", "list": "lines",
    "time": "code", "entity": "code", "iin": "code",
}  # fmt: skip


def show(screen: Screen) -> None:
    """The list of questions on the left, the one that was picked on the right."""
    every = {question.name: question for question in screen.access.questions(screen.language)}
    st.header(screen.text("questions.title"), anchor=False)
    left, right = st.columns([2, 5], gap="medium")
    with left:
        name = picked(screen, every)
    with right:
        if name in every:
            one(screen, every[name])
        else:
            st.caption(screen.text("questions.hint"))


def picked(screen: Screen, every: Mapping[str, QuestionSheet]) -> str | None:
    """The list; returns the question that is picked."""
    columns = [Column(screen.text("questions.topic"), width="7.5rem"), Column(screen.text("questions.pick"))]
    lines = [Line(name, [screen.text(f"topic.{question.topic}"), question.title]) for name, question in every.items()]
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
    if sent:
        st.session_state["answer"] = (question.name, answered(screen, question.name, given))
    held = st.session_state.get("answer")
    if held and held[0] == question.name:
        told(screen, held[1])


def field(screen: Screen, question: QuestionSheet, parameter: ParameterSheet) -> str:
    """The field of one parameter; what need not be said is marked. The first of several options is the usual one."""
    label = parameter.title if parameter.required else screen.text("questions.optional", title=parameter.title)
    key = f"{question.name}.{parameter.name}"
    if parameter.options:
        return st.selectbox(label, parameter.options, key=key, width=520)
    return st.text_input(label, str(parameter.default or ""), key=key, width=520)


def answered(screen: Screen, name: str, given: dict[str, str]) -> Answer | str:
    """The answer, or the sentence that says why there is none."""
    parameters = {key: value.strip() for key, value in given.items() if value.strip()}
    try:
        return screen.access.ask(screen.purpose, name, parameters, language=screen.language)
    except IzderError as error:
        return sentence(error, screen.language)


def told(screen: Screen, answer: Answer | str) -> None:
    """The answer as a table, with what was cut off and what was not covered."""
    if isinstance(answer, str):
        st.error(answer)
        return
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
    """A list, one item a line."""
    return [{"text": str(item)} for item in value]


def bare(value: Any) -> Any:  # noqa: ANN401 (an id or a list of ids)
    """An entity's id without the prefix that only the graph needs."""
    if isinstance(value, list):
        return ", ".join(map(str, map(bare, value)))
    prefix, _, key = str(value).partition(":")
    return str(value) if prefix in ("person", "org") else key or str(value)


SHOWN: Mapping[str, Callable[[Any], Any]] = {
    "money": amount, "time": moment, "integer": figure, "number": figure, "list": lines, "entity": bare,
}  # fmt: skip
