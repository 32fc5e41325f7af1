"""How long a browser takes to the first paint of 1,000 nodes: a page with the canvas alone, on a hand-made picture.

Run as a script it serves the page (for `test_first_paint`); Streamlit runs the same file as the page's script.
"""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script, outside pytest

from core.answers import Edge, Node, Picture
from core.ontology import load
from core.phrases import Phrases
from ui import wares
from ui.casegraph.board import Board
from ui.casegraph.canvas import canvas
from ui.parts.component import style

SHOPS, DROPPERS, CORE = 10, 90, 10


def picture() -> Picture:
    """Ten shops of a hundred: a core that calls each other, droppers who pay two of it each."""
    nodes, edges = [], []
    for shop in range(SHOPS):
        core = [f"person:{shop}-{i}" for i in range(CORE)]
        nodes += [Node(name, "Person", name, "courier", core=True, evidence=0.8) for name in core]
        edges += [Edge(f"{a}>{b}", a, b, "CALLED", 12) for a in core for b in core if a < b and hash_of(a + b) % 3 == 0]
        for dropper in range(DROPPERS):
            name = f"account:{shop}-{dropper}"
            nodes.append(Node(name, "Account", f"KZ{shop:02d}{dropper:016d}", "dropper", evidence=0.3))
            payees = {core[(dropper * step) % CORE] for step in (1, 3)}
            edges += [Edge(f"{name}>{core_}", name, core_, "TRANSFERRED", 5, amount_tiyn=10**6) for core_ in payees]
    return Picture(tuple(nodes), tuple(edges), len(nodes), len(nodes))


def hash_of(text: str) -> int:
    """The same for the same text in every process."""
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(text))


def page() -> None:
    """The page."""
    st.set_page_config(layout="wide")
    style()
    canvas(Board.start("thousand", picture()), None, None, load(), Phrases.load(), "ru")


if __name__ == "__main__":
    if st.runtime.exists():
        page()
    else:
        import uvicorn

        app = st.App(__file__, routes=wares.routes())
        uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
