"""One network: its picture, its members, and the evidence behind each, down to the row."""

from functools import partial

import streamlit as st

from core.errors import NotFound
from core.networks import Member, Network
from core.settings import LANGUAGES
from ui.parts.ledger import CellKind, Column, Line, Table, ledger
from ui.parts.rows import raw_row
from ui.screen import NAMES, Screen
from ui.views.category import Known, categories, named
from ui.views.holding import holding
from ui.views.workspace import STEP, Subject, choose, chosen, workspace
from ui.wording import member_name, network_title, period, reason_text, role_tag, stability


def show(screen: Screen) -> None:
    """The network that the address names, or the surroundings of an entity; else what was opened last."""
    if "entity" in st.query_params:
        st.session_state["chosen"] = st.query_params["entity"]
        if "network" not in st.query_params:
            surroundings(screen, st.query_params["entity"])
            return
        del st.query_params["entity"]  # it is chosen; from here on another may be
    name = wanted(screen)
    if name is None:
        st.caption(screen.text("networks.none"))
        return
    network = screen.remember(("network", name), lambda: screen.access.network(screen.purpose, name))
    heading(screen, network)
    workspace(screen, subject(screen, network))


def surroundings(screen: Screen, entity: str) -> None:
    """An entity that is in no network, or not only there: who and what is around it."""
    sheet = screen.remember(("entity", entity), lambda: screen.access.entity(screen.purpose, entity, screen.language))
    st.header(screen.text("network.around", name=sheet.label), anchor=False)
    read = partial(screen.access.expand, screen.purpose, entity, limit=STEP, language=screen.language)
    workspace(screen, Subject(f"around {entity}", read, [entity]))


def subject(screen: Screen, network: Network) -> Subject:
    """A network as the workspace takes it."""
    read = partial(screen.access.picture, screen.purpose, network.id, screen.language)
    things = [thing for member in network.members for thing in things_of(member)]
    return Subject(network.id, read, things, network, partial(member_table, network))


def wanted(screen: Screen) -> str | None:
    """Id of the network to show."""
    if "network" in st.query_params:
        st.session_state["opened"] = st.query_params["network"]
    elif "opened" not in st.session_state:
        return first_of_list(screen)
    return str(st.session_state["opened"])


def first_of_list(screen: Screen) -> str | None:
    """Id of the network of the highest rank; None where there is none yet."""
    try:
        run = screen.remember("networks", lambda: screen.access.networks(screen.purpose))
    except NotFound:
        return None
    first = min(run.networks, key=lambda network: network.rank, default=None)
    return first.id if first else None


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


def things_of(member: Member) -> list[str]:
    """Entity ids that stand for a member."""
    lines = [f"phone:{phone}" for phone in member.phones] + [f"account:{iban}" for iban in member.ibans]
    return list(dict.fromkeys([member.id, *lines]))


def member_table(network: Network, screen: Screen) -> None:
    """The members under the canvas, a press chooses one; and who of them holds it together."""
    pressed = ledger(screen, "members", members(screen, network))
    if pressed.opened:
        choose(pressed.opened)
    raw_row(screen, pressed.row)
    holding(screen, network)


def members(screen: Screen, network: Network) -> Table:
    """All members: the core first, then droppers and context, the weightier evidence first."""
    known = categories(screen, network.id)
    titles = ("role", "name", "iin", "category", "phones", "ibans", "stability", "grounds", "doubts")
    kinds: tuple[CellKind, ...] = ("tags", "lines", "code", "text", "lines", "lines", "number", "lines", "lines")
    columns = [
        Column(screen.text(f"member.{title}"), kind, "13rem" if title == "grounds" else None)
        for title, kind in zip(titles, kinds, strict=True)
    ]
    ordered = sorted(network.members, key=lambda m: (not m.core, m.role == "dropper", -m.score, m.id))
    return Table(columns, [line(screen, member, known) for member in ordered], selected=chosen(), height="34rem")


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
