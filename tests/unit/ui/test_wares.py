"""The files that the screen serves itself."""

import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from core.phrases import Phrases
from ui import wares

UI = Path(wares.__file__).parent
ROOMS = {"core", "queries", "graph", "etl", "casework", "evaluation", "ui", "tests"}


def test_the_drawing_library_comes_from_the_installed_package_and_not_from_our_tree():
    assert (wares.vis_network() / "vis-network.min.js").stat().st_size > 100_000
    assert not list(UI.rglob("vis-network*"))


def test_the_policy_lets_nothing_leave_this_server():
    policy = wares.content_policy(b"<script>one</script><script>two</script>")
    assert "default-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert policy.count("sha256-") == 2
    assert "http" not in policy
    assert "unsafe-eval" not in policy


def test_our_scripts_fetch_nothing_from_elsewhere_and_write_no_markup():
    for script in (UI / "script").glob("*.js"):
        text = script.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text, script.name
        assert "innerHTML" not in text, script.name
        assert "insertAdjacentHTML" not in text, script.name


def test_nothing_beside_the_script_bears_the_name_of_a_room_or_a_library():
    # Streamlit puts this folder first on the import path
    taken = ROOMS | set(packages_distributions()) | set(sys.stdlib_module_names)
    names = {path.stem for path in UI.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert names & taken - {"__init__", "__pycache__"} == set()
    assert not (UI / "pages").exists()


def test_every_phrase_of_the_screen_is_there_in_every_language():
    assert [fault for fault in Phrases.load().faults() if fault.startswith("ui.")] == []
