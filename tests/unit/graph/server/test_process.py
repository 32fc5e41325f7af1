"""Waiting for processes to end."""

import subprocess
import sys
import time

import psutil
import pytest

from graph.server.process import await_end


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no zombies")
def test_who_has_ended_is_not_waited_for_though_nobody_has_looked_yet() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    process, began = psutil.Process(child.pid), time.monotonic()
    assert await_end([process], 30) == []
    assert process.status() == psutil.STATUS_ZOMBIE, "we have not looked: the premise of this test"
    assert time.monotonic() - began < 20
    child.wait()


def test_who_lives_on_is_named_when_time_is_up() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    assert await_end([psutil.Process(child.pid)], 0.2) == [psutil.Process(child.pid)]
    child.kill()
    child.wait()
