"""Where the example data lies; tests that read it say so by using the fixture."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def examples() -> Path:
    folder = Path(__file__).parents[3] / "examples"
    if not (folder / "feeds").is_dir():
        pytest.skip("examples/ is not there")
    return folder
