"""The sheet of one entity: its facts, what speaks for its role in a network, what against, down to the rows."""

from typing import Any

import streamlit as st

from core.errors import AccessRefused, IzderError
from core.networks import Member, Network
from core.phrases import sentence
from ui.parts.rows import raw_row
from ui.parts.sheet import Group, Sheet, facts, sheet
from ui.screen import Screen
from ui.views.category import decide
from ui.views.merges import merges
from ui.wording import member_name, network_title, role_by, role_tag, stability


def inspector(screen: Screen, chosen: str | None, network: Network | None) -> None:
    """The sheet of what is chosen; of the network where nothing is; what to press where there is none."""
    if chosen:
        entity_sheet(screen, chosen, network)
    elif network:
        raw_row(screen, sheet(screen, "sheet", network_sheet(screen, network)).row)
        merges(screen, network)
    else:
        st.caption(screen.text("inspector.nothing"))


def member_of(network: Network | None, chosen: str) -> Member | None:
    """The member that an entity is, or whose line or account it is."""
    if network is None:
        return None
    key = chosen.partition(":")[2]
    own = [member for member in network.members if member.id == chosen]
    used = [member for member in network.members if key in member.phones or key in member.ibans]
    return next(iter(own + used), None)


def network_sheet(screen: Screen, network: Network) -> Sheet:
    """Why these are taken for one group of this kind, what speaks against, what was not there to be seen."""
    groups = (
        Group(screen.text("network.grounds"), "for", network.kind_reasons, screen.text("inspector.no_grounds")),
        Group(screen.text("network.doubts"), "against", network.doubts, screen.text("inspector.no_doubts")),
        Group(screen.text("network.gaps"), "plain", network.gaps, screen.text("inspector.no_gaps")),
    )
    return Sheet(network_title(screen, network), screen.text("inspector.network"), groups=groups)


def entity_sheet(screen: Screen, chosen: str, network: Network | None) -> None:
    """Facts of an entity, and the member's grounds and doubts where it is or belongs to one."""
    member = member_of(network, chosen)
    entity = screen.remember(("entity", chosen), lambda: screen.access.entity(screen.purpose, chosen, screen.language))
    given = Sheet(entity.label, screen.kind(entity.kind), tags(screen, member), facts(screen, entity.facts),
                  groups(screen, member, chosen))  # fmt: skip
    raw_row(screen, sheet(screen, "sheet", given).row)
    with st.container(horizontal=True):
        if entity.kind in ("Person", "Organisation"):
            reveal(screen, chosen)
        if network and member and member.id == chosen and entity.kind == "Person":
            decide(screen, network.id, chosen)
    if network and member and member.id == chosen:
        merges(screen, network, chosen)


def tags(screen: Screen, member: Member | None) -> list[dict[str, Any]]:
    """Role and what tells it, core or context, stability."""
    if member is None:
        return []
    steady = stability(screen, member.stability)
    place = {"text": screen.text("member.core" if member.core else "member.context")}
    runs = {"text": f"{screen.text('member.stability')}: {steady['text']}"} if steady else None
    return [tag for tag in (role_tag(screen, member), role_by(screen, member), place, runs) if tag]


def groups(screen: Screen, member: Member | None, chosen: str) -> tuple[Group, ...]:
    """Grounds and doubts of the member behind an entity."""
    if member is None:
        return ()
    whose = "" if member.id == chosen else f" · {member_name(screen, member)}"
    against = [*member.doubts, *(reason for reason in member.reasons if reason.llr < 0)]
    speaks_for = [reason for reason in member.reasons if reason.llr >= 0]
    return (
        Group(screen.text("inspector.grounds") + whose, "for", speaks_for, screen.text("inspector.no_grounds")),
        Group(screen.text("inspector.doubts") + whose, "against", against, screen.text("inspector.no_doubts")),
    )


def reveal(screen: Screen, chosen: str) -> None:
    """Show the IIN to somebody who says what for; the reason goes into the audit log first."""
    shown = st.session_state.setdefault("revealed", {})
    if chosen in shown:
        st.html(f'<div class="iz-facts-line">{screen.text("reveal.label")} <b>{shown[chosen]}</b></div>')
        return
    with st.popover(screen.text("reveal.button")), st.form(f"reveal {chosen}", border=False):
        reason = st.text_input(screen.text("reveal.reason"), max_chars=500)
        if not st.form_submit_button(screen.text("reveal.show")):
            return
        try:
            if not reason.strip():
                raise AccessRefused(screen.text("reveal.needed"))
            shown[chosen] = screen.access.reveal(screen.access.purpose(screen.purpose.user, reason), chosen)
        except IzderError as error:
            st.error(sentence(error, screen.language))
            return
    st.rerun()
