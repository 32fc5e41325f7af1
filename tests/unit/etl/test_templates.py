"""Templates are data that is checked; people of an installation add their own."""

import pytest

from core.errors import CatalogueError, InputError
from etl.templates import catalogue, named

TEMPLATE = """
name: {name}
version: 1
titles: {{ru: Ячейки, kk: Ұяшықтар, en: Cells}}
record: cell
agency: Somebody
file: {{encoding: utf-8, delimiter: ";"}}
fields: {{cell: Sector, lat: Latitude, lon: Longitude}}
"""


def write(home, text, name="ours"):
    path = home.templates / f"{name}.yaml"
    path.write_text(text.format(name=name) if "{name}" in text else text, "utf-8")
    return path


def test_a_template_of_the_installation_stands_beside_ours(lab, tmp_path):
    write(lab.home, TEMPLATE)
    assert {"ours", "cells"} <= set(catalogue(lab.home))
    path = tmp_path / "x.csv"
    path.write_text("Sector;Latitude;Longitude\nA-1;43.2;76.9\nA-2;143.2;76.9\n", "utf-8")
    delivery = lab.stage(path)
    assert (delivery.template, delivery.loaded, delivery.quarantined) == ("ours", 1, {"bad_coordinates": 1})


def test_a_template_is_named_or_given_as_a_file(lab, tmp_path):
    path = tmp_path / "elsewhere.yaml"
    path.write_text(TEMPLATE.format(name="other"), "utf-8")
    assert named(str(path), lab.home).name == "other"
    assert named("cells", lab.home).name == "cells"
    with pytest.raises(InputError, match="no template «nothing», and no such file; there are arrests, authority"):
        named("nothing", lab.home)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("version: 1", "version: 1\ncolour: red"), "colour: Extra inputs are not permitted"),
        (("Sector,", "{column: Sector, unit: m},"), "unit: Extra inputs are not permitted"),
        (("record: cell", "record: boat"), "there is no record «boat»"),
        (("lat: Latitude,", ""), "cell needs lat"),
        (("lat:", "latitude: Latitude, lat:"), "cell has no field latitude"),
        (("utf-8", "utf-9"), "there is no encoding «utf-9»"),
        (("Sector,", "{column: Sector, constant: x},"), "exactly one of column, columns, constant, first_of, by"),
        (("record: cell", "record: cell\nzone: Mars"), "There is no time zone «Mars»"),
        (("record: cell", "record: cell\nhandling: loud"), "handling"),
        (("record: cell", "record: cell\nrecord: call"), "key given twice: record"),
    ],
)
def test_what_a_template_cannot_say_is_refused_by_name(lab, change, said):
    write(lab.home, TEMPLATE.format(name="ours").replace(*change))
    with pytest.raises(CatalogueError, match=said):
        catalogue(lab.home)


def test_a_template_must_be_named_like_its_file_and_not_like_one_of_ours(lab):
    path = write(lab.home, TEMPLATE)
    path.rename(path.with_name("else.yaml"))
    with pytest.raises(CatalogueError, match=r"else\.yaml is named ours inside"):
        catalogue(lab.home)
    path.with_name("else.yaml").unlink()
    write(lab.home, TEMPLATE, "cells")
    with pytest.raises(CatalogueError, match="bear names of ours: cells"):
        catalogue(lab.home)


def test_words_must_be_those_of_the_record(lab):
    wrong = TEMPLATE.replace("record: cell", "record: call").replace(
        "fields: {{cell: Sector, lat: Latitude, lon: Longitude}}",
        "fields: {{time_ms: T, from_phone: A, to_phone: B, duration_s: D, kind: {{column: K, words: {{X: fax}}}}}}",
    )
    write(lab.home, wrong)
    with pytest.raises(CatalogueError, match="kind is one of voice, sms, forwarded, not fax"):
        catalogue(lab.home)
