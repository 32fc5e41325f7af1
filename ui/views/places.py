"""The places of the screen and the ways between them."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from ui.screen import Screen
from ui.views import data, network, networks, questions, search, ways

Places = dict[str, st.Page]


def places(screen: Screen) -> Places:
    """All places by name, in the order of the bar. Built anew in each rerun: a place carries its screen."""
    shows = {
        "networks": networks.show, "network": network.show, "search": search.show, "data": data.show,
        "questions": questions.show,
    }  # fmt: skip
    def place(name: str, show: Callable[[Screen], None]) -> st.Page:
        title = screen.text(f"place.{name}")
        return st.Page(partial(show, screen), title=title, url_path=name, default=name == "networks")

    return {name: place(name, show) for name, show in shows.items()}


def follow(every: Places, here: st.Page) -> None:
    """Go where a view wanted to lead: an address on the first page, or a press in a table."""
    wanted = ways.wanted()
    if wanted is None and here.url_path == "" and "network" in st.query_params:
        wanted = ("network", {"network": st.query_params["network"]})
    if wanted:
        name, parameters = wanted
        st.switch_page(every[name], query_params=parameters)

