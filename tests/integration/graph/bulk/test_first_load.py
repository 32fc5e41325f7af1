"""A first large load goes through the offline import, and says the same as one row by row, to the content hash."""

import os
import subprocess
import sys
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from core.errors import IzderError
from core.home import Home
from core.settings import Settings
from graph.bulk import FirstLoad
from graph.server import LocalServer, offline
from graph.server.configuration import USER
from graph.store import GraphStore

HOLD = """
import sys
from core.home import Home
from core.settings import Settings
from graph.server import LocalServer
settings = Settings.from_environment()
server = LocalServer(Home(settings.home), settings).start()
print("there", flush=True)
sys.stdin.read()
"""
CALLS = pl.DataFrame(
    {"id": ["c1", "c2", "c1"], "src": "phone:1", "dst": "phone:2", "sources": [["b:2"], None, ["a:1"]]}
)
PHONES = pl.DataFrame({"id": ["phone:1", "phone:2"], "operator": ["X", None]})


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that may be stopped: this module's alone."""
    settings = replace(Settings.from_environment(), home=tmp_path_factory.mktemp("own"))
    made = LocalServer(Home(settings.home), settings).start()
    yield made
    made.stop()


@pytest.fixture
def own(server):
    """Its graph, emptied."""
    with opened(server) as found:
        found.ensure_schema()
        found.wipe()
        yield found


def opened(server):
    server.start()
    return GraphStore.open(server.uri, USER, server.password)


@pytest.fixture
def first(own, server, tmp_path):
    """A first load into this module's own graph."""
    return lambda threshold=0: FirstLoad(own, server, tmp_path / "bulk", threshold)


def imports(server, monkeypatch):
    """Counts the imports that are made."""
    made = []
    real = server.replace_data
    monkeypatch.setattr(server, "replace_data", lambda *given: made.append(real(*given)) or made[-1])
    return made


def fill(writer, nodes=PHONES, edges=CALLS):
    writer.ensure_schema()
    writer.upsert_nodes("Source", pl.DataFrame({"id": ["source:abc"], "name": ["a.csv"]}))
    writer.upsert_nodes("Phone", nodes)
    writer.upsert_nodes("Phone", pl.DataFrame({"id": ["phone:2"], "operator": ["Y"]}))
    for part in edges.iter_slices(2):
        writer.upsert_edges("CALLED", part)
    writer.mark_complete("abc")
    writer.flush()


def test_both_ways_give_the_same_graph_with_its_schema_and_key(store, own, first, server, monkeypatch):
    made = imports(server, monkeypatch)
    fill(store)
    store.claim("key")
    own.claim("key")
    fill(first())
    assert made == [True]
    assert own.content_hash() == store.content_hash()
    assert own.counts() == store.counts()
    assert own.complete_sources() == {"abc"}
    own.claim("key")
    names = "SHOW INDEXES YIELD name, state RETURN name, state ORDER BY name"
    assert own.read(names) == store.read(names)


letters = st.text(
    st.one_of(
        st.sampled_from("\"',;|\\\n\r\t\x00\x1e\u2028\ufeff\u00a0 [](){}#-"),
        st.sampled_from("әіңғүұқөһӘІҢҒҮҰҚӨҺёъэ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
listed = st.none() | st.lists(letters.filter(lambda text: text and "\x1f" not in text), max_size=4)
whole = st.none() | st.integers(-(2**62), 2**62)
people = st.fixed_dictionaries({"name": st.none() | letters, "names": listed, "name_keys": listed})
calls = st.fixed_dictionaries({"kind": st.none() | letters, "time_ms": whole, "sources": listed, "authority": listed})


@given(st.lists(people, min_size=300, max_size=300), st.lists(calls, min_size=300, max_size=300))
@effort(max_examples=1, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_text_a_value_holds_it_arrives_as_it_was(store, own, server, tmp_path, persons, edges):
    made = []
    for writer, graph in ((store, store), (FirstLoad(own, server, tmp_path / "bulk", 0), own)):
        graph.wipe()
        writer.ensure_schema()
        writer.upsert_nodes("Person", table(persons, "id", "person:").drop_nulls("id"))
        writer.upsert_edges(
            "CALLED", table(edges, "id", "c").with_columns(src=pl.lit("person:0"), dst=pl.lit("person:1"))
        )
        writer.flush()
        made.append((graph.scan_nodes("Person"), graph.scan_edges("CALLED")))
    for ours, theirs in zip(*made, strict=True):
        assert ours.equals(theirs)


def table(rows, key, prefix):
    lists = {name: pl.List(pl.String) for name in ("names", "name_keys", "sources", "authority") if name in rows[0]}
    texts = {name: pl.String for name in ("name", "kind") if name in rows[0]}
    times = {name: pl.Int64 for name in ("time_ms",) if name in rows[0]}
    return pl.DataFrame(
        [{key: f"{prefix}{at}", **row} for at, row in enumerate(rows)],
        schema={key: pl.String, **lists, **texts, **times},
    )


@pytest.mark.parametrize("odd", [["a\x1fb"], ["", "a"]])
def test_a_list_that_a_sheet_cannot_say_goes_row_by_row(store, own, first, server, monkeypatch, odd):
    made = imports(server, monkeypatch)
    edges = CALLS.with_columns(sources=pl.Series([odd, None, ["a:1"]], dtype=pl.List(pl.String)))
    fill(store, edges=edges)
    fill(first(), edges=edges)
    assert made == []
    assert own.content_hash() == store.content_hash()


def test_what_was_taken_back_is_not_there_unless_it_came_again(store, own, first):
    for writer in (store, first()):
        writer.ensure_schema()
        writer.upsert_nodes("Phone", PHONES)
        writer.upsert_edges("CALLED", CALLS)
        writer.delete_edges("CALLED", pl.Series(["c1", "c2", "c9"]))
        writer.upsert_edges("CALLED", CALLS[2:])
        writer.flush()
    assert own.scan_edges("CALLED", ["sources"]).to_dicts() == store.scan_edges("CALLED", ["sources"]).to_dicts()
    assert own.counts()["CALLED"] == 1


def test_few_rows_a_graph_that_holds_something_and_a_server_in_use_go_row_by_row(own, first, server, monkeypatch):
    made = imports(server, monkeypatch)
    fill(first(threshold=100))
    fill(first())
    own.wipe()
    environment = os.environ | {"IZDER_HOME": str(server._folder.parent), "IZDER_CACHE": str(server._settings.cache)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as other:
        assert other.stdout.readline() == "there\n"
        fill(first())
        other.communicate()
    assert made == []
    assert own.counts()["CALLED"] == 2


def test_an_edge_to_nowhere_is_refused_in_the_same_words(own, first):
    stray = pl.DataFrame({"id": ["c1"], "src": ["phone:1"], "dst": ["phone:9"]})
    with pytest.raises(IzderError, match="1 edges CALLED lead to or from an entity that is not in the graph"):
        fill(first(), edges=stray)
    assert own.counts()["CALLED"] == 0


@pytest.mark.parametrize("at", ["import_full", "take_over"])
def test_killed_in_the_middle_nothing_half_is_left_and_the_next_load_is_whole(
    store, own, first, server, monkeypatch, tmp_path, at
):
    """The process dies with the tool at work, or with the new database half in place."""
    fill(store)

    class Killed(BaseException):
        pass

    real = getattr(offline, at)

    def dying(folder, *given):
        if at == "import_full":
            (folder / "import-1" / "data").mkdir(parents=True)
            (folder / "import-1" / "data" / "half").write_bytes(b"half")
            raise Killed
        if (found := offline.stagings(folder)) and not died:
            died.append(True)
            (folder / "data" / "databases").mkdir(parents=True, exist_ok=True)
            offline.shutil.rmtree(folder / "data" / "databases" / "neo4j", ignore_errors=True)
            (found[0] / "data" / "databases" / "neo4j").replace(folder / "data" / "databases" / "neo4j")
            raise Killed
        real(folder, *given)

    died = []
    where = "graph.server.local.import_full" if at == "import_full" else "graph.server.process.take_over"
    with monkeypatch.context() as patch:
        patch.setattr(where, dying)
        with pytest.raises(Killed):
            fill(first())
    with opened(server) as found:  # by the next process, at a new address
        assert not offline.stagings(server._folder)
        fill(FirstLoad(found, server, tmp_path / "bulk", 0))
        assert found.content_hash() == store.content_hash()


def test_a_load_that_was_killed_leaves_nothing_to_the_next(own, first, tmp_path):
    killed = first()
    killed.ensure_schema()
    killed.upsert_nodes("Phone", PHONES)
    fill(first(threshold=100), edges=CALLS[1:2])
    assert not (tmp_path / "bulk").exists()
    assert own.counts()["CALLED"] == 1
