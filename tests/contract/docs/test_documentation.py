"""Documentation cannot rot: what there is stands in it, and what stands in it is there."""

import importlib.util
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
import typer

from etl.templates import catalogue as templates
from ui.cli.application import COMMANDS, application

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
# addresses of package registries and download sites; written apart, so that this file does not hold them either
HOSTS = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("repo1", "maven"), ("repo", "maven"), ("npmjs", "org"),
                  ("maven", "org"), ("conda", "anaconda"), ("jsdelivr", "net"), ("unpkg", "com"), ("cdnjs", "com"))
]  # fmt: skip


@cache
def generated() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: page() for name, page in module.PAGES.items()}


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", ["ontology.md", "questions.md", "indicators.md", "reason-codes.md"])
def test_a_page_made_from_data_is_as_make_docs_would_write_it_now(name: str) -> None:
    assert page(name) == generated()[name], "run make docs"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_is_documented(name: str) -> None:
    text = page("cli.md")
    section = text.partition(f"### izder {name}\n")[2].partition("\n### ")[0]
    assert section, f"docs/cli.md has no section «izder {name}»"
    common = text.partition("\n## The server")[0]
    command = typer.main.get_command(application())
    for word in name.split():
        command = command.commands[word]
    options = {flag for each in command.params for flag in each.opts if flag.startswith("--")}
    assert {flag for flag in options if flag not in section + common} == set()


def test_every_template_is_documented() -> None:
    assert {name for name in templates() if f"`{name}`" not in page("templates.md")} == set()


FOR_NEO4J_ITSELF = {"NEO4J_HOME", "NEO4J_CONF"}  # we set them for its own tools, and nobody sets them for us


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    ours = [path for path in tracked() if path.suffix == ".py" and "tests" not in path.parts]
    code = "\n".join(path.read_text("utf-8") for path in ours)
    read = set(re.findall(r"\b(?:IZDER|NEO4J)_[A-Z0-9_]+", code)) - FOR_NEO4J_ITSELF
    documented = set(re.findall(r"`((?:IZDER|NEO4J)_[A-Z0-9_]+)`", page("settings.md")))
    assert read == documented


def test_the_commands_of_the_readme_are_those_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = "\n".join(each.read_text("utf-8") for each in PAGES)
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE))
    assert {"demo", "test", "check", "lock", "bench", "evaluate", "clean"} <= targets
    assert {"demo", "test"} <= named <= targets


def test_izder_commands_in_the_pages_exist() -> None:
    named = {word for each in PAGES for word in re.findall(r"(?m)(?:^\s*|`)izder ([a-z]+)\b", each.read_text("utf-8"))}
    assert named <= {name.partition(" ")[0] for name in COMMANDS}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_every_decision_is_in_the_index() -> None:
    index = page("adr/README.md")
    assert [path.name for path in (DOCS / "adr").glob("0*.md") if f"({path.name})" not in index] == []


def test_no_committed_file_names_a_registry() -> None:
    found = []
    for path in tracked():
        if "examples" in path.parts or path.suffix in {".png", ".ttf", ".xlsx", ".parquet"}:
            continue
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text]
    assert found == []
