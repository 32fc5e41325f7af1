"""What to narrow where a question took too long or too much memory: its own parameters, as far as they still can."""

from collections.abc import Iterator, Mapping
from typing import Any

from core.errors import StoreUnavailable
from core.phrases import Phrases
from queries import Parameter, Question

LIMITS = {"store_slow": "took longer", "store_memory": "needed more memory"}
PARTIES = ("person:", "org:", "iin:", "bin:")  # each stands for all of its numbers and accounts


def narrowed(question: Question, bound: Mapping[str, Any], error: StoreUnavailable, language: str) -> StoreUnavailable:
    """The error that names what to narrow in this question; the same error where no limit was reached.

    bound: the parameters as `queries.binding.bind` gives them.
    """
    if error.key not in LIMITS or not question.listed:
        return error
    title, narrow = question.title.text(language), what(question, bound, language)
    return StoreUnavailable(
        f"{question.name} {LIMITS[error.key]} than one question may have and was stopped. "
        f"Narrow it: {what(question, bound, 'en')}.",
        key=f"too_much.{error.key}", question=question.name, title=title, narrow=narrow,
    )  # fmt: skip


def what(question: Question, bound: Mapping[str, Any], language: str) -> str:
    """What of a question can be narrowed still, in a language; that nothing can be where that is so."""
    phrases = Phrases.load()
    ways = [(each, _way(each, bound.get(each.name))) for each in question.parameters]
    days = ", ".join(each.name for each, way in ways if way == "days")
    told = [phrases.text("narrowing.days", language, names=days)] if days else []
    for each, way in ways:
        if way and way != "days":
            told.append(phrases.text(f"narrowing.{way}", language, name=each.name, title=each.title.text(language)))
    return "; ".join(told) or phrases.text("narrowing.nothing", language)


def _way(parameter: Parameter, value: Any) -> str | None:  # noqa: ANN401 (a value of any type)
    """How a parameter makes the question smaller than it is with this value; None where it does not."""
    return next((way for way, can in _ways(parameter, value) if can), None)


def _ways(parameter: Parameter, value: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401 (a value of any type)
    yield "days", parameter.type == "date"
    yield "steps", parameter.type == "steps"
    yield "kinds", parameter.type == "kind" and (value is None or len(value) > 1)
    yield "fewer", parameter.type == "entities" and len(value or ()) > (parameter.least or 1)
    yield "line", parameter.type == "entity" and parameter.of is None and str(value).startswith(PARTIES)
    yield "one", parameter.narrows == "one" and value is None
    yield "smaller", parameter.narrows == "smaller" and (value is None or value > (parameter.least or 0))
    yield "larger", parameter.narrows == "larger" and (parameter.most is None or (value or 0) < parameter.most)
