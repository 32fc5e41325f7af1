"""A failed start is told in one sentence, from what the logs say."""

import pytest

from graph.server.logs import failure, reason, set_aside

STACK = """2026-01-01 00:00:00.000+0000 INFO  Starting...
2026-01-01 00:00:01.000+0000 ERROR Failed to start Neo4j on 127.0.0.1:7474.
java.lang.RuntimeException: Error starting Neo4j database server at /home/data/databases
\tat org.neo4j.server.CommunityEntryPoint.main(CommunityEntryPoint.java:30)
Caused by: org.neo4j.kernel.lifecycle.LifecycleException: Component was initialized, but failed to start.
Caused by: java.lang.IllegalStateException: The store is of another release.
\tat org.neo4j.io.Locker.check(Locker.java:82)
"""


@pytest.mark.parametrize(
    ("log", "text", "said"),
    [
        ("neo4j.log", STACK, "The store is of another release."),
        ("neo4j.log", STACK + "Lock file has been locked by another process: /x/store_lock", "another process uses"),
        ("console.log", "Error: Could not reserve enough space for 1048576KB object heap", "not enough free memory"),
        ("neo4j.log", "java.io.IOException: No space left on device", "the disk is full"),
        ("guard.log", "Traceback …\nFileNotFoundError: no such file: '/x/java'\n", "no such file: '/x/java'"),
        ("neo4j.log", "", "it wrote no reason"),
    ],
)
def test_the_last_cause_is_the_reason(tmp_path, log, text, said):
    (tmp_path / log).write_text(text)
    assert said in reason(tmp_path)


def test_no_logs_at_all_are_no_reason(tmp_path):
    assert "it wrote no reason" in str(failure(tmp_path, "ended at its start"))


def test_the_log_of_an_earlier_start_is_not_read_for_this_one(tmp_path):
    (tmp_path / "neo4j.log").write_text(STACK)
    set_aside(tmp_path)
    assert reason(tmp_path) == "it wrote no reason"
    assert (tmp_path / "neo4j.previous.log").read_text() == STACK
