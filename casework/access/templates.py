"""Templates behind the gate: a file of unknown make is looked at only for a purpose, and IINs in it leave masked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from casework.access.masking import mask_text
from casework.purpose import Purpose
from core.drafts import Draft, Encodings, Plain, Rehearsal, TemplateSheet, Wishes
from core.home import Home
from etl.draft.drafting import candidates, draft
from etl.draft.rehearsal import rehearse
from etl.templates import shelf
from etl.templates.text import read_template

P = TypeVar("P", bound=Plain)
_SAID = ("encoding", "header_row", "sheet", "record")  # of the wishes, what stands in the log


class TemplateGate:
    """Drafts, dry runs and the list of templates. Templates themselves hold no data about anybody."""

    def __init__(self, home: Home, enter: Callable[..., None]) -> None:
        self._home, self._enter = home, enter

    def encodings(self, purpose: Purpose, path: Path, *, name: str | None = None) -> Encodings:
        """The encodings that a file may be in, side by side with its words; IINs masked.

        Raises:
            AccessRefused: as for `draft`.
            InputError: the file is empty or cannot be read.
        """
        self._enter(purpose, "draft encodings", file=name or path.name)
        return masked(candidates(path))

    def draft(
        self, purpose: Purpose, path: Path, wishes: Wishes | None = None, *, name: str | None = None,
        reveal: bool = False,
    ) -> Draft:  # fmt: skip
        """What a file seems to be, proposal by proposal; IINs in samples masked unless revealed.

        Raises:
            AccessRefused: no valid purpose, or the audit entry could not be written.
            InputError: the file cannot be read, holds no table, or a wish names what is not there.
        """
        said = {key: value for key in _SAID if (value := getattr(wishes, key, None)) is not None}
        self._enter(purpose, "reveal draft" if reveal else "draft", file=name or path.name, **said)
        found = draft(path, wishes, name=name)
        return found if reveal else masked(found)

    def rehearse(
        self, purpose: Purpose, path: Path, template: str | Wishes, *, name: str | None = None, reveal: bool = False
    ) -> Rehearsal:
        """A dry run of a file's first rows with a template (YAML), or with what a draft with these wishes makes.

        Raises:
            AccessRefused: as for `draft`.
            InputError: the file cannot be read, or the template is none or does not fit it.
        """
        shown = name or path.name
        self._enter(purpose, "reveal rehearsal" if reveal else "rehearse", file=shown)
        text = template if isinstance(template, str) else draft(path, template, name=name).template
        found = rehearse(path, read_template(text, "template.yaml"), self._home, name=shown)
        return found if reveal else masked(found)

    def sheets(self) -> list[TemplateSheet]:
        """Every template: those that come with Izder, and those of this installation with who made them."""
        return shelf.sheets(self._home)

    def text(self, name: str, version: int | None = None) -> str:
        """A template as YAML; the version in force where none is named.

        Raises:
            InputError: there is no such template or version.
        """
        return shelf.text_of(name, self._home, version)


def masked(found: P) -> P:
    """The same with every IIN masked, wherever it stands."""
    return type(found).model_validate(_masked(found.model_dump()))


def _masked(value: Any) -> Any:  # noqa: ANN401 (plain data of any shape)
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, dict):
        return {mask_text(key) if isinstance(key, str) else key: _masked(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return cast("Any", type(value)(map(_masked, value)))
    return value
