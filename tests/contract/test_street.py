"""The import contracts cover what is there: a module nobody listed would be free to break them."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
KNOW_NEO4J = {"graph.server", "graph.store"}


def modules(room: str) -> set[str]:
    found = {path.stem for path in (ROOT / room).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    return {f"{room}.{name}" for name in found - {"__init__"}}


def test_every_module_of_graph_is_either_known_to_know_neo4j_or_held_not_to() -> None:
    held = next(each["source_modules"] for each in CONTRACTS if "Neo4j" in each["name"])
    assert modules("graph") - KNOW_NEO4J == {name for name in held if name.startswith("graph.")}


def test_every_room_has_its_place_in_the_street() -> None:
    street = next(each["layers"] for each in CONTRACTS if each["type"] == "layers")
    assert {room for layer in street for room in layer.split(" | ")} == {
        path.parent.name for path in ROOT.glob("*/__init__.py")
    }
