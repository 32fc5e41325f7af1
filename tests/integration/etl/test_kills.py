"""Loads that are killed, starved and crossed: nothing is lost, nothing is double, and the next load completes the job.

`make soak` does the same a thousand times.
"""

import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.home import Home
from core.settings import Settings
from graph.server import LocalServer
from graph.server.configuration import USER
from graph.store import GraphStore

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("KILLS", "60"))
SEED = int(os.environ.get("SEED", "1"))
RESUMED_S = 30
ALONE = {"POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # a fork takes no thread along

soaking = pytest.mark.skipif(not os.environ.get("SOAK"), reason="make soak starts a Neo4j of its own and kills it")


class Server:
    """Loads in processes of their own, forked from one that has everything imported."""

    def __init__(self, settings):
        self.environment = {
            "NEO4J_URI": settings.neo4j_uri, "NEO4J_PASSWORD": settings.neo4j_password,
            "IZDER_IDENTITY_KEY": "00" * 32,
        }  # fmt: skip
        environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT)} | ALONE
        command = [sys.executable, str(Path(__file__).with_name("loader_server.py"))]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout.readline() == "ready\n"

    def ask(self, *jobs):
        """Begin these loads together and wait for all."""
        given = [{**job, "environment": {**self.environment, "IZDER_HOME": job["home"]}} for job in jobs]
        self.process.stdin.write(json.dumps(given) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def load(self, home, paths, **how):
        """One load; how it ended."""
        told = self.ask({"home": str(home), "paths": [str(path) for path in paths], **how})
        return told["loads"][0] | {"seconds": told["seconds"]}


@pytest.fixture
def server(settings):
    server = Server(settings)
    yield server
    server.process.stdin.close()
    server.process.wait(30)


@pytest.fixture
def steps(server, tmp_path, loader, feeds, clean):
    """How many steps an undisturbed load has; it leaves the graph that every other must leave."""
    told = server.load(tmp_path / "undisturbed", [feeds])
    assert (told["ended"], told["said"]) == (0, None)
    assert loader.content() == clean
    return told["steps"]


def busy():
    """How many processes want each processor: on a machine that others use, half a minute is longer."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def completed(server, loader, home, feeds, clean):
    """The next load, left in peace: within half a minute everything is as if nothing had happened."""
    told = server.load(home, [feeds])
    assert (told["ended"], told["said"]) == (0, None)
    assert told["seconds"] < RESUMED_S * busy()
    assert loader.content() == clean
    assert [path for path in home.rglob(".*") if path.is_dir()] == []


@pytest.mark.timeout(600 + 10 * KILLS)  # a loaded machine is no failure
def test_killed_at_every_boundary_and_inside_batches(server, loader, feeds, clean, steps, tmp_path):
    """Three kills a home: one of a fresh load at each step in turn, two of its resumption anywhere; then the proof."""
    chance = random.Random(SEED)  # noqa: S311 - moments to try, no secret
    homes = max(KILLS // 3, 1)
    for number in range(homes):
        loader.store.wipe()
        home = tmp_path / f"home{number}"
        for dies_at in (1 + number * steps // homes, chance.randint(1, steps), chance.randint(1, steps)):
            inside = chance.randint(1, 30) if chance.random() < 0.5 else None
            told = server.load(home, [feeds], dies_at=dies_at, within_ms=inside)
            assert told["ended"] in (0, -signal.SIGKILL), (SEED, number, dies_at, inside)
        completed(server, loader, home, feeds, clean)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("largest_file", [64, 300, 1_500, 4_000, 8_000, 20_000])
def test_a_full_disk_at_any_write_is_one_sentence(server, loader, feeds, clean, tmp_path, largest_file):
    """Every write that makes a file longer than so many bytes fails."""
    told = server.load(tmp_path / "home", [feeds], largest_file=largest_file)
    assert told["ended"] == 0
    assert told["said"].count("File too large. Make room") == 1
    completed(server, loader, tmp_path / "home", feeds, clean)


@pytest.mark.timeout(600)
def test_two_loads_at_once_one_waits_and_says_so(server, loader, feeds, clean, tmp_path):
    jobs = [{"home": str(tmp_path / "home"), "paths": [str(feeds)]} for _ in range(2)]
    both = server.ask(*jobs)["loads"]
    assert [told["ended"] for told in both] == [0, 0]
    assert sorted(told["waiting"] for told in both) == [False, True]
    completed(server, loader, tmp_path / "home", feeds, clean)


@pytest.mark.timeout(600)
def test_the_same_folder_loaded_thrice(server, loader, feeds, clean, tmp_path):
    for _ in range(3):
        completed(server, loader, tmp_path / "home", feeds, clean)


@soaking
@pytest.mark.timeout(1800)
def test_neo4j_itself_killed_in_the_middle_of_loads_and_started_again(feeds, clean, tmp_path):
    settings = replace(Settings.from_environment(), home=tmp_path / "home")
    neo4j = LocalServer(Home(settings.home), settings).start(stay=True)
    try:
        server = Server(replace(settings, neo4j_uri=neo4j.uri, neo4j_password=neo4j.password))
        for dies_at in (12, 30, 45):
            told = server.load(settings.home, [feeds], dies_at=dies_at, victim=neo4j.status().pid)
            assert told["ended"] == 0
            assert "Neo4j was lost" in told["said"] or "cannot be reached" in told["said"]
            neo4j.start(stay=True)
            server.environment["NEO4J_URI"] = neo4j.uri
        assert server.load(settings.home, [feeds])["said"] is None
        with GraphStore.open(neo4j.uri, USER, neo4j.password) as store:
            assert store.content_hash() == clean
    finally:
        neo4j.stop()
