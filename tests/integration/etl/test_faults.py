"""Whatever happens to a load, nothing is half there, and loading again completes the job. Kills: test_kills."""

import threading
import time

import pytest
from filelock import FileLock

from core.errors import InputError, StoreUnavailable
from etl.delivery import deliveries


class Failing:
    """The real store, until its n-th write: then it is lost."""

    def __init__(self, store, after):
        self._store, self._left = store, after

    def __getattr__(self, name):
        verb = getattr(self._store, name)
        if not name.startswith(("upsert", "mark")):
            return verb

        def count(*given):
            self._left -= 1
            if self._left < 0:
                raise StoreUnavailable("Neo4j was lost.")
            return verb(*given)

        return count


@pytest.mark.parametrize("after", [0, 7, 25])
def test_neo4j_lost_in_the_middle(loader, feeds, clean, after):
    with pytest.raises(StoreUnavailable):
        loader.load(feeds, writer=Failing(loader.store, after))
    assert loader.leftovers() == []
    report = loader.load(feeds)
    assert all(file.adds_up() for file in report.files)
    assert loader.content() == clean


def test_interrupted_by_hand(loader, feeds, clean):
    def interrupt(step, done, total, detail=None):
        if step == "load.graph":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loader.load(feeds, progress=interrupt)
    assert loader.leftovers() == []
    loader.load(feeds)
    assert loader.content() == clean


def test_a_line_too_long_deep_in_a_file_leaves_what_was_loaded_before_whole(loader, feeds, tmp_path, cells):
    content = cells.read_bytes()
    (tmp_path / "cells.csv").write_bytes(content + b"x" * (5 * 2**20) + b"\n")
    with pytest.raises(InputError, match=r"Line \d+ of «cells\.csv» is longer than"):
        loader.load(feeds / "authority.csv", tmp_path / "cells.csv")
    assert [delivery.file for delivery in deliveries(loader.home)] == ["authority.csv"]
    assert loader.leftovers() == []


def test_a_second_load_waits_and_says_so(loader, cells):
    loader.home.ensure()
    said = []
    lock = FileLock(loader.home.lock, thread_local=False)
    lock.acquire()
    second = threading.Thread(target=loader.load, args=[cells], kwargs={"progress": said_to(said)})
    second.start()
    while "load.waiting" not in said:
        time.sleep(0.01)
    assert deliveries(loader.home) == []
    lock.release()
    second.join(60)
    assert [delivery.file for delivery in deliveries(loader.home)] == ["cells.csv"]


def said_to(said):
    return lambda step, done, total, detail=None: said.append(step)
