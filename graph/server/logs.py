"""Reads the logs of a Neo4j that failed, so that the error is one sentence and not a stack trace."""

import re
from pathlib import Path

from core.errors import ServerError

KNOWN = {  # what Neo4j or Java writes → what it means to the person who reads it
    "locked by another process": "another process uses its data",
    "Address already in use": "its port was taken at that moment; try again",
    "No space left on device": "the disk is full",
    "insufficient memory": "there is not enough free memory",
    "Could not reserve enough space": "there is not enough free memory",
    "OutOfMemoryError": "it ran out of memory",
    "Permission denied": "a file of its folder may not be read or written",
}


def failure(folder: Path, what: str) -> ServerError:
    """The error to raise where the server of a folder `what` (ended, did not answer): why, and where to look."""
    return ServerError(f"Neo4j {what}: {reason(folder / 'logs')} (logs: {folder / 'logs'}).")


def reason(logs: Path) -> str:
    """Why the last start failed, in the plainest words its logs allow."""
    text = "\n".join(_text(logs / name) for name in ("neo4j.log", "console.log", "guard.log"))
    if known := meaning(text):
        return known
    causes = re.findall(r"^(?:Caused by: [\w.$]+: |.*? ERROR )(.+)$", text, re.MULTILINE)
    last_words = _text(logs / "guard.log").split("\n")
    return next((line.strip() for line in reversed([*last_words, *causes]) if line.strip()), "it wrote no reason")


def meaning(text: str) -> str | None:
    """What a log or an error of Neo4j means in plain words; None where we do not know it."""
    return next((plain for sign, plain in KNOWN.items() if sign in text), None)


def set_aside(logs: Path) -> None:
    """Keep the log of the last start under another name, so that what is read next is of the next start."""
    log = logs / "neo4j.log"
    if log.exists():
        log.replace(logs / "neo4j.previous.log")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
