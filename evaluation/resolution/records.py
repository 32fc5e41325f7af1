"""The records of a folder of feeds in a home of its own, without a graph: resolution needs no more."""

from pathlib import Path

from core.home import Home
from core.protocols import silent
from etl import scope, vault
from etl.checks.canonical import Canonical
from etl.delivery import deliveries, records_folder
from etl.recognise import recognise
from etl.sources.fingerprint import sha256
from etl.stage import Incoming, write_records
from etl.templates import catalogue

KINDS = ("subscribers.csv", "bank_a.csv", "bank_b_customers.csv", "bank_c.xlsx", "arrests.csv")  # that name persons


def stage(feeds: Path, home: Home) -> Home:
    """Read the feeds that name persons, the register of sanctions first."""
    home.ensure()
    for name in ("authority.csv", *KINDS):
        if (feeds / name).is_file():
            _read(feeds / name, home)
    return home


def _read(path: Path, home: Home) -> None:
    registers = [each for each in deliveries(home) if each.record == scope.REGISTER]
    windows = scope.windows([records_folder(home, each.sha256) for each in registers])
    sha = sha256(path)
    kept = vault.keep(path, sha, home)
    found = recognise(path, list(catalogue(home).values()))
    if found is not None:
        write_records(Incoming(kept, sha, path.name, found, None, "evaluation"), home, windows, Canonical(), silent)
