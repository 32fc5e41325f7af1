"""The records stage without a graph: what these tests look at is files, rows and fates."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from core.home import Home
from core.protocols import silent
from etl import ledger, scope, vault
from etl.checks.canonical import Canonical
from etl.delivery import Delivery, deliveries, records_folder
from etl.recognise import recognise
from etl.sources.fingerprint import sha256
from etl.stage import Incoming, write_records
from etl.templates import catalogue

FOR_EVER = 10**14


@dataclass(frozen=True)
class Lab:
    """One home, and the records stage on any file."""

    home: Home

    def stage(self, path, template=None, windows=None) -> Delivery:
        """Vault and records of a file; without `windows` those of the registers that are loaded."""
        found = recognise(path, [template] if template else catalogue(self.home).values())
        if windows is None:
            registers = [d for d in deliveries(self.home) if d.record == scope.REGISTER]
            windows = scope.windows([records_folder(self.home, d.sha256) for d in registers])
        sha = sha256(path)
        incoming = Incoming(vault.keep(path, sha, self.home), sha, path.name, found, None, "here")
        return write_records(incoming, self.home, windows, Canonical(), silent)

    def ledger(self, delivery) -> pl.DataFrame:
        """What became of each row."""
        return pl.read_parquet(records_folder(self.home, delivery.sha256) / ledger.FILE)

    def records(self, delivery) -> pl.DataFrame:
        """The records of a delivery."""
        return pl.read_parquet(records_folder(self.home, delivery.sha256) / f"{delivery.record}.parquet")

    @staticmethod
    def always(*objects) -> pl.DataFrame:
        """Windows that cover these objects for ever."""
        rows = [(name, 0, FOR_EVER, "P-1") for name in objects]
        return pl.DataFrame(rows, schema=dict(scope.WINDOWS), orient="row")


@pytest.fixture
def lab(tmp_path) -> Lab:
    return Lab(Home(tmp_path / "home").ensure())


@pytest.fixture(scope="session")
def new_lab(tmp_path_factory):
    """Makes an empty lab for each example of a property."""
    return lambda: Lab(Home(tmp_path_factory.mktemp("lab")).ensure())


@pytest.fixture(scope="session")
def examples() -> Path:
    return Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="session")
def feeds(examples) -> list[Path]:
    """The ten feeds, the register of sanctions first."""
    found = sorted(path for path in (examples / "feeds").iterdir() if path.suffix in (".csv", ".xlsx"))
    return sorted(found, key=lambda path: path.name != "authority.csv")


@pytest.fixture(scope="session")
def sample(feeds, tmp_path_factory) -> tuple[Lab, dict[str, Delivery]]:
    """The whole sample through the records stage."""
    lab = Lab(Home(tmp_path_factory.mktemp("sample")).ensure())
    return lab, {path.name: lab.stage(path) for path in feeds}
