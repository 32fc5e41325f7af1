"""A command ends with one sentence on stderr where it has no answer, and prints one document where it has one."""

import json
from pathlib import Path

import pytest
import typer

from core.errors import NotFound, SettingsError, StoreUnavailable
from ui.cli.call import Call, ending
from ui.cli.progress import figures


@pytest.mark.parametrize(
    ("error", "sentence", "status"),
    [
        (StoreUnavailable("Neo4j was lost."), "Neo4j was lost.", 1),
        (OSError(28, "No space left on device", "/data/x.parquet"), "No space left on device: /data/x.parquet.", 1),
        (KeyboardInterrupt(), "goes on from there", 130),
        (ValueError("odd"), "Run again with --debug", 1),
    ],
)
def test_an_error_ends_in_one_sentence_and_a_status(
    capsys: pytest.CaptureFixture[str], error: BaseException, sentence: str, status: int
) -> None:
    with pytest.raises(typer.Exit) as ended, Call(lang="en").answering():
        raise error
    said = capsys.readouterr()
    assert ended.value.exit_code == status
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_debug_shows_where_it_happened() -> None:
    with pytest.raises(ValueError, match="odd"), Call(debug=True).answering():
        raise ValueError("odd")


def test_an_answer_as_json_is_one_document_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    Call(json=True).give({"имя": "Әлия"}, lambda out: out.print("never"))
    assert json.loads(capsys.readouterr().out) == {"имя": "Әлия"}


def test_what_is_said_on_the_command_line_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IZDER_USER", "environment")
    monkeypatch.setenv("IZDER_REASON", "environment")
    settings = Call(user="line", lang="kk").settings()
    assert (settings.user, settings.reason, settings.language) == ("line", "environment", "kk")


def test_a_language_we_do_not_speak_is_refused() -> None:
    with pytest.raises(SettingsError, match="ru, kk, en"):
        Call(lang="tlh").settings()


@pytest.mark.parametrize(
    ("done", "total", "detail", "shown"),
    [
        (12_300_000, 128_000_000, {"unit": "bytes"}, "12 / 128 MB"),
        (4, 7, {}, "4 / 7"),
    ],
)
def test_progress_says_how_much_of_how_much(done: int, total: int | None, detail: dict[str, str], shown: str) -> None:
    assert figures(done, total, detail) == shown


def test_ending_names_the_file_of_an_error_where_it_is_known() -> None:
    error = PermissionError(13, "Permission denied", str(Path("/root/x")))
    assert ending(error, "en")[0] == "There is no right to “/root/x”: grant it, or name another place."


def test_ending_speaks_the_reader_s_language() -> None:
    error = NotFound("No IIN is known of person:1.", key="no_iin")
    assert ending(error, "en")[0] == "No IIN is known here."
    assert ending(error, "ru")[0] == "ИИН здесь не известен."
