"""Sets the paper with Typst: offline, our fonts alone, the same bytes for the same facts."""

import json
from functools import cache
from pathlib import Path

import typst

import core
from casework.brief.chart import draw_activity
from casework.brief.document import compose
from casework.brief.drawing import LAYERS, draw
from casework.brief.facts import Facts
from casework.brief.layout import Sheet
from casework.brief.picture import Cast, cast
from casework.brief.voice import Voice
from core.errors import BriefError
from core.phrases import Phrases

TEMPLATE = Path(__file__).parent / "brief.typ"
WIDTH, HIGHEST = 680.0, 860.0  # the picture's units: as wide as the text, at most as high as a page
FONTS = Path(core.__file__).parent / "assets" / "fonts"


def set_brief(facts: Facts, language: str, phrases: Phrases) -> bytes:
    """The brief as PDF/A-2b, for it is kept as a record.

    Raises:
        BriefError: Typst could not set it; says what it said.
        CatalogueError: a phrase is missing.
    """
    voice = Voice(phrases, language)
    parts = cast(facts)
    inputs = {
        "document": json.dumps(compose(facts, parts, voice), ensure_ascii=False),
        "picture": draw(parts.marks, parts.ties, legend(parts, voice), sheet(parts)),
        "chart": draw_activity(facts.activity, voice) if facts.calls or facts.money else "",
    }
    try:
        return typeset(inputs, facts.run.started_ms // 1000)
    except typst.TypstError as error:
        raise BriefError(f"The brief could not be set: {error}.", key="no_brief") from error


def typeset(inputs: dict[str, str], timestamp: int) -> bytes:
    """Compile the template; the only files it can read are in its own folder."""
    made = typst.compile(
        TEMPLATE, root=TEMPLATE.parent, font_paths=our_fonts(), sys_inputs=inputs, format="pdf",
        pdf_standards="a-2b", timestamp=timestamp,
    )  # fmt: skip
    return bytes(made)


@cache
def our_fonts() -> typst.Fonts:
    """The committed fonts and no others, so that the paper looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def legend(parts: Cast, voice: Voice) -> list[tuple[str, str]]:
    """Roles and layers that occur in the picture."""
    roles = dict.fromkeys(mark.role for mark in parts.marks if mark.kind not in ("arrest", "device"))
    layers = {tie.layer for tie in parts.ties}
    return [(role, voice.word(f"role.{role}")) for role in roles] + [
        (layer, voice.say(f"layer.{layer}")) for layer in LAYERS if layer in layers
    ]


def sheet(parts: Cast) -> Sheet:
    """Room for every mark five times over; beyond what the first page leaves, the picture gets its own."""
    needed = sum(wide * high for wide, high in (mark.box for mark in parts.marks))
    return Sheet(WIDTH, min(max(230.0, 5 * needed / WIDTH), HIGHEST))
