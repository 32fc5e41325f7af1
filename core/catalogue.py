"""Reading our own data files: YAML checked against a model, with an answer that names file and field."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import CatalogueError


class Entry(BaseModel):
    """Base of all that our data files hold: frozen, refuses unknown keys, reads `from` as `from_`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Titles(Entry):
    """One name in the three languages."""

    ru: str
    kk: str
    en: str

    def text(self, language: str) -> str:
        """The name in `language` (ru, kk or en)."""
        return str(getattr(self, language))


E = TypeVar("E", bound=BaseModel)


class _StrictLoader(yaml.CSafeLoader):
    """YAML that refuses a key given twice, which plain YAML would let win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.YAMLError(f"key given twice: {', '.join(twice)}")
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> object:
    """What a YAML file holds.

    Raises:
        CatalogueError: the file cannot be read, or a key is given twice.
    """
    try:
        return parse_yaml(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path.name} cannot be read: {error}") from error


def parse_yaml(text: str, name: str) -> object:
    """What a YAML text holds; `name` says in an error where it stands.

    Raises:
        CatalogueError: the text is not YAML, or a key is given twice.
    """
    try:
        return yaml.load(text, _StrictLoader)  # noqa: S506 - derives from the safe loader
    except yaml.YAMLError as error:
        at = _at(error)
        raise CatalogueError(f"{name} cannot be read: {error}", key="not_yaml", file=name, at=at) from error


def read(path: Path, model: type[E]) -> E:
    """One entry, checked against its model.

    Raises:
        CatalogueError: unknown key, missing key or wrong value, named one by one.
    """
    try:
        return model.model_validate(read_yaml(path))
    except ValidationError as error:
        wrong = mistakes(error)
        raise CatalogueError(f"{path.name}: {wrong}", key="not_as_must", file=path.name, mistakes=wrong) from error


def mistakes(error: ValidationError) -> str:
    """Every mistake with the key that it stands under; of the whole file without one."""
    said = [(".".join(map(str, each["loc"])), each["msg"].removeprefix("Value error, ")) for each in error.errors()]
    return "; ".join(f"{key}: {message}" if key else message for key, message in said)


def _at(error: yaml.YAMLError) -> int:
    """The line that is wrong; the first where it is not known."""
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


def read_folder(folder: Path, model: type[E]) -> Mapping[str, E]:
    """Entries of all `*.yaml` of a folder by file name without ending, in the order of names."""
    return MappingProxyType({path.stem: read(path, model) for path in sorted(folder.glob("*.yaml"))})
