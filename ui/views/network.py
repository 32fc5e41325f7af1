"""One network: its picture, its members, and the evidence behind each, down to the row."""

from functools import partial

import streamlit as st

from core.answers import Activity
from core.networks import Member, Network
from core.settings import LANGUAGES
from ui.casegraph.board import Board
from ui.casegraph.canvas import canvas
from ui.parts.answering import answering
from ui.parts.ledger import CellKind, Column, Line, Table, ledger
from ui.parts.rows import raw_row
from ui.screen import NAMES, Screen
from ui.views.category import Known, categories, named
from ui.views.inspector import inspector
from ui.wording import member_name, network_title, period, reason_text, role_tag, stability

STEP = 50  # neighbours that one expansion shows


def show(screen: Screen) -> None:
    """The network that the address names; else the one opened last; else the first of the list."""
    name = wanted(screen)
    if name is None:
        st.caption(screen.text("networks.none"))
        return
    network = screen.remember(("network", name), lambda: screen.access.network(screen.purpose, name))
    heading(screen, network)
    st.fragment(workspace)(screen, network)


def wanted(screen: Screen) -> str | None:
    """Id of the network to show."""
    if "network" in st.query_params:
        st.session_state["opened"] = st.query_params["network"]
    elif "opened" not in st.session_state:
        run = screen.remember("networks", lambda: screen.access.networks(screen.purpose))
        first = min(run.networks, key=lambda network: network.rank, default=None)
        return first.id if first else None
    return str(st.session_state["opened"])


def heading(screen: Screen, network: Network) -> None:
    """What it is, how many, when; and its brief."""
    core = sum(member.core for member in network.members)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(network_title(screen, network), anchor=False, width="content")
        st.caption(screen.text("network.size", core=core, other=len(network.members) - core), width="content")
        st.caption(period(network.first_ms, network.last_ms), width="content")
        st.space("stretch")
        briefs(screen, network)


def briefs(screen: Screen, network: Network) -> None:
    """The brief, in each language; set when it is asked for."""
    for language in LANGUAGES:
        st.download_button(
            screen.text("network.brief", language=NAMES[language]), key=f"brief_{language}", on_click="ignore",
            data=partial(screen.access.brief, screen.purpose, network.id, language),
            file_name=f"izder-{network.rank}-{language}.pdf", mime="application/pdf",
        )  # fmt: skip


def workspace(screen: Screen, network: Network) -> None:
    """Canvas and inspector side by side, members below; a press in one shows in the others."""
    with answering(screen):
        at_work(screen, network)


def at_work(screen: Screen, network: Network) -> None:
    """The workspace."""
    board = board_of(screen, network)
    chosen = st.session_state.get("chosen")
    left, right = st.columns([9, 5], gap="small")
    with left:
        acted = canvas(board, activity(screen, network), chosen, screen.ontology, screen.phrases, screen.language)
        act(screen, board, acted)
    with right, st.container(key="inspector"):
        inspector(screen, st.session_state.get("chosen"), network)
    pressed = ledger(screen, "members", members(screen, network, st.session_state.get("chosen")))
    if pressed.opened:
        choose(pressed.opened)
    raw_row(screen, pressed.row)


def act(screen: Screen, board: Board, acted: dict[str, str | None]) -> None:
    """Do what was done on the canvas."""
    if acted["select"] is not None:
        choose(acted["select"] or None)
    if acted["expand"]:
        expand(screen, board, acted["expand"])


def choose(entity: str | None) -> None:
    """Make an entity the chosen one; the workspace is drawn again where that changes anything."""
    if entity != st.session_state.get("chosen"):
        st.session_state["chosen"] = entity
        st.rerun(scope="fragment")


def expand(screen: Screen, board: Board, entity: str) -> None:
    """Add an entity's neighbours to the board."""
    picture = screen.access.expand(screen.purpose, entity, limit=STEP, language=screen.language)
    st.session_state["board"] = board.grow(entity, picture)
    st.session_state["chosen"] = entity
    st.rerun(scope="fragment")


def board_of(screen: Screen, network: Network) -> Board:
    """The board of this session, begun anew where another network was opened."""
    board = st.session_state.get("board")
    if not isinstance(board, Board) or board.key != network.id:
        picture = screen.access.picture(screen.purpose, network.id, screen.language)
        board = st.session_state["board"] = Board.start(network.id, picture)
        st.session_state["chosen"] = None
    return board


def activity(screen: Screen, network: Network) -> Activity:
    """What the members, their lines and accounts did per day."""
    things = [thing for member in network.members for thing in things_of(member)]
    return screen.remember(("activity", network.id), lambda: screen.access.activity(screen.purpose, things))


def things_of(member: Member) -> list[str]:
    """Entity ids that stand for a member."""
    lines = [f"phone:{phone}" for phone in member.phones] + [f"account:{iban}" for iban in member.ibans]
    return list(dict.fromkeys([member.id, *lines]))


def members(screen: Screen, network: Network, chosen: str | None) -> Table:
    """All members: the core first, then droppers and context, the weightier evidence first."""
    known = categories(screen, network.id)
    titles = ("role", "name", "iin", "category", "phones", "ibans", "stability", "grounds", "doubts")
    kinds: tuple[CellKind, ...] = ("tags", "lines", "code", "text", "lines", "lines", "number", "lines", "lines")
    columns = [Column(screen.text(f"member.{title}"), kind) for title, kind in zip(titles, kinds, strict=True)]
    ordered = sorted(network.members, key=lambda m: (not m.core, m.role == "dropper", -m.score, m.id))
    return Table(columns, [line(screen, member, known) for member in ordered], selected=chosen, height="34rem")


def line(screen: Screen, member: Member, known: Known) -> Line:
    """One member."""
    name = [{"text": member_name(screen, member), "tone": "strong" if member.core else "soft"}]
    best = sorted(member.reasons, key=lambda reason: -reason.llr)[:2]
    category = named(screen, known, member.id) if member.id.startswith("person:") else None
    phones, accounts = ([{"text": each} for each in things] for things in (member.phones, member.ibans))
    return Line(member.id, [
        [role_tag(screen, member)], name, member.iin, category,
        phones, accounts, stability(screen, member.stability),
        [{"text": reason_text(screen, reason)} for reason in best],
        [{"text": reason_text(screen, reason), "tone": "against"} for reason in member.doubts[:2]],
    ])  # fmt: skip
