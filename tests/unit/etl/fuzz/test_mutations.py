"""A file that nobody meant to send ends as an answer in words or with every row accounted for; never as a crash.

Here a slice; `make fuzz` mutates 100,000 rows. A failure names its seed: SEED=<n> FUZZ=1 runs that one alone.
"""

import os
import re
import shutil
from pathlib import Path

import polars as pl

from core import records
from core.errors import IzderError
from core.home import Home
from core.judgements import NoJudgements
from core.protocols import silent
from etl import ledger, vault
from etl.checks.canonical import Canonical
from etl.delivery import deliveries, records_folder
from etl.in_force import InForce
from etl.joins.joins import Joins
from etl.load.block import Block
from etl.load.edges import edge_tables
from etl.load.gather import gather
from etl.load.nodes import Nodes
from etl.recognise import recognise
from etl.sources.fingerprint import sha256
from etl.stage import Incoming, write_records
from etl.templates import catalogue

WANTED = int(os.environ.get("FUZZ", "1500"))
SEED = int(os.environ.get("SEED", "20251123"))
KEY = b"\x00" * 32
SENTENCE = re.compile(r"^\S.{15,}[.:)»!]$", re.DOTALL)


def test_mutated_rows_and_files(mutator, tmp_path):
    rows, files, seed, refused = 0, 0, SEED, 0
    windows = every_window(mutator)
    while rows < WANTED:
        made = mutator.make(seed)
        home = Home(tmp_path / "home").ensure()
        path = tmp_path / made.name
        path.write_bytes(made.content)
        try:
            taken = take(path, home, windows)
        except IzderError as error:
            assert SENTENCE.match(str(error)), (made.seed, str(error))
            taken = False
        except BaseException as error:
            kept = Path(os.environ.get("FUZZ_KEEP", str(tmp_path))) / f"seed-{made.seed}-{made.name}"
            kept.write_bytes(made.content)
            raise AssertionError(f"seed {made.seed} ({made.feed}): {error!r}; the file is {kept}") from error
        rows, files, refused, seed = rows + made.rows, files + 1, refused + (not taken), seed + 1
        shutil.rmtree(home.root)
    print(f"seeds {SEED} to {seed - 1}: {files} files, {rows} rows, {refused} files refused in words")  # noqa: T201
    assert refused < files * 0.6, "a fuzz that is mostly refused tries nothing"


def every_window(mutator):
    """Sanctions that cover whatever the sample speaks of."""
    text = mutator.texts["authority.csv"].decode("utf-8").splitlines()[1:]
    rows = {tuple(line.split(",")[2:4]) for line in text if line.count(",") == 5}
    objects = [f"{kind}:{name}" for kind, name in rows]
    table = {"object": objects, "from_ms": 0, "to_ms": 10**14, "number": "P-1"}
    return pl.DataFrame(table, schema_overrides={"from_ms": pl.Int64, "to_ms": pl.Int64})


def take(path, home, windows):
    """Everything that a load does with a file, up to the graph's door. False where it holds no file that is known."""
    taken = False
    for given in gather([path], home.root / "scratch"):
        try:
            found = recognise(given.path, list(catalogue().values()), name=given.name)
        except IzderError:
            if given.named:
                raise
            continue
        sha = sha256(given.path)
        kept = vault.keep(given.path, sha, home)
        incoming = Incoming(kept, sha, given.name, found, None, "here")
        check(home, write_records(incoming, home, windows, Canonical(), silent))
        taken = True
    return taken


def check(home, delivery):
    """Every row has one end, and what was loaded can become nodes and edges."""
    book = pl.read_parquet(records_folder(home, delivery.sha256) / ledger.FILE)
    assert delivery.report(already=False).adds_up()
    assert book.height == delivery.rows == book["row"].n_unique()
    assert set(book["fate"]) <= {"loaded", "duplicate", "quarantined"}
    assert book.filter(pl.col("fate") == "quarantined")["reason"].null_count() == 0
    given, nodes = InForce.of(home), Nodes()
    for record in delivery.records:
        for rows in given.batches(delivery, 50_000, record):
            block = Block(delivery, records.load()[record], KEY, rows)
            ids = {id for _, table in nodes.tables(block) for id in table["id"]}
            for name, table in edge_tables(block):
                ends = set(table["src"]) | set(table["dst"])
                assert ends <= ids, (name, ends - ids)
                assert table["id"].null_count() == 0
    joins = Joins.of(given, deliveries(home), NoJudgements())
    assert list(joins.around(delivery)) == []
