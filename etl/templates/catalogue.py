"""Finds templates: ours, those of this installation, or a file that somebody names."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from core.catalogue import read, read_folder
from core.errors import CatalogueError, InputError
from core.home import Home
from etl.templates.model import Template

HERE = Path(__file__).parent


@cache
def built_in() -> Mapping[str, Template]:
    """The templates that come with Izder, by name."""
    return _checked(HERE)


def catalogue(home: Home | None = None) -> Mapping[str, Template]:
    """All templates by name: ours and those in `home.templates`.

    Raises:
        CatalogueError: a template does not read, is not named like its file, or takes a name that is given.
    """
    own = _checked(home.templates) if home and home.templates.is_dir() else {}
    if twice := sorted(set(own) & set(built_in())):
        raise CatalogueError(f"Templates of this installation bear names of ours: {', '.join(twice)}. Rename them.")
    return MappingProxyType({**built_in(), **own})


def named(template: str, home: Home) -> Template:
    """The template of this name, or in this YAML file.

    Raises:
        InputError: there is neither.
        CatalogueError: the file is no valid template.
    """
    known = catalogue(home)
    if template in known:
        return known[template]
    path = Path(template).expanduser()
    if path.is_file():
        return read(path, Template)
    raise InputError(f"There is no template «{template}», and no such file; there are {', '.join(sorted(known))}.")


def _checked(folder: Path) -> Mapping[str, Template]:
    templates = read_folder(folder, Template)
    if wrong := [f"{stem}.yaml is named {t.name} inside" for stem, t in templates.items() if t.name != stem]:
        raise CatalogueError(f"Templates: {'; '.join(wrong)}.")
    return templates
