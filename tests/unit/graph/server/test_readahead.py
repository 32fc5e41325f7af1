"""Reading the graph's files through after a start."""

from types import SimpleNamespace

import psutil
import pytest

from graph.server.readahead import DATABASE, read_ahead


@pytest.mark.parametrize(("free", "read"), [(10_000, ["small", "large"]), (600, ["small"]), (100, [])])
def test_files_are_read_smallest_first_while_half_of_the_free_memory_lasts(tmp_path, monkeypatch, free, read):
    store = tmp_path / DATABASE
    store.mkdir(parents=True)
    for name, size in (("large", 2_000), ("small", 300)):
        (store / name).write_bytes(bytes(size))
    opened = []
    path = type(store)
    really = path.open
    monkeypatch.setattr(path, "open", lambda file, *a, **k: opened.append(file.name) or really(file, *a, **k))
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=free))
    read_ahead(tmp_path).join()
    assert opened == read


def test_a_server_without_files_is_no_error(tmp_path):
    read_ahead(tmp_path).join()
