"""A small cut of the sample with its defects, and the loader in this process."""

import csv
import itertools
import re
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from core.home import Home
from core.protocols import silent
from core.settings import Settings
from etl.load import load_paths

ROOT = Path(__file__).parents[3]
ROWS = 60
FEEDS = ("arrests", "bank_c", "cdr_x", "subscribers")  # with the register of sanctions that covers them


def digits(text):
    """What is the same in every way of writing a number: its last ten letters and digits."""
    return re.sub(r"\W", "", text)[-10:]


@pytest.fixture(scope="session")
def feeds(tmp_path_factory) -> Path:
    """The first rows of each feed, and of the register of sanctions what covers them."""
    folder, whole = tmp_path_factory.mktemp("feeds"), ROOT / "examples" / "feeds"
    for name in FEEDS:
        if name != "bank_c":
            _cut(whole / f"{name}.csv", folder)
    rows = openpyxl.load_workbook(whole / "bank_c.xlsx", read_only=True).worksheets[0].iter_rows(values_only=True)
    sheet = openpyxl.Workbook()
    for row in itertools.islice(rows, ROWS):
        sheet.active.append(row)
    sheet.save(folder / "bank_c.xlsx")
    _authority(folder, whole, {str(cell) for row in sheet.active.values for cell in row})
    return folder


def _cut(path, folder) -> Path:
    """The first and the last lines: defects are all over, repeats at the end."""
    lines = path.read_text("utf-8").split("\n")
    (folder / path.name).write_text("\n".join([*lines[: ROWS + 1], *lines[-12:]]), "utf-8")
    return folder / path.name


@pytest.fixture(scope="session")
def cells(tmp_path_factory) -> Path:
    """A register that needs no authority."""
    return _cut(ROOT / "examples" / "feeds" / "cells.csv", tmp_path_factory.mktemp("cells"))


def _authority(folder, whole, cells):
    for path in folder.glob("*.csv"):
        cells |= set(re.split(r"[,|\n]", path.read_text("utf-8")))
    known = {digits(cell) for cell in cells if cell}
    header, *rows = csv.reader((whole / "authority.csv").open(encoding="utf-8"))
    with (folder / "authority.csv").open("w", encoding="utf-8", newline="") as file:
        kept = [row for row in rows if len(row) == 6 and digits(row[3]) in known]
        csv.writer(file, lineterminator="\n").writerows([header, *kept])


@dataclass
class Loader:
    """Loads into the run's Neo4j from a home of its own."""

    settings: object
    store: object

    @property
    def home(self) -> Home:
        return Home(self.settings.home)

    def load(self, *paths, writer=None, progress=silent, **more):
        """In this process."""
        given = [Path(path) for path in paths]
        return load_paths(
            given, home=self.home, writer=writer or self.store, settings=self.settings, progress=progress, **more
        )

    def content(self) -> str:
        """What the graph says, whatever order it was loaded in."""
        return self.store.content_hash()

    def leftovers(self) -> list[Path]:
        """Half-made folders of the home."""
        return [path for path in self.home.root.rglob(".*") if path.is_dir()]


@pytest.fixture
def loader(settings, store) -> Loader:
    return Loader(settings, store)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory, _open_store) -> Loader:
    """For all tests of a file, from an emptied graph on."""
    _open_store.wipe()
    home = tmp_path_factory.mktemp("lasting")
    return Loader(Settings(home=home, cache=home), _open_store)


@pytest.fixture
def another(tmp_path, settings, store):
    """A further home on the same graph, emptied first."""
    def make(name) -> Loader:
        store.wipe()
        return Loader(replace(settings, home=tmp_path / name), store)

    return make


@pytest.fixture(scope="session")
def clean(feeds, tmp_path_factory, _open_store, neo4j_server) -> str:
    """Content of the graph after one undisturbed load of the small feeds."""
    _open_store.wipe()
    home = tmp_path_factory.mktemp("clean")
    made = Loader(Settings(home=home, cache=home), _open_store)
    made.load(feeds)
    return made.content()
