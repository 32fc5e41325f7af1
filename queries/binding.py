"""Turns what people type into what Cypher is given: every value checked against its parameter's type."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from core import identifiers, ontology
from core.catalogue import Titles
from core.clock import LOCAL, day_start, to_ms
from core.errors import UnknownQuestion
from core.money import tiyn
from queries.question import MOST_EDGES, Parameter, Question
from queries.steps import ANY_KIND, StepWords, split

ANYWHERE = Parameter(name="step", type="text", title=Titles(ru="Шаг", kk="Қадам", en="Step"))
MOST_ENTITIES = 2000  # in one list: what a picture may hold
MOST_NUMBER = 2**53  # of a number whose question gives no range: one that serves the screen or an analysis


def _dialled(text: str) -> str | None:
    """A number that can be dialled; a sender's name needs its prefix, for any word could be one."""
    found = identifiers.msisdn(text)
    return found.number if found and found.kind != "sender" else None


def _arrest(text: str) -> str | None:
    return text if re.fullmatch(r"\d{6,}/\d+", text) else None


Reader = Callable[[str], str | None]
KEYS: Mapping[str, Reader] = {
    "Identifier": identifiers.iin,
    "Account": identifiers.account,
    "Device": identifiers.imei,
    "Sim": identifiers.imsi,
    "Card": identifiers.card,
    "Phone": identifiers.phone,
}
# what a text without a prefix is tried as, in this order
GUESSES: Mapping[str, Reader] = {**KEYS, "Arrest": _arrest, "Phone": _dialled}
ORDER = ("Identifier", "Account", "Arrest", "Device", "Card", "Phone")


def bind(question: Question, given: Mapping[str, Any], limit: int) -> dict[str, Any]:
    """Parameters for the question's Cypher, `limit`, `zone` and `most` among them.

    Raises:
        UnknownQuestion: a parameter is missing, not known, not of its type or outside its range; the message names it
            and says what is expected.
    """
    unknown = ", ".join(sorted(set(given) - {parameter.name for parameter in question.parameters}))
    if unknown:
        takes = ", ".join(parameter.name for parameter in question.parameters) or "—"
        raise UnknownQuestion(
            f"{question.name} does not know {unknown}; it takes {takes}.",
            key="no_parameter", question=question.name, unknown=unknown, takes=takes,
        )  # fmt: skip
    bound = {each.name: _value(question, each, given.get(each.name)) for each in question.parameters}
    _in_order(question, bound)
    return bound | {"limit": limit, "zone": LOCAL, "most": MOST_EDGES}


def entity_id(text: str, of: str | None = None) -> str:
    """The id that a text means: an id as it is, else a key of label `of`, else whatever identifier it can be.

    Raises:
        UnknownQuestion: it is no id and no identifier that we know.
    """
    text = text.strip()
    kind = ontology.load().node_of(text) if ":" in text else None
    if kind is not None:
        prefix, _, key = text.partition(":")
        return f"{prefix}:{KEYS.get(kind.label, str)(key) or key}"
    for label in (of,) if of else ORDER:
        if read := GUESSES.get(label, str)(text):
            return f"{_prefix(label, read)}:{read}"
    raise UnknownQuestion(
        f"«{text}» is no {of or 'id, phone number, IBAN, IIN, IMEI or card'} that can be read.",
        key=f"no_identifier.{of or 'any'}", text=text,
    )  # fmt: skip


def _prefix(label: str, key: str) -> str:
    if label == "Identifier" and identifiers.is_organisation(key):
        return "bin"
    return ontology.load().nodes[label].prefix


def _in_order(question: Question, bound: Mapping[str, Any]) -> None:
    """Refuse a period that ends before it begins: its answer would be empty, and say nothing."""
    since, until = bound.get("since"), bound.get("until")
    if since is not None and until is not None and until < since:
        raise UnknownQuestion(
            f"{question.name}: the period ends (until) before it begins (since).",
            key="parameter_wrong.period", question=question.name,
        )  # fmt: skip


def _value(question: Question, parameter: Parameter, given: object) -> object:
    if given in (None, "", []):
        if parameter.required and parameter.default is None:
            raise UnknownQuestion(
                f"{question.name} needs {parameter.name}: {parameter.title.en}.",
                key="parameter_needed", question=question.name, parameter=parameter.name,
            )  # fmt: skip
        return parameter.default
    try:
        return READERS[parameter.type](given, parameter)
    except ValueError as error:
        expected = _expected(parameter)
        raise UnknownQuestion(
            f"{question.name}, {parameter.name}: «{given}» is not {WANTED[parameter.type].format(**expected)}.",
            key=f"parameter_wrong.{parameter.type}", question=question.name, parameter=parameter.name, given=str(given),
            **expected,
        ) from error  # fmt: skip


def _expected(parameter: Parameter) -> dict[str, str | int]:
    """What a value of this parameter may be, where that depends on more than its type."""
    if parameter.type == "integer" and parameter.least is not None and parameter.most is not None:
        return {"least": parameter.least, "most": parameter.most}
    if parameter.type == "entities":
        return {"least": parameter.least or 1, "most": parameter.most or MOST_ENTITIES}
    return {"options": ", ".join(parameter.options), "least": -MOST_NUMBER, "most": MOST_NUMBER}


def _entities(given: str | Sequence[str], parameter: Parameter) -> list[str]:
    texts = given.split(",") if isinstance(given, str) else given
    ids = list(dict.fromkeys(entity_id(text, parameter.of) for text in texts if text.strip()))
    if not (parameter.least or 1) <= len(ids) <= (parameter.most or MOST_ENTITIES):
        raise ValueError
    return ids


def _integer(given: str | int, parameter: Parameter) -> int:
    number, expected = int(given), _expected(parameter)
    if not int(expected["least"]) <= number <= int(expected["most"]):
        raise ValueError
    return number


def _kinds(given: str | Sequence[str], _parameter: Parameter) -> list[str]:
    """Types of edges; a layer's name stands for all of its types."""
    edges = ontology.load().edges
    words = [text.strip() for text in (given.split(",") if isinstance(given, str) else given)]
    edges = ontology.load().edges
    meant = [[kind for kind, edge in edges.items() if word.lower() in (kind.lower(), edge.layer)] for word in words]
    if not all(meant):
        raise ValueError
    return [kind for kinds in meant for kind in kinds]


def _day(given: str | date, _parameter: Parameter) -> int:
    return day_start(given if isinstance(given, date) else date.fromisoformat(given))


def _moment(given: str | datetime, _parameter: Parameter) -> int:
    return to_ms(given if isinstance(given, datetime) else datetime.fromisoformat(given))


def _tenge(given: str | int, _parameter: Parameter) -> int:
    amount = tiyn(str(given).replace(",", "."))
    if amount is None or amount < 0:
        raise ValueError
    return amount


def _option(given: str, parameter: Parameter) -> str:
    if given not in parameter.options:
        raise ValueError
    return given


def _step(words: StepWords) -> dict[str, object]:
    """One step as an analysis takes it: kind, direction, since, until, least."""
    kinds = None if words.kinds == ANY_KIND else _kinds(words.kinds, ANYWHERE)
    days = {name: _day(words.told[name], ANYWHERE) if name in words.told else None for name in ("since", "until")}
    least = _tenge(words.told["least"], ANYWHERE) if "least" in words.told else None
    return {"kind": kinds, "direction": words.direction, **days, "least": least}


READERS: Mapping[str, Callable[[Any, Parameter], Any]] = {
    "text": lambda given, _: str(given),
    "entity": lambda given, parameter: entity_id(str(given), parameter.of),
    "entities": _entities,
    "integer": _integer,
    "date": _day,
    "time": _moment,
    "money": _tenge,
    "kind": _kinds,
    "choice": _option,
    "steps": lambda given, _: [_step(words) for words in split(given)],
}
WANTED: Mapping[str, str] = {
    "text": "a text",
    "entity": "an id",
    "entities": "a list of {least} to {most} ids",
    "integer": "a whole number from {least} to {most}",
    "date": "a day as yyyy-mm-dd",
    "time": "a moment as yyyy-mm-dd hh:mm",
    "money": "a sum in tenge",
    "kind": "a kind or layer of edges",
    "choice": "one of {options}",
    "steps": "one to four steps such as «calls out since=2025-10-01; transfers in least=100000»",
}
