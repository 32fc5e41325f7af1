"""The local Neo4j serves whoever uses it, ends with the last of them, and says in a sentence why it does not."""

import os
import stat
import subprocess
import sys
import time
from dataclasses import replace
from ipaddress import ip_address
from threading import Timer

import polars as pl
import psutil
import pytest

from core.errors import ServerError, SettingsError, StoreUnavailable
from core.home import Home
from core.settings import Settings
from graph.server import LocalServer, connect
from graph.server.configuration import USER
from graph.server.fetch import ensure_jars
from graph.store import GraphStore

HOLD = """
import sys, time
from core.home import Home
from core.settings import Settings
from graph.server import LocalServer
settings = Settings.from_environment()
server = LocalServer(Home(settings.home), settings).start(stay=sys.argv[1] == "stay")
print(server.status().pid, flush=True)
time.sleep(600)
"""
GONE_S = 90.0


@pytest.fixture
def own(tmp_path):
    """Settings of a home whose Neo4j is this test's alone; whatever runs there is stopped."""
    settings = replace(Settings.from_environment(), home=tmp_path / "home")
    yield settings
    LocalServer(Home(settings.home), settings).stop()


def server_of(settings):
    return LocalServer(Home(settings.home), settings)


def hold(settings, how="leave"):
    """Another process that uses the server; and the number of Neo4j's process, as it sees it."""
    environment = os.environ | {"IZDER_HOME": str(settings.home), "IZDER_CACHE": str(settings.cache)}
    process = subprocess.Popen([sys.executable, "-c", HOLD, how], stdout=subprocess.PIPE, text=True, env=environment)
    return process, int(process.stdout.readline())


def kill(process):
    process.kill()
    process.wait()
    process.stdout.close()


def becomes(wanted, seconds=GONE_S):
    end = time.monotonic() + seconds
    while not wanted() and time.monotonic() < end:
        time.sleep(0.1)
    return wanted()


def processes_of(settings):
    """All processes whose command line names the home."""
    return [p for p in psutil.process_iter(["cmdline"]) if str(settings.home) in " ".join(p.info["cmdline"] or [])]


def test_two_processes_share_one_server_and_it_ends_when_both_were_killed(own):
    first, pid = hold(own)
    second, seen = hold(own)
    assert seen == pid
    kill(first)
    time.sleep(1.5)  # several ticks of the guard
    assert server_of(own).status().running
    kill(second)
    assert becomes(lambda: not psutil.pid_exists(pid))
    assert becomes(lambda: not processes_of(own))
    assert not server_of(own).status().running


def test_a_server_that_is_to_stay_outlives_its_starter_and_later_users_until_it_is_stopped(own):
    starter, pid = hold(own, "stay")
    kill(starter)
    time.sleep(1.5)
    with connect(own) as store:
        assert store.counts()["Person"] == 0
    status = server_of(own).status()
    assert (status.running, status.pid, status.stays) == (True, pid, True)
    assert status.data_bytes > 0
    server_of(own).stop()
    assert not processes_of(own)


def test_it_listens_on_loopback_only_under_a_password_that_only_its_owner_can_read(own):
    server = server_of(own).start()
    try:
        listening = [c.laddr for c in psutil.Process(server.status().pid).net_connections() if c.status == "LISTEN"]
        assert len(listening) == 1
        assert ip_address(listening[0].ip.removeprefix("::ffff:")).is_loopback
        password = own.home / "neo4j" / "password"
        assert stat.S_IMODE(password.stat().st_mode) == 0o600
        assert stat.S_IMODE((own.home / "neo4j").stat().st_mode) == 0o700

        right = password.read_text()
        password.write_text("not-the-right-one")
        with pytest.raises(ServerError, match="does not know the password"):
            server_of(own).start()
        password.write_text(right)
    finally:
        server.release()


def test_a_server_unknown_to_the_home_is_not_joined_by_a_second_one(own):
    server = server_of(own).start()
    running = server.status().pid
    (own.home / "neo4j" / "server.json").unlink()
    with pytest.raises(ServerError, match="another process uses its data"):
        server_of(own).start()
    server.release()
    assert becomes(lambda: not psutil.pid_exists(running))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_neo4j_ends_with_its_guard(own):
    server = server_of(own).start()
    running = psutil.Process(server.status().pid)
    running.parent().kill()
    assert becomes(lambda: not psutil.pid_exists(running.pid))
    server.release()


def test_neo4j_killed_in_the_middle_of_a_write_is_a_sentence_and_writing_again_completes_it(own):
    phones = pl.DataFrame({"id": [f"phone:{n}" for n in range(5_000)]})
    calls = pl.DataFrame({"id": [f"{n:016x}" for n in range(60_000)]}).with_columns(
        src=pl.lit("phone:1"), dst=pl.format("phone:{}", pl.int_range(pl.len()) % 5_000)
    )
    server = server_of(own).start()
    with GraphStore.open(server.uri, USER, server.password) as store:
        store.ensure_schema()
        store.upsert_nodes("Phone", phones)
        store.upsert_edges("CALLED", calls.head(10_000))
        Timer(0.4, psutil.Process(server.status().pid).kill).start()
        with pytest.raises(StoreUnavailable, match="was lost while writing CALLED"):
            store.upsert_edges("CALLED", calls)
    server.release()
    with connect(own) as store:
        assert 10_000 <= store.counts()["CALLED"] < 60_000
        store.upsert_edges("CALLED", calls)
        assert store.counts()["CALLED"] == 60_000


def test_neo4j_by_address_needs_no_local_one(settings):
    with connect(settings) as store:
        store.upsert_nodes("Phone", pl.DataFrame({"id": ["phone:1"]}))
        assert store.counts()["Phone"] == 1
    assert not (settings.home / "neo4j").exists()


def test_neo4j_by_address_without_a_password_is_a_sentence(settings):
    with pytest.raises(SettingsError, match="NEO4J_PASSWORD"), connect(replace(settings, neo4j_password=None)):
        pass


def test_without_a_network_the_jars_of_a_folder_are_enough(tmp_path, own, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    folder = ensure_jars(own.cache)[0].parent
    apart = replace(own, cache=tmp_path / "cache", neo4j_jars=folder)
    server_of(apart).ensure_installed()
    assert len(list((tmp_path / "cache").rglob("*.jar"))) == 213
