"""The brief on paper: complete, in three languages, the same for the same facts, and never markup from the data."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from casework.brief import Facts, set_brief
from core.networks import Reason
from core.phrases import Phrases
from core.settings import LANGUAGES
from graph.networks.holding import holding

PHRASES = Phrases.load()
HOSTILE = (
    '#eval("1+1")', "#panic()", "*bold*", "$x^2$", "<a>", "@x", "`raw`", "= heading", "- item", "/* gone */", "// gone",
    "\\u{41}", "[x](y)", "<script>alert(1)</script>", "&amp;", "]]>", "{page}", "{0}", '"; #let a = 1',
)  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def flat(pdf: bytes) -> str:
    """All text, as one line: where a line breaks is the setter's business."""
    return re.sub(r"\s+", " ", " ".join(pages(pdf)).replace("\u200b", ""))


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def named(facts: Facts, names: Sequence[str]) -> Facts:
    """The facts with their first members called so."""
    members = [
        member.model_copy(update={"name": name, "id": f"person:{n}"})
        for n, (member, name) in enumerate(zip(facts.network.members, names, strict=True))
    ]
    network = facts.network.model_copy(update={"members": tuple(members)})
    ties = [(members[0].id, member.id) for member in members[1:]]
    return replace(facts, network=network, holding=holding(network, ties))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_is_there_in_every_language(made: Callable[..., Facts], language: str) -> None:
    text = bare(flat(set_brief(made(), language, PHRASES)))
    for key in PHRASES.keys("brief"):
        if key.startswith("brief.section."):
            assert bare(PHRASES.text(key, language)) in text, key
    assert bare(PHRASES.text("brief.lead.text", language)) in text


def test_kazakh_letters_reach_the_paper(made: Callable[..., Facts]) -> None:
    text = flat(set_brief(made(core=6), "kk", PHRASES))
    assert "Өтеген Һүсайынұлы Ұлан" in text
    assert "Қасымова Іңкәр" in text
    assert set("әіңғүұқөһ") <= set(text)
    assert "₸" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_facts_give_the_same_bytes(made: Callable[..., Facts], language: str) -> None:
    assert set_brief(made(), language, PHRASES) == set_brief(made(), language, PHRASES)


def test_figures_are_the_same_in_every_language(made: Callable[..., Facts]) -> None:
    facts = made()
    figures = [
        {"+77010000000", "KZ86301A000000000000", "247510031/000001", "ab12cd34ef56", "9f9f9f9f9f9f"} & set(
            re.split(r"[ ,;:]", flat(set_brief(facts, language, PHRASES)))
        )
        for language in LANGUAGES
    ]
    assert figures[0] == figures[1] == figures[2]
    assert {"+77010000000", "247510031/000001", "ab12cd34ef56"} <= figures[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_text_whatever_it_looks_like(made: Callable[..., Facts], language: str) -> None:
    text = bare(flat(set_brief(named(made(core=3, droppers=len(HOSTILE) - 3), HOSTILE), language, PHRASES)))
    for name in HOSTILE:
        assert text.count(bare(name)) >= 2, name  # in the table of members and over the grounds


def test_a_reason_cannot_carry_markup_either(made: Callable[..., Facts]) -> None:
    facts = made()
    hostile = Reason(
        indicator="x", family="flow", llr=3, key="brief.members.likely_user", parameters={"name": '#eval("7*6") *b*'}
    )
    first = facts.network.members[0].model_copy(update={"reasons": (hostile,)})
    network = facts.network.model_copy(update={"members": (first, *facts.network.members[1:])})
    text = flat(set_brief(replace(facts, network=network), "en", PHRASES))
    assert '#eval("7*6") *b*' in text


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=60), place=st.text(max_size=30), user=st.text(min_size=1, max_size=30))
def test_any_text_can_be_set(made: Callable[..., Facts], name: str, place: str, user: str) -> None:
    facts = made(name=name)
    arrest = replace(facts.arrests[0], place=place)
    facts = replace(facts, arrests=(arrest,), purpose=replace(facts.purpose, user=user))
    assert set_brief(facts, "ru", PHRASES).startswith(b"%PDF")


def test_what_cannot_be_set_is_shown_as_missing(made: Callable[..., Facts]) -> None:
    names = ["a\0b\x07c", "\u202egnp.exe", "שלום עולם", "张伟", "👤", "\u2066x\u2069", "\ud800"]
    text = flat(set_brief(named(made(), names), "ru", PHRASES))
    missing = "\ufffd"
    four = missing * 4
    for shown in (f"a{missing}b{missing}c", f"{missing}gnp.exe", f"{four} {four}", f"{missing}x{missing}"):
        assert shown in text
    assert not set("\u202e\u2066\0") & set(text)


def test_a_very_long_word_stays_on_the_page(made: Callable[..., Facts]) -> None:
    pdf = PdfReader(io.BytesIO(set_brief(made(name="Я" * 900), "ru", PHRASES)))
    widest = [0.0]

    def where(text: str, _cm: list[float], tm: list[float], *_font: object) -> None:
        if text.strip():
            widest.append(tm[4])

    for page in pdf.pages:
        page.extract_text(visitor_text=where)
    assert max(widest) < float(pdf.pages[0].mediabox.width) - 40


def test_each_page_bears_its_number_run_and_handling(made: Callable[..., Facts]) -> None:
    facts = replace(made(core=8, droppers=40), handling="restricted")
    every = pages(set_brief(facts, "en", PHRASES))
    for number, page in enumerate(every, start=1):
        assert f"Page {number} of {len(every)}" in page
        assert "run-1 · 9f9f9f9f9f9f" in page
        assert f"Handling: {PHRASES.text('words.handling.restricted', 'en')}" in page


def test_a_demonstration_says_so_on_every_page(demonstration: Facts) -> None:
    for page in pages(set_brief(demonstration, "en", PHRASES)):
        assert "Everything here is invented" in page


def test_real_data_is_not_called_invented(made: Callable[..., Facts]) -> None:
    assert "invented" not in flat(set_brief(made(), "en", PHRASES))


def test_a_footnote_leads_to_file_and_row_and_says_what_is_left_out(made: Callable[..., Facts]) -> None:
    text = flat(set_brief(made(), "en", PHRASES))
    assert "bank_a.csv, rows 12–14, 20; 4 of 9 shown." in text
    assert "arrests.csv, row 7." in text


def test_no_score_is_printed(made: Callable[..., Facts]) -> None:
    facts = made()
    scored = facts.network.members[0].model_copy(update={"score": 7.31})
    network = facts.network.model_copy(update={"members": (scored, *facts.network.members[1:]), "score": 8.47})
    text = flat(set_brief(replace(facts, network=network), "en", PHRASES))
    assert "7.31" not in text
    assert "8.47" not in text


def test_a_category_is_unknown_until_set(made: Callable[..., Facts]) -> None:
    facts = made()
    assert "suspect " not in flat(set_brief(facts, "en", PHRASES)).replace("suspected", "")
    judged = replace(facts, categories={facts.network.members[0].id: "suspect"})
    assert "suspect " in flat(set_brief(judged, "en", PHRASES)).replace("suspected", "")


def test_the_reason_for_unmasking_is_printed(made: Callable[..., Facts]) -> None:
    assert "printed in full. Reason: case 25-114" in flat(set_brief(replace(made(), revealed=True), "en", PHRASES))
    assert "IINs are masked" in flat(set_brief(made(), "en", PHRASES))


def test_gaps_and_doubts_are_told(made: Callable[..., Facts]) -> None:
    text = flat(set_brief(made(), "en", PHRASES))
    assert "Rows not loaded: 4 (4%)" in text
    assert "delivered by the end of 01.12.2025" in text
    assert "Without a known user" in text


def test_who_holds_it_together_is_told_of_members_alone_and_as_a_simulation(made: Callable[..., Facts]) -> None:
    facts = made(core=5, droppers=4)
    text = bare(flat(set_brief(facts, "en", PHRASES)))
    assert facts.holding
    assert facts.holding.key
    assert f"{facts.holding.key.after}of{facts.holding.key.before}pairs" in text
    assert bare(PHRASES.text("holding.scenarios.droppers", "en")) in text
    assert bare(PHRASES.text("holding.assumed", "en", runs=facts.holding.runs)) in text


def test_a_network_without_ties_says_so(made: Callable[..., Facts]) -> None:
    text = flat(set_brief(replace(made(), holding=None), "en", PHRASES))
    assert PHRASES.text("holding.untied", "en") in " ".join(text.split())


def test_the_pdf_is_an_archive_file_with_our_fonts_only(made: Callable[..., Facts]) -> None:
    pdf = set_brief(made(), "kk", PHRASES)
    assert b"pdfaid:part" in pdf
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("IBMPlexSans" in font for font in fonts)
