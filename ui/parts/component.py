"""Our components: a line of script each that loads the real one from our server, so that a rerun sends data alone.

While the script is on its way, newer data may come; of two calls that waited, the later one alone draws.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import streamlit as st

PartName = Literal["canvas", "ledger", "pair", "sheet"]
LOADER = """
export default async (component) => {{
  const place = component.parentElement
  const turn = place.turn = (place.turn ?? 0) + 1
  const script = await import(new URL("/izder/script/{name}.js", window.location.href).href)
  if (place.turn === turn) return script.draw(component)
}}
"""
STYLE = Path(__file__).parents[1] / "script" / "izder.css"


def part(name: PartName, data: Mapping[str, Any], *, key: str, triggers: Sequence[str]) -> dict[str, Any]:
    """Mount a component; the result has one value per trigger, None but in the rerun that it caused."""
    mount = st.components.v2.component(f"izder_{name}", js=LOADER.format(name=name), isolate_styles=False)
    called: dict[str, Any] = {f"on_{trigger}_change": nothing for trigger in triggers}
    result = mount(key=key, data=dict(data), **called)
    return {trigger: getattr(result, trigger, None) for trigger in triggers}


def nothing() -> None:
    """Streamlit offers a trigger only where something is to be called."""


def style() -> None:
    """Put our style sheet on the page."""
    st.html(STYLE)
