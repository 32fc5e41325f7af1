"""A loader that forks for every load, so that a hundred of them can be killed while another would be starting once.

Reads jobs from stdin, one JSON a line, and answers each with one: how the load ended, how far it came, what it said.
Nothing of the product knows of it: it counts the steps that a load reports (progress) and the writes it makes (a writer
around the store), and kills the load at one of them, or a few milliseconds after the beginning of one.
"""

import contextlib
import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

import polars as pl
import pyarrow.pandas_compat  # noqa: F401 - what a load would import later, each child for itself

from core.errors import IzderError
from core.home import Home
from core.identifiers import phone
from core.settings import Settings
from etl.load import load_paths
from etl.repeats import Seen, fingerprints
from graph.store import GraphStore

VERBS = ("upsert", "mark", "delete", "flush")


class Steps:
    """Counts what a load does. At step `dies_at` it, or a `victim`, is killed, or `within_ms` after that."""

    def __init__(self, job, say):
        self.left, self.within, self.say, self.done = job.get("dies_at"), job.get("within_ms"), say, 0
        self.victim = job.get("victim")

    def step(self):
        self.done += 1
        if self.done != self.left:
            return
        if self.within is None:
            os.kill(self.victim or os.getpid(), signal.SIGKILL)
            return
        self.say({"striking": self.within})

    def progress(self, step, done, total, detail=None):
        if step == "load.waiting":
            self.say({"waiting": True})
        self.step()


class Watched:
    """The real store, each of its writes a step."""

    def __init__(self, store, steps):
        self._store, self._steps = store, steps

    def __getattr__(self, name):
        if name.startswith(VERBS):
            self._steps.step()
        return getattr(self._store, name)


def load(job, say):
    """One load, in a process of its own."""
    if limit := job.get("largest_file"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    os.environ.update(job["environment"])
    settings, steps = Settings.from_environment(), Steps(job, say)
    with GraphStore.open(settings.neo4j_uri, "neo4j", settings.neo4j_password) as store:
        try:
            paths = [Path(path) for path in job["paths"]]
            home = Home(settings.home)
            load_paths(paths, home=home, writer=Watched(store, steps), settings=settings, progress=steps.progress)
        except IzderError as error:
            say({"said": str(error)})
    say({"steps": steps.done})


def started(job):
    """Fork; the child's words come through a pipe. The parent strikes it where the child asks for it."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(BaseException):
            load(job, lambda word: os.write(into, (json.dumps(word) + "\n").encode()))
            status = 0
        os._exit(status)
    os.close(into)
    return child, os.fdopen(out)


def ended(child, words):
    """What became of a load."""
    told = {"waiting": False, "said": None, "steps": None}
    for line in words:
        word = json.loads(line)
        told.update(word)
        if "striking" in word:
            time.sleep(word["striking"] / 1000)
            os.kill(child, signal.SIGKILL)
    told["ended"] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return told


def warm():
    """What a first load has to compile or to read: done once, not in each child. Threads of polars do not outlive a
    fork, so nothing that it would spread over them is asked of it here.
    """
    rows, seen = fingerprints(pl.Series(["a row"])), Seen()
    seen.admit(rows)
    seen.holds(rows)
    for number in ("+77010010101", "+79161234567"):
        phone(number)
    for encoding in ("cp1251", "utf_16"):
        "".encode(encoding)


def main():
    """Jobs of one line are begun together and answered together."""
    warm()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        began = time.monotonic()
        answers = [ended(*load) for load in [started(job) for job in json.loads(line)]]
        sys.stdout.write(json.dumps({"loads": answers, "seconds": time.monotonic() - began}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
