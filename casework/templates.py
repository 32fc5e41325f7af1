"""Putting a template in force: an act of a person, who stands in the template and in the audit log."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from casework.access import Access, Purpose
from core.drafts import TemplateSheet, Wishes
from core.errors import InputError
from core.home import Home
from etl.draft.drafting import draft
from etl.templates import shelf
from etl.templates.text import read_template


@dataclass(frozen=True, slots=True)
class Templates:
    """Saves templates. `actor`: who acts where nobody is named."""

    home: Home
    access: Access
    actor: Callable[[str], Purpose]

    def save(self, text: str, purpose: Purpose | None = None) -> TemplateSheet:
        """Put a template (YAML) in force as the next version of its name; the ones before are kept.

        Raises:
            AccessRefused: the audit entry could not be written.
            InputError: the text is no template, or bears the name of one that comes with Izder.
        """
        purpose, template = purpose or self.actor("template save"), read_template(text, "template.yaml")
        self.access.act(purpose, "template save", name=template.name, record=template.record)
        return shelf.save(text, self.home, purpose.user)

    def save_draft(self, path: Path, wishes: Wishes, purpose: Purpose, *, name: str | None = None) -> TemplateSheet:
        """Put in force what a draft of a file with these wishes makes.

        Raises:
            AccessRefused: the audit entry could not be written.
            InputError: the encoding was not confirmed, or a required field has no column.
        """
        if wishes.encoding is None and (found := draft(path, wishes, name=name)).encodings:
            raise InputError(
                f"Confirm the encoding of «{found.file}» first: a proposal is not enough to load by.",
                key="confirm_encoding", file=found.file,
            )  # fmt: skip
        return self.save(draft(path, wishes, name=name).template, purpose)
