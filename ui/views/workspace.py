"""Canvas and sheet side by side: what is looked at, what is chosen in it, and what was added step by step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from core.answers import Activity, Picture
from core.networks import Network
from ui.casegraph.board import Board
from ui.casegraph.canvas import canvas
from ui.parts.answering import answering
from ui.screen import Screen
from ui.views.inspector import inspector

STEP = 50  # neighbours that one expansion shows


@dataclass(frozen=True, slots=True)
class Subject:
    """What the workspace is about: a network, or the surroundings of one entity (`network` None).

    `things` are the entities whose activity the time brush counts; `below` draws what stands under the canvas.
    """

    key: str
    read: Callable[[], Picture]
    things: Sequence[str]
    network: Network | None = None
    below: Callable[[Screen], None] | None = None


def workspace(screen: Screen, subject: Subject) -> None:
    """The workspace; runs again by itself when something in it is pressed."""
    st.fragment(at_work)(screen, subject)


def at_work(screen: Screen, subject: Subject) -> None:
    """Canvas and sheet; a press in one shows in the other."""
    with answering(screen):
        board = board_of(subject)
        left, right = st.columns([9, 5], gap="small")
        with left:
            days = activity(screen, subject)
            act(screen, board, canvas(board, days, chosen(), screen.ontology, screen.phrases, screen.language))
        with right, st.container(key="inspector"):
            inspector(screen, chosen(), subject.network)
        if subject.below:
            subject.below(screen)


def chosen() -> str | None:
    """The entity that is chosen."""
    entity: str | None = st.session_state.get("chosen")
    return entity


def choose(entity: str | None) -> None:
    """Make an entity the chosen one; the workspace is drawn again where that changes anything."""
    if entity != chosen():
        st.session_state["chosen"] = entity
        st.rerun(scope="fragment")


def act(screen: Screen, board: Board, acted: dict[str, str | None]) -> None:
    """Do what was done on the canvas."""
    if acted["select"] is not None:
        choose(acted["select"] or None)
    if acted["expand"]:
        expand(screen, board, acted["expand"])


def expand(screen: Screen, board: Board, entity: str) -> None:
    """Add an entity's neighbours to the board."""
    picture = screen.access.expand(screen.purpose, entity, limit=STEP, language=screen.language)
    st.session_state["board"] = board.grow(entity, picture)
    st.session_state["chosen"] = entity
    st.rerun(scope="fragment")


def board_of(subject: Subject) -> Board:
    """The board of this session, begun anew where something else was opened."""
    board = st.session_state.get("board")
    if not isinstance(board, Board) or board.key != subject.key:
        board = st.session_state["board"] = Board.start(subject.key, subject.read())
        if chosen() not in board.nodes:
            st.session_state["chosen"] = None
    return board


def activity(screen: Screen, subject: Subject) -> Activity:
    """What the subject's entities did per day."""
    things = list(subject.things)
    return screen.remember(("activity", subject.key), lambda: screen.access.activity(screen.purpose, things))
