"""Ctrl-C while a file is loaded: nothing half, one sentence, and the same command goes on from there."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROWS = 30_000


@pytest.fixture
def cells(tmp_path: Path) -> Path:
    """A register that takes a while."""
    path = tmp_path / "cells.csv"
    rows = (f"C{n},X,43.{n % 90_000:05d},76.9,{n % 360},Алматы\n" for n in range(ROWS))
    path.write_text("cell_id,operator,lat,lon,azimuth,city\n" + "".join(rows), "utf-8")
    return path


def begun(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from ui.cli import main; main()", *words]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("step", ["Reading and checking", "Writing to the graph"])
def test_an_interrupted_load_goes_on_where_it_was_left(settings, store, cells, step):
    graph = {
        "NEO4J_URI": settings.neo4j_uri,
        "NEO4J_USER": settings.neo4j_user,
        "NEO4J_PASSWORD": settings.neo4j_password,
    }
    environment = {**os.environ, **graph, "IZDER_HOME": str(settings.home), "IZDER_LANG": "en"}
    with begun(environment, "load", str(cells)) as process:
        assert process.stderr is not None
        said = next(line for line in process.stderr if line.startswith(step))
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=120)
    assert process.returncode == 130, said + rest
    assert "the same command goes on from there" in rest
    assert "Traceback" not in rest
    with begun(environment, "load", str(cells), "--json") as process:
        answer, _ = process.communicate(timeout=240)
    [file] = json.loads(answer)["files"]
    assert file["rows"] == file["loaded"] == ROWS
    assert store.counts()["Cell"] == ROWS
