"""Memory does not grow with the file: a small and a large one of each format, each staged in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STAGE = """
import resource, sys
from pathlib import Path
from core.home import Home
from core.protocols import silent
from etl import scope, vault
from etl.checks.canonical import Canonical
from etl.recognise import recognise
from etl.sources.fingerprint import sha256
from etl.stage import Incoming, write_records
from etl.templates import Template

path, home = Path(sys.argv[1]), Home(Path(sys.argv[2])).ensure()
template = Template.model_validate_json(sys.argv[3])
sha = sha256(path)
incoming = Incoming(vault.keep(path, sha, home), sha, path.name, recognise(path, [template]), None, "here")
delivery = write_records(incoming, home, scope.windows([]), Canonical(), silent)
assert delivery.report(already=False).adds_up()
print(delivery.rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
TEMPLATE = (
    '{"name": "ours", "version": 1, "titles": {"ru": "х", "kk": "х", "en": "x"}, "record": "account_holder", '
    '"file": FILE, "fields": {"account": "account", "name": "name"}}'
)
TEXT = '{"format": "text", "encoding": "utf-8", "delimiter": ";"}'
FORMATS = {
    "csv": (TEXT, "account;name\n", "KZ699990000000000001;{}\n"),
    "jsonl": ('{"format": "jsonl"}', "", '{{"account": "KZ699990000000000001", "name": "{}"}}\n'),
}
GROWTH_MB = 150  # what twelve times as large a file may take more


def peak_mb(tmp_path, kind, rows):
    file, header, row = FORMATS[kind]
    path = tmp_path / f"{rows}.{kind}"
    with path.open("w", encoding="utf-8") as made:
        made.write(header)
        made.writelines(row.format(f"Әсел {n:060}") for n in range(rows))
    given = [path, tmp_path / f"home-{rows}", TEMPLATE.replace("FILE", file)]
    command = [sys.executable, "-c", STAGE, *map(str, given)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    done, peak = map(int, made.stdout.split())
    assert done == rows
    return peak


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_twelve_times_as_large_takes_no_more_memory(tmp_path, kind):
    small, large = peak_mb(tmp_path, kind, 100_000), peak_mb(tmp_path, kind, 1_200_000)
    assert large - small < GROWTH_MB
