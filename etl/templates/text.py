"""Templates as YAML text: how they are written so that people can read and change them."""

from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import ValidationError

from core.catalogue import mistakes, parse_yaml
from core.errors import CatalogueError, InputError
from etl.templates.model import Template


class _Writer(yaml.SafeDumper):
    """Mappings of plain values on one line, all else on lines of their own; the empty word is a key like others."""

    def ignore_aliases(self, data: object) -> bool:
        """Everything is written where it stands, however often."""
        return True

    def check_simple_key(self) -> bool:  # the library writes an empty key with a question mark of its own
        """Whether the next key stands before its colon."""
        empty = isinstance(self.event, yaml.ScalarEvent) and not self.event.value
        return empty or super().check_simple_key()


def _mapping(writer: yaml.SafeDumper, given: dict[str, Any]) -> yaml.Node:
    node = writer.represent_mapping("tag:yaml.org,2002:map", given.items())
    node.flow_style = all(not isinstance(value, dict) for value in given.values()) and "version" not in given
    return node


_Writer.add_representer(dict, _mapping)


def template_text(given: Mapping[str, Any]) -> str:
    """A template as YAML; `given` is what its file holds."""
    return yaml.dump(dict(given), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=120)


def read_template(text: str, name: str) -> Template:
    """The template that a YAML text holds; `name` says in an error where it stands.

    Raises:
        InputError: it is none; every mistake is named.
    """
    try:
        return Template.model_validate(parse_yaml(text, name))
    except CatalogueError as error:
        raise InputError(str(error), key=error.key, **error.parameters) from error
    except ValidationError as error:
        wrong = mistakes(error)
        raise InputError(f"{name} is no template: {wrong}.", key="not_as_must", file=name, mistakes=wrong) from error
