"""Pairs that may be one person: side by side, judged with one key, and the next pair comes by itself."""

from functools import partial
from typing import Protocol

import streamlit as st

from casework.access import Purpose
from casework.access.reviewing import Facing, Queue, Waiting
from casework.proposals import same_person
from casework.review import Outcome
from core.errors import IzderError
from core.phrases import judged_on, sentence
from ui.parts.ledger import CellKind, Column, Line, Table, ledger
from ui.parts.pair import pair, said, signed
from ui.parts.rows import raw_row
from ui.screen import Screen, forget

Pair = tuple[str, str]
LIMIT = 50  # pairs of the list under the one that is shown
VERDICTS = {"same": "1", "different": "2", "unsure": "3"}  # digits: the same key in every layout
UNDO = "0"
NAMES = ("family", "given", "patronymic")  # fields that say how somebody is called
ALREADY, OPENED, REFUSED, DOUBTED = "judged pair", "review pair", "review refused", "review doubted"


def show(screen: Screen) -> None:
    """The pair that is next, or was chosen; or that nothing waits."""
    doubted = bool(st.session_state.get(DOUBTED))
    queue = screen.remember(("review queue", doubted), lambda: screen.access.pairs.queue(
        screen.purpose, limit=LIMIT, doubted=doubted))  # fmt: skip
    ordered = in_order(screen, queue)
    heading(screen, queue, ordered)
    current = wanted(ordered)
    if current is None:
        st.caption(said(screen, "none" if queue.compared_ms or doubted else "never"))
        undo(screen)
        return
    left, right = current
    facing = screen.remember(("facing", current), lambda: screen.access.pairs.facing(
        screen.purpose, left, right, screen.language))  # fmt: skip
    decide(screen, facing)
    raw_row(screen, pair(screen, "pair", facing).row)
    waiting_list(screen, ordered, current)


def in_order(screen: Screen, queue: Queue) -> list[Waiting]:
    """What this person can decide first; what waits for another last."""
    return sorted(queue.pairs, key=lambda waiting: own(screen, waiting))


def own(screen: Screen, waiting: Waiting) -> bool:
    """Whether this person proposed it, so that another must confirm."""
    return waiting.proposal is not None and same_person(waiting.proposal.author, screen.purpose.user)


def wanted(ordered: list[Waiting]) -> Pair | None:
    """The pair that the address or a press names, else the next."""
    if "left" in st.query_params and "right" in st.query_params:
        st.session_state[OPENED] = (st.query_params["left"], st.query_params["right"])
        del st.query_params["left"], st.query_params["right"]
    opened: Pair | None = st.session_state.get(OPENED)
    following = next(((waiting.left, waiting.right) for waiting in ordered), None)
    return opened or following


def heading(screen: Screen, queue: Queue, ordered: list[Waiting]) -> None:
    """How many wait, and for whom."""
    mine = sum(own(screen, waiting) for waiting in ordered)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(said(screen, "title"), anchor=False, width="content")
        st.caption(said(screen, "count", n=queue.total), width="content")
        if mine:
            st.caption(said(screen, "mine", n=mine), width="content")
        if queue.doubted or st.session_state.get(DOUBTED):
            label = said(screen, "doubted", n=queue.doubted)
            st.toggle(label, key=DOUBTED, on_change=lambda: st.session_state.pop(OPENED, None), width="content")
    st.caption(said(screen, "lead"))


def decide(screen: Screen, facing: Facing) -> None:
    """The way to decide: a verdict, or the second person's word on another's; and the ground of it."""
    warned(screen, facing)
    with st.container(horizontal=True, key="verdicts", vertical_alignment="center"):
        buttons = st.container(horizontal=True, width="content")
        reason = st.text_input(
            said(screen, "reason"), key=f"reason {facing.waiting.left} {facing.waiting.right}", max_chars=500,
            placeholder=said(screen, "reason_hint"), label_visibility="collapsed",
        )  # fmt: skip
        with buttons:
            if facing.waiting.proposal is None:
                verdicts(screen, facing, reason)
            elif not own(screen, facing.waiting):
                second(screen, facing, reason)
        undo(screen, facing if own(screen, facing.waiting) else None)
    if REFUSED in st.session_state:
        st.error(st.session_state.pop(REFUSED))


def warned(screen: Screen, facing: Facing) -> None:
    """What makes this pair more than any other: a case that it touches, somebody who waits, an earlier word."""
    step = facing.waiting.proposal
    if step and own(screen, facing.waiting):
        st.warning(said(screen, "waiting_own", when=step.made_ms, reason=step.reason))
    elif step:
        st.warning(said(screen, "waiting_other", author=step.author, when=step.made_ms, reason=step.reason))
    elif facing.two_persons:
        st.warning(said(screen, "two_persons"))
    for judgement in facing.history[-1:]:
        verdict = said(screen, f"was.{judgement.verdict}")
        st.caption(said(screen, "history", verdict=verdict, author=judgement.author, when=judgement.made_ms,
                        reason=judged_on(judgement.author, judgement.reason, screen.language)))  # fmt: skip


def verdicts(screen: Screen, facing: Facing, reason: str) -> None:
    """One button a verdict, each with its key."""
    pairs = screen.desk.izder.pairs
    for verdict, key in VERDICTS.items():
        label = "propose" if verdict == "same" and facing.two_persons else verdict
        if st.button(said(screen, label), key=f"verdict {verdict}", shortcut=key):
            if verdict == "same" and facing.two_persons and not reason.strip():
                st.session_state[REFUSED] = said(screen, "reason_needed")
                return
            words = reason.strip() or said(screen, "by_eye")
            done(screen, facing, partial(pairs.judge, verdict=verdict, reason=words))


def second(screen: Screen, facing: Facing, reason: str) -> None:
    """The second person confirms or rejects."""
    pairs = screen.desk.izder.pairs
    if st.button(said(screen, "confirm"), key="verdict confirm", shortcut=VERDICTS["same"]):
        done(screen, facing, partial(pairs.confirm, reason=reason))
    if st.button(said(screen, "reject"), key="verdict reject", shortcut=VERDICTS["different"]):
        if not reason.strip():
            st.session_state[REFUSED] = said(screen, "reason_needed")
            return
        done(screen, facing, partial(pairs.reject, reason=reason))


class Act(Protocol):
    """An act of Izder on a pair."""

    def __call__(self, left: str, right: str, *, purpose: Purpose) -> object:
        """Do it, or raise IzderError."""


def done(screen: Screen, facing: Facing, act: Act) -> None:
    """Do it; the next pair comes by itself, and this one can be taken back."""
    both = facing.waiting.left, facing.waiting.right
    try:
        made = act(*both, purpose=screen.purpose)
    except IzderError as error:
        st.session_state[REFUSED] = sentence(error, screen.language)
        return
    if isinstance(made, Outcome) and made.held_apart:
        st.session_state[REFUSED] = said(screen, "held_apart")
    st.session_state[ALREADY] = both
    st.session_state.pop(OPENED, None)
    forget()
    st.rerun()


def undo(screen: Screen, shown: Facing | None = None) -> None:
    """Take back one's own last word: on the pair that is shown and waits, else on the one judged before it."""
    last: Pair | None = (shown.waiting.left, shown.waiting.right) if shown else st.session_state.get(ALREADY)
    if last is None or not st.button(said(screen, "undo"), key="verdict undo", shortcut=UNDO, type="tertiary"):
        return
    try:
        screen.desk.izder.pairs.undo(*last, reason=said(screen, "taken_back"), purpose=screen.purpose)
    except IzderError as error:
        st.session_state[REFUSED] = sentence(error, screen.language)
        return
    st.session_state.pop(ALREADY, None)
    st.session_state[OPENED] = last
    forget()
    st.rerun()


def waiting_list(screen: Screen, ordered: list[Waiting], current: Pair) -> None:
    """All that wait, to look ahead or to choose another."""
    kinds: dict[str, CellKind] = {"left": "text", "right": "text", "weight": "number", "state": "text", "case": "text"}
    columns = [Column(said(screen, f"list.{name}"), kind) for name, kind in kinds.items()]
    lines = [line(screen, waiting) for waiting in ordered]
    note = screen.text("cut", n=LIMIT) if len(ordered) >= LIMIT else ""
    shown = Table(columns, lines, selected="|".join(current), note=note, height="20rem")
    pressed = ledger(screen, "waiting", shown)
    if pressed.opened and pressed.opened != "|".join(current):
        left, _, right = pressed.opened.partition("|")
        st.session_state[OPENED] = (left, right)
        st.rerun()


def line(screen: Screen, waiting: Waiting) -> Line:
    """One pair that waits."""
    weight = {"value": waiting.scored.weight, "text": signed(screen, waiting.scored.weight)} if waiting.scored else None
    state = ""
    if waiting.proposal:
        state = said(screen, "list.second", author=waiting.proposal.author)
    elif waiting.doubt:
        state = said(screen, "list.doubt", author=waiting.doubt.author, when=waiting.doubt.made_ms)
    case = said(screen, "list.in_case", n=len(waiting.networks)) if waiting.networks else ""
    return Line(f"{waiting.left}|{waiting.right}", [*names(waiting), weight, state, case])


def names(waiting: Waiting) -> tuple[str, str]:
    """How both are called, as far as the comparison says."""
    parts = [field for field in waiting.scored.fields if field.field in NAMES] if waiting.scored else []
    left = " ".join(part.left[0] for part in parts if part.left)
    right = " ".join(part.right[0] for part in parts if part.right)
    return left or waiting.left, right or waiting.right
