"""The ranked list of what detection proposes."""

from dataclasses import replace

import streamlit as st

from core import clock
from core.errors import NotFound
from core.networks import Network, Run
from ui.parts.ledger import CellKind, Column, Line, Table, ledger
from ui.parts.rows import raw_row
from ui.screen import Screen, forget
from ui.views import ways
from ui.wording import composition, families, network_title, period, reason_text, stability, typical_stability

GROUNDS, DOUBTS = 3, 2


def show(screen: Screen) -> None:
    """The list; or what to do where there is none."""
    try:
        run = screen.remember("networks", lambda: screen.access.networks(screen.purpose))
    except NotFound:
        nothing_yet(screen)
        return
    heading(screen, run)
    pressed = ledger(screen, "networks", table(screen, run))
    if pressed.opened:
        ways.go("network", network=pressed.opened)
    raw_row(screen, pressed.row)


def nothing_yet(screen: Screen) -> None:
    """No run so far: what to do."""
    st.header(screen.text("networks.title"), anchor=False)
    st.caption(screen.text("networks.none"))
    detect(screen)


def heading(screen: Screen, run: Run) -> None:
    """What was run, on what, when; and the way to run it again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(screen.text("networks.title"), anchor=False, width="content")
        st.caption(origin(screen, run), width="content")
        st.space("stretch")
        detect(screen)
    current = screen.remember(("current", run.id), lambda: screen.desk.izder.current(run))
    st.caption(screen.text("networks.lead") if current else screen.text("networks.outdated"))


def origin(screen: Screen, run: Run) -> str:
    """Which run this is, and on which data."""
    when = clock.from_ms(run.started_ms).strftime("%d.%m.%Y %H:%M")
    as_of = run.as_of or screen.text("networks.all_days")
    return screen.text("networks.run", run=run.id.removeprefix("run:"), when=when, as_of=as_of, data=run.data_hash[:12])


def detect(screen: Screen) -> None:
    """Run detection on the data as they are now."""
    if st.button(screen.text("networks.detect")):
        with st.spinner(screen.text("networks.detecting")):
            screen.desk.izder.detect(purpose=screen.purpose)
        st.session_state.pop("opened", None)
        forget()
        st.rerun()


def table(screen: Screen, run: Run) -> Table:
    """One line per network."""
    titles = ("rank", "network", "people", "layers", "grounds", "doubts", "stability")
    kinds: tuple[CellKind, ...] = ("number", "lines", "mix", "text", "lines", "lines", "number")
    widths = ("2.5rem", "min(15rem, 16vw)", "min(17rem, 14vw)", "min(12rem, 11vw)", None, None, "6.5rem")
    columns = [
        Column(screen.text(f"networks.{title}"), kind, width)
        for title, kind, width in zip(titles, kinds, widths, strict=True)
    ]
    columns[-1] = replace(columns[-1], help=screen.text("networks.stability_help"))
    lines = [line(screen, network) for network in sorted(run.networks, key=lambda network: network.rank)]
    return Table(columns, lines, empty=screen.text("networks.none"))


def line(screen: Screen, network: Network) -> Line:
    """One network: what it is, who is in it, what it rests on, what speaks against."""
    title = [{"text": network_title(screen, network), "tone": "strong"},
             {"text": period(network.first_ms, network.last_ms), "tone": "soft"}]  # fmt: skip
    layers = ", ".join(screen.word("family", family) for family in families(network))
    return Line(network.id, [
        network.rank, title, composition(screen, network), layers, grounds(screen, network), doubts(screen, network),
        stability(screen, typical_stability(network)),
    ])  # fmt: skip


def grounds(screen: Screen, network: Network) -> list[dict[str, str]]:
    """The weightiest grounds for the kind of organisation; where there are none, of the core."""
    given = [reason for reason in network.kind_reasons if reason.llr > 0]
    given = given or [reason for member in network.members if member.core for reason in member.reasons]
    best = {reason.key: reason for reason in sorted(given, key=lambda reason: reason.llr)}
    ordered = sorted(best.values(), key=lambda reason: -reason.llr)[:GROUNDS]
    return [{"text": reason_text(screen, reason)} for reason in ordered]


def doubts(screen: Screen, network: Network) -> list[dict[str, str]]:
    """What speaks against, then what the data did not hold; and how much more of both there is."""
    against = sorted(network.doubts, key=lambda reason: reason.llr)
    shown = [{"text": reason_text(screen, reason), "tone": "against"} for reason in against[:DOUBTS]]
    shown += [{"text": reason_text(screen, reason), "tone": "soft"} for reason in network.gaps[:DOUBTS]]
    hidden = len(network.doubts) + len(network.gaps) - len(shown)
    return [*shown, *([{"text": screen.text("networks.more_doubts", n=hidden), "tone": "soft"}] if hidden else [])]
