"""The places of the screen and the ways between them."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from core.phrases import Phrases
from ui.screen import Screen
from ui.views import data, network, networks, questions, review, search, ways

Places = dict[str, st.Page]
SHOWS: Mapping[str, Callable[[Screen], None]] = {
    "networks": networks.show, "network": network.show, "search": search.show, "review": review.show,
    "data": data.show, "questions": questions.show,
}  # fmt: skip


def keep(phrases: Phrases, language: str) -> None:
    """Keep the address that was opened while the gate is asking; the places behind it show nothing yet."""
    def closed() -> None:
        return

    st.navigation([place(phrases, language, name, closed) for name in SHOWS], position="hidden")


def place(phrases: Phrases, language: str, name: str, show: Callable[[], None]) -> st.Page:
    """A place under its name in the reader's language; the first is where one comes in."""
    title = phrases.text(f"ui.place.{name}", language)
    return st.Page(show, title=title, url_path=name, default=name == next(iter(SHOWS)))


def places(screen: Screen) -> Places:
    """All places by name, in the order of the bar. Built anew in each rerun: a place carries its screen."""
    return {name: place(screen.phrases, screen.language, name, partial(show, screen)) for name, show in SHOWS.items()}


def follow(every: Places, here: st.Page) -> None:
    """Go where a view wanted to lead: an address on the first page, or a press in a table."""
    wanted = ways.wanted()
    if wanted is None and here.url_path == "" and "network" in st.query_params:
        wanted = ("network", {"network": st.query_params["network"]})
    if wanted:
        name, parameters = wanted
        st.switch_page(every[name], query_params=parameters)

