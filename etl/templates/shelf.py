"""The templates of an installation: saved in versions, each with who made it and when; none is ever overwritten.

`templates/NAME.yaml` is in force; `templates/versions/NAME.N.yaml` is version N, the one in force among them.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.catalogue import parse_yaml
from core.clock import from_ms, now_ms
from core.drafts import TemplateSheet
from core.errors import InputError
from core.home import Home
from etl.templates.catalogue import built_in, catalogue
from etl.templates.model import Template
from etl.templates.text import read_template, template_text

_FILE = re.compile(r"(?P<name>[a-z][a-z0-9_]*)\.(?P<version>\d+)\.yaml")


def save(text: str, home: Home, author: str) -> TemplateSheet:
    """Put a template in force as the next version of its name, and keep the ones before.

    Raises:
        InputError: the text is no template, or bears the name of one that comes with Izder.
    """
    template = read_template(text, "template.yaml")
    if template.name in built_in():
        raise InputError(f"«{template.name}» comes with Izder and stays as it is: give yours another name.")
    _keep_what_was_edited(home, template.name)
    version = max(versions(home, template.name), default=0) + 1
    given = parse_yaml(text, template.name)
    made = {"version": version, "author": author, "made": from_ms(now_ms()).isoformat(timespec="seconds")}
    whole = _comments(text) + template_text(_ordered(given, made))
    read_template(whole, template.name)
    _write(_kept(home, template.name, version), whole)
    _write(home.templates / f"{template.name}.yaml", whole)
    return sheet(read_template(whole, template.name), home)


def sheets(home: Home) -> list[TemplateSheet]:
    """Every template, ours first."""
    return [sheet(template, home) for template in catalogue(home).values()]


def sheet(template: Template, home: Home) -> TemplateSheet:
    """A template as it is listed."""
    return TemplateSheet(
        name=template.name, version=template.version, titles=template.titles.model_dump(), record=template.record,
        agency=template.agency, author=template.author, made=template.made, built_in=template.name in built_in(),
        versions=tuple(versions(home, template.name)) or (template.version,),
    )  # fmt: skip


def text_of(name: str, home: Home, version: int | None = None) -> str:
    """A template as YAML; the one in force where no version is named.

    Raises:
        InputError: there is no such template or version.
    """
    if name not in catalogue(home):
        raise InputError(f"There is no template «{name}»; there are {', '.join(sorted(catalogue(home)))}.")
    own, kept = home.templates / f"{name}.yaml", _kept(home, name, version or 0)
    in_force = own if own.is_file() else Path(__file__).with_name(f"{name}.yaml")
    if version in (None, catalogue(home)[name].version):
        return in_force.read_text("utf-8")
    if not kept.is_file():
        known = ", ".join(map(str, versions(home, name) or [catalogue(home)[name].version]))
        raise InputError(f"«{name}» has no version {version}; it has {known}.")
    return kept.read_text("utf-8")


def versions(home: Home, name: str) -> list[int]:
    """Numbers of the versions of a template that were saved here, in order."""
    own = home.templates / f"{name}.yaml"
    current = [read_template(own.read_text("utf-8"), own.name).version] if own.is_file() else []
    return sorted({*current, *_numbers(home, name)})


def _numbers(home: Home, name: str) -> Iterator[int]:
    for path in (home.templates / "versions").glob(f"{name}.*.yaml"):
        if (found := _FILE.fullmatch(path.name)) and found["name"] == name:
            yield int(found["version"])


def _keep_what_was_edited(home: Home, name: str) -> None:
    """A template that was put in the folder, or changed there, by hand is kept too, before another takes its place."""
    own = home.templates / f"{name}.yaml"
    if not own.is_file():
        return
    text = own.read_text("utf-8")
    kept = _kept(home, name, read_template(text, own.name).version)
    if not kept.is_file():
        _write(kept, text)
    elif kept.read_text("utf-8") != text:
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        _write(kept.with_suffix(f".edited-{digest}.yaml"), text)


def _kept(home: Home, name: str, version: int) -> Path:
    return home.templates / "versions" / f"{name}.{version}.yaml"


def _comments(text: str) -> str:
    """The lines of comment at the top, without those that a draft has left to be settled before saving (#?)."""
    lines = text.splitlines(keepends=True)
    until = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    return "".join(line for line in lines[:until] if not line.startswith("#?"))


def _ordered(given: object, made: dict[str, object]) -> dict[str, object]:
    """Who made it stands beside name and version, whatever order it came in."""
    rest = {key: value for key, value in dict(given or {}).items() if key not in made}  # type: ignore[call-overload] # a template's file holds a mapping
    return {"name": rest.pop("name"), **made, **rest}


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
