"""What counts as an example: every file under examples/ stands in SHA256SUMS with the hash that it has."""

import hashlib

from casework.access.examples import SUMS, examples, only_examples_among

EXAMPLES = SUMS.parent
BESIDE = {"SHA256SUMS", ".gitattributes"}


def test_every_file_is_listed_with_its_hash():
    listed = dict(reversed(line.split("  ", 1)) for line in SUMS.read_text("utf-8").splitlines())
    files = [path for path in EXAMPLES.rglob("*") if path.is_file() and path.name not in BESIDE]
    there = {path.relative_to(EXAMPLES).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert listed == there


def test_the_worked_examples_do_not_end_a_demonstration():
    howto = {f"source:{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}" for path in (EXAMPLES / "howto").iterdir()}
    assert only_examples_among(howto)
    assert not only_examples_among(howto | {"source:" + "0" * 12})
    assert len(examples()) > len(howto)
