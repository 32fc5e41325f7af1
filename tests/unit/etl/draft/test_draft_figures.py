"""How many columns the draft maps rightly: on the feeds of Izder, and on exports it has never seen.

docs/etl.md has the figures, those of the very first run as well; a change that makes them worse fails here.
"""

from pathlib import Path

import pytest
import yaml

from etl.draft.drafting import draft
from etl.draft.rehearsal import rehearse
from etl.draft.vocabulary import load, tokens
from etl.templates import catalogue
from etl.templates.text import read_template

FEEDS = {path.stem: path for path in (Path(__file__).parents[4] / "examples" / "feeds").iterdir()}
HARD = Path(__file__).with_name("hard_exports.yaml")
COLUMNS = {"ours": (89, 89), "invented": (92, 92), "hard": (22, 28)}  # rightly mapped, of all


def wanted(name):
    """The field of each column in the template that comes with Izder."""
    fields = catalogue()[name].fields
    return {column: field for field, mapped in fields.items() if not mapped.first_of for column in mapped.sources}


def rightly(drafted, fields):
    return sum(column.field == fields.get(column.name, "") for column in drafted.columns)


@pytest.fixture(scope="module")
def ours():
    return {name: draft(FEEDS[name]) for name in catalogue()}


def test_of_our_feeds_without_their_templates(ours):
    right = sum(rightly(drafted, wanted(name)) for name, drafted in ours.items())
    assert (right, sum(len(drafted.columns) for drafted in ours.values())) == COLUMNS["ours"]


def test_of_our_feeds_record_and_layout_are_found_too(ours):
    for name, drafted in ours.items():
        template, drawn = catalogue()[name], read_template(drafted.template, name)
        assert (drawn.record, drawn.zone, drawn.file.footer) == (template.record, template.zone, template.file.footer)
        if template.file.format == "text":
            assert (drawn.file.encoding, drawn.file.delimiter) == (template.file.encoding, template.file.delimiter)


@pytest.mark.parametrize("name", sorted(FEEDS.keys() & catalogue().keys()))
def test_a_drafted_template_reads_our_feed_as_well_as_ours_does(ours, lab, name):
    drawn = read_template(ours[name].template, name)
    for field, mapped in catalogue()[name].fields.items():
        assert drawn.fields[field].formats == mapped.formats, field
        assert drawn.fields[field].decimal == mapped.decimal, field
    by_draft, by_ours = (rehearse(FEEDS[name], template, lab.home).counts for template in (drawn, catalogue()[name]))
    assert by_draft == by_ours


def test_of_invented_exports(exports):
    right = columns = 0
    for name, export in exports.items():
        drafted = draft(export.path)
        right, columns = right + rightly(drafted, export.fields), columns + len(export.fields)
        assert drafted.choices["record"].value == export.record, name
    assert (right, columns) == COLUMNS["invented"]


def test_of_exports_that_are_hard(tmp_path):
    right = columns = 0
    for name, hard in yaml.safe_load(HARD.read_text("utf-8")).items():
        rows = [[str(c).format(day=f"{n + 1:02d}") for c in hard["cells"][n % 2]] for n in range(20)]
        path = tmp_path / f"{name}.csv"
        lines = [hard["delimiter"].join(row) for row in [list(hard["fields"]), *rows]]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        right += rightly(drafted := draft(path), hard["fields"])
        columns += len(drafted.columns)
    assert (right, columns) == COLUMNS["hard"]


def test_an_invented_export_needs_no_correction_before_its_rows_are_taken(exports, lab):
    for name, export in exports.items():
        rehearsed = rehearse(export.path, read_template(draft(export.path).template, name), lab.home)
        assert rehearsed.counts == {"loaded": 120}, name


def test_no_header_of_ours_stands_in_the_vocabulary_as_it_is():
    stems = {stem for stems in load().meanings.values() for stem in stems}
    long = {column for name in catalogue() for column in catalogue()[name].columns if len(tokens(column)) > 1}
    assert not stems & {column.casefold() for column in long}
