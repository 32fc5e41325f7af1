"""The audit log: sealed, append-only, and nothing is shown where it cannot be written."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DatabaseError

from casework.audit import Audit, Entry
from casework.database import open_database
from casework.purpose import Purpose
from core.errors import AccessRefused, IzderError, SettingsError
from core.home import Home

ANALYST = Purpose("a.seitova", "case 25-114")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def database(home: Home) -> Engine:
    return open_database(home)


@pytest.fixture
def audit(database: Engine) -> Audit:
    return Audit(database, "tc-almaty")


def test_an_entry_says_who_what_why_and_bears_agency_and_handling(audit: Audit) -> None:
    audit.write(ANALYST, "network", {"network": "network:1"})
    [entry] = audit.entries()
    assert (entry.user, entry.reason, entry.act) == ("a.seitova", "case 25-114", "network")
    assert (entry.parameters, entry.agency, entry.handling) == ('{"network":"network:1"}', "tc-almaty", "open")
    assert entry.previous == "0" * 64


def test_each_entry_seals_the_one_before(audit: Audit) -> None:
    hashes = [audit.write(ANALYST, "search", {"text": str(n)}) for n in range(5)]
    assert [entry.previous for entry in audit.entries()][1:] == hashes[:-1]
    assert audit.head() == (5, hashes[-1])
    assert audit.verify() == 5


@pytest.mark.parametrize("statement", ["UPDATE audit SET reason = 'other'", "DELETE FROM audit WHERE seq = 1"])
def test_an_entry_can_be_neither_changed_nor_removed_through_the_database(
    audit: Audit, database: Engine, statement: str
) -> None:
    audit.write(ANALYST, "network")
    with pytest.raises(DatabaseError, match="append-only"), database.begin() as connection:
        connection.execute(text(statement))
    assert audit.verify() == 1


@pytest.mark.parametrize(
    "forgery",
    ["UPDATE audit SET reason = 'other' WHERE seq = 2", "DELETE FROM audit WHERE seq = 2",
     "UPDATE audit SET previous = hash WHERE seq = 3"],
)  # fmt: skip
def test_a_forged_log_is_found_out_at_the_entry(audit: Audit, home: Home, forgery: str) -> None:
    for n in range(4):
        audit.write(ANALYST, "search", {"n": n})
    with sqlite3.connect(home.casework) as raw:
        raw.execute("DROP TRIGGER audit_no_update")
        raw.execute("DROP TRIGGER audit_no_delete")
        raw.execute(forgery)
    raw.close()
    with pytest.raises(IzderError, match=r"broken at entry [23]"):
        audit.verify()


def test_a_full_database_refuses(audit: Audit, database: Engine) -> None:
    def no_more_pages(raw: sqlite3.Connection, _record: object, _proxy: object) -> None:
        raw.execute("PRAGMA max_page_count = 1")

    event.listen(database, "checkout", no_more_pages)
    with pytest.raises(AccessRefused, match=r"full.*nothing is shown"):
        for _ in range(100):
            audit.write(ANALYST, "search", {"text": "x" * 1000})
    event.remove(database, "checkout", no_more_pages)
    assert audit.verify() < 100


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from casework.audit import Audit
from casework.database import open_database
from casework.purpose import Purpose
from core.errors import AccessRefused
from core.home import Home

home = Home(Path(sys.argv[1]))
audit = Audit(open_database(home), "a")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = Path(str(home.casework) + "-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    for n in range(100):
        audit.write(Purpose("u", "r"), "search", {"text": "x" * 10_000})
except AccessRefused as refused:
    print("REFUSED", refused)
"""


def test_a_full_disk_refuses(home: Home) -> None:
    done = subprocess.run([sys.executable, "-c", FULL_DISK, str(home.root)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("REFUSED The audit entry could not be written")


def test_a_database_that_another_process_holds_refuses(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.database.engine.BUSY_SECONDS", 0.1)
    audit = Audit(open_database(home), "a")
    holder = sqlite3.connect(home.casework, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(AccessRefused, match="locked"):
        audit.write(ANALYST, "network")
    holder.close()


def test_a_database_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "casework.sqlite").mkdir()
    with pytest.raises(SettingsError, match=r"casework\.sqlite cannot be opened"):
        open_database(Home(tmp_path))


def test_processes_that_write_at_once_leave_one_chain(home: Home, audit: Audit) -> None:
    script = (
        "import sys; from pathlib import Path; from casework.audit import Audit;"
        "from casework.database import open_database; from casework.purpose import Purpose; from core.home import Home;"
        "a = Audit(open_database(Home(Path(sys.argv[1]))), 'a');"
        "[a.write(Purpose('u', 'r'), 'search', {'n': n}) for n in range(20)]"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(home.root)]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert audit.verify() == 60


def test_the_file_is_closed_to_other_users(home: Home, database: Engine) -> None:
    assert home.casework.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("said", ["a\0b", "\ud800", "x" * 5000, "'; DROP TABLE audit; --", "Әсел"])
def test_whatever_is_said_can_be_written(audit: Audit, said: str) -> None:
    audit.write(Purpose(said[:50], said), "search", {"text": said})
    assert audit.verify() == 1


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text(), st.text())
def test_no_two_different_entries_share_a_seal(user: str, reason: str, act: str) -> None:
    one = Entry(1, 0, user, reason, False, act, "{}", "a", "open", "0" * 64)
    other = Entry(1, 0, user + "x", reason, False, act, "{}", "a", "open", "0" * 64)
    assert one.seal() != other.seal()
