"""Writes the pages of docs/ that follow from data: run it (`make docs`) after changing the data; a test compares."""

from collections.abc import Callable, Iterable, Mapping
from inspect import getdoc, getsourcefile
from pathlib import Path

from core import ontology
from core.ontology import EdgeKind, NodeKind, Property
from core.phrases import Phrases
from core.settings import LANGUAGES
from etl.checks.rules import load as load_rules
from graph.indicators.registry import INDICATORS, Indicator
from queries import Parameter, Question, catalogue
from queries.question import MOST_EDGES

DOCS = Path(__file__).parent
ROOT = DOCS.parent
CODES = sorted(load_rules().codes())
NOTICE = "<!-- Made by `make docs` from the data it describes; change the data, not this page. -->"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [list(head), *[[cell.replace("|", "\\|") for cell in row] for row in rows]]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ontology_page() -> str:
    """Kinds of nodes and edges."""
    known = ontology.load()
    parts = [
        NOTICE,
        "# Ontology\n\nWhat the graph knows, one YAML file for each kind in `core/ontology/`. Ids carry their kind as "
        "a prefix. Times are epoch milliseconds UTC, money is tiyn. After a property stand its type and merge word, "
        "which says how two values of it meet, so that the order of loading does not matter.",
        "## Nodes",
        table(
            ["label", "id", "ru", "kk", "en", "properties", "found by"],
            (_node(label, kind) for label, kind in known.nodes.items()),
        ),
        "## Edges\n\nEvery edge also bears: " + _properties(_common(known.edges.values())) + ".",
        table(
            ["type", "from", "to", "layer", "ru", "kk", "en", "own properties"],
            (_edge(kind, _common(known.edges.values())) for kind in known.edges.values()),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _node(label: str, kind: NodeKind) -> list[str]:
    ids = ", ".join(f"`{prefix}:{'<' + kind.key + '>' if kind.key else '…'}`" for prefix in (kind.prefix, *kind.also))
    titles = [kind.titles.text(language) for language in ("ru", "kk", "en")]
    return [f"`{label}`", ids, *titles, _properties(kind.properties), ", ".join(kind.search)]


def _edge(kind: EdgeKind, common: Mapping[str, Property]) -> list[str]:
    own = {name: held for name, held in kind.properties.items() if name not in common}
    titles = [kind.verb.text(language) for language in ("ru", "kk", "en")]
    ends = [", ".join(kind.from_), ", ".join(kind.to)]
    return [f"`{kind.type}`", *ends, kind.layer, *titles, _properties(own)]


def _common(edges: Iterable[EdgeKind]) -> dict[str, Property]:
    first, *rest = [kind.properties for kind in edges]
    return {name: held for name, held in first.items() if all(name in other for other in rest)}


def _properties(held: Mapping[str, Property]) -> str:
    return ", ".join(f"`{name}` ({each.type}, {each.merge})" for name, each in held.items())


def questions_page() -> str:
    """The catalogue of questions."""
    parts = [
        NOTICE,
        "# Questions\n\nWhat `izder ask` and the screen offer, one file each in `queries/<topic>/`: Cypher, or the "
        "name of an analysis in `graph/analyses/`. An "
        "optional parameter stands in brackets. An entity is an id, or anything that identifies: a phone number as "
        "people write it, an IBAN, an IIN, an IMEI, a masked card, a register number. A day is `yyyy-mm-dd`, "
        "a time `yyyy-mm-dd hh:mm`, both local; money is tenge. "
        "A number outside the range that stands beside it, or a longer list, is refused in a sentence that names the "
        "range, never cut in silence; what is typed is checked before Neo4j is started. "
        "Every row leads to the rows of delivered files that it rests on; every answer says what was cut off and what "
        f"the court's sanctions do not open. One answer looks at {MOST_EDGES:,} edges at most and says so; it has ten "
        "seconds and 384 MB, and where they are used up, it says what to narrow. Whatever may be asked can be kept "
        "under a name ([izder saved](cli.md#izder-saved-add)). [How to add one](../CONTRIBUTING.md#a-question).",
    ]
    listed = [question for question in catalogue().values() if question.listed]
    for topic in dict.fromkeys(question.topic for question in listed):
        parts += [f"## {topic}", *(_question(question) for question in listed if question.topic == topic)]
    return "\n\n".join(parts) + "\n"


def _question(question: Question) -> str:
    words = [f"{each.name}=…" if each.required else f"[{each.name}=…]" for each in question.parameters]
    titles = " · ".join(question.title.text(language) for language in ("ru", "kk", "en"))
    columns = ", ".join(f"`{column.name}`" for column in question.returns)
    asks = [f"- `{each.name}` ({_type(each)}{_default(each.default)}): {each.title.en}" for each in question.parameters]
    usage = " ".join(["izder ask", question.name, *words])
    bullets = "\n".join([*asks, f"- gives {columns}"])
    return "\n\n".join([f"### {question.name}", titles, question.purpose.en, f"`{usage}`", bullets])


def _type(parameter: Parameter) -> str:
    span = "" if parameter.least is None else f", {parameter.least:,} to {parameter.most:,}"
    return (" or ".join(parameter.options) or parameter.type) + span


def _default(value: object) -> str:
    return "" if value is None else f", else {value}"


def indicators_page() -> str:
    """The indicators of detection."""
    known = list(INDICATORS.values())
    head = ["indicator", "family", "own conduct", "what it says"]
    parts = [
        NOTICE,
        "# Indicators\n\nEach is a pure function over column tables that returns who, a log likelihood ratio, a reason "
        "in words and the rows behind it. The largest of a family counts, capped; a counter-indicator speaks against. "
        "Nobody is proposed on fewer than two independent families, of which one is own conduct. "
        "[How to add one](../CONTRIBUTING.md#an-indicator).",
        "## What speaks for",
        table(head, (_indicator(each) for each in known if not each.counter)),
        "## What speaks against",
        table(head, (_indicator(each) for each in known if each.counter)),
    ]
    return "\n\n".join(parts) + "\n"


def _indicator(indicator: Indicator) -> list[str]:
    file = Path(getsourcefile(indicator.fire) or "").relative_to(ROOT)
    said = " ".join((getdoc(indicator.fire) or "").split("\n\n")[0].split())
    return [f"[{indicator.name}](../{file})", indicator.family, "yes" if indicator.own_conduct else "no", said]


def reasons_page() -> str:
    """Why a row was not loaded: the reason codes."""
    phrases = Phrases.load()
    texts = ([f"`{code}`", *(phrases.text(f"quarantine.{code}", language) for language in LANGUAGES)] for code in CODES)
    parts = [
        NOTICE,
        "# Reason codes\n\nEvery row of a delivered file ends in exactly one of loaded, duplicate, or quarantined with "
        "one of these codes. The first defect counts: of the line, of its cells in the order of the record's fields, "
        "of their values; scope comes last. Which defect has which code: `etl/checks/rules.yaml`.",
        table(["code", *LANGUAGES], texts),
    ]
    return "\n\n".join(parts) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "ontology.md": ontology_page,
    "questions.md": questions_page,
    "indicators.md": indicators_page,
    "reason-codes.md": reasons_page,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
