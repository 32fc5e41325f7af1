"""izder template: from a file of unknown make to a template in force, on the command line."""

import json

import pytest
from typer.testing import CliRunner

from casework.audit import Audit
from casework.database import open_database
from core.home import Home
from ui.cli.application import application

IIN = "900329397139"
EXPORT = "Қожайын;ЖСН;Шот нөмірі\n" + "".join(
    f"Әсел Құрманғазы;{IIN};{iban}\n"
    for iban in ("KZ5930401K0010030152", "KZ293010000010040118", "KZ253010000010013127", "KZ503010000010021213")
)


@pytest.fixture
def izder(tmp_path, monkeypatch):
    """Runs a command on an empty home, without a graph."""
    monkeypatch.setenv("IZDER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("IZDER_LANG", "en")
    return lambda *words: CliRunner().invoke(application(), [str(word) for word in words])


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "clients.txt"
    path.write_bytes(EXPORT.encode("kz1048"))
    return path


@pytest.fixture
def audited(tmp_path):
    """Reads the audit log."""

    def entries():
        database = open_database(Home(tmp_path / "home"), None)
        try:
            return list(Audit(database, "demo").entries())
        finally:
            database.dispose()

    return entries


def test_a_draft_is_shown_saved_and_listed_with_its_author(izder, export, tmp_path):
    out = tmp_path / "clients.yaml"
    shown = izder("template", "draft", export, "-o", out, "--map", "Қожайын=name", "--agency", "Bank Q")
    assert shown.exit_code == 0, shown.stderr
    assert "kz1048" in shown.stdout
    assert "account_holder" in shown.stdout
    assert "#?" in out.read_text("utf-8")
    for version in (1, 2):
        assert f"version {version}, by a.seitova" in izder("template", "save", out, "--user", "a.seitova").stdout
    listed = json.loads(izder("template", "list", "--json").stdout)["templates"]
    own = next(sheet for sheet in listed if not sheet["built_in"])
    assert (own["name"], own["version"], own["versions"], own["author"]) == ("clients", 2, [1, 2], "a.seitova")
    text = izder("template", "show", "clients", "--version", "1").stdout
    assert "account: Шот нөмірі" in text
    assert "#?" not in text


def test_iins_are_masked_on_the_terminal_and_whole_in_json(izder, export):
    assert IIN not in izder("template", "draft", export, "--map", "Қожайын=name").stdout
    document = json.loads(izder("template", "draft", export, "--json").stdout)
    assert IIN in json.dumps(document["draft"])
    assert document["rehearsal"]["counts"] == {"loaded": 4}


def test_an_encoding_that_cannot_be_told_must_be_said_before_anything_is_written(izder, tmp_path):
    path, out = tmp_path / "x.csv", tmp_path / "x.yaml"
    path.write_bytes(b"account;name\n" + b"KZ5930401K0010030152;\x98\xd5\n" * 20)
    said = izder("template", "draft", path, "-o", out)
    assert said.exit_code == 1
    assert "say --encoding" in said.stderr
    assert not out.exists()
    assert izder("template", "draft", path, "-o", out, "--encoding", "cp866").exit_code == 0


def test_check_rehearses_a_template_on_an_export(izder, export, tmp_path):
    out = tmp_path / "clients.yaml"
    izder("template", "draft", export, "-o", out)
    counts = json.loads(izder("template", "check", out, "--on", export, "--json").stdout)["counts"]
    assert counts == {"loaded": 4}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("draft", "nothing.csv"), "no file or folder that can be read"),
        (("draft", "{export}", "--map", "Адрес=place"), "There is no column «Адрес»"),
        (("draft", "{export}", "--map", "Адрес"), "not of the form COLUMN=FIELD"),
        (("draft", "{export}", "--encoding", "utf-9"), "no encoding “utf-9”"),
        (("show", "nothing"), "no template «nothing»"),
        (("save", "{export}"), "cannot be read as a template"),
        (("save", "nothing.yaml"), "cannot be read as a template"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(izder, export, words, says):
    result = izder("template", *(word.format(export=export) for word in words))
    assert result.exit_code == 1
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_every_look_and_every_saving_is_in_the_audit_log(izder, export, tmp_path, audited):
    out = tmp_path / "clients.yaml"
    izder("template", "draft", export, "-o", out, "--user", "a.seitova", "--reason", "case 17")
    izder("template", "save", out, "--user", "a.seitova")
    entries = [(entry.act, entry.user) for entry in audited()]
    assert entries == [("draft", "a.seitova"), ("rehearse", "a.seitova"), ("template save", "a.seitova")]
