"""The JSON documents that others build on; docs/cli.md says what each holds."""

from collections.abc import Iterable
from typing import Any

from core.answers import Answer
from core.networks import Member, Network, Reason, RowRef, Run
from core.phrases import Phrases

Document = dict[str, Any]


def networks_document(run: Run, language: str) -> Document:
    """What `izder networks --json` prints. `persons` serves evaluation only."""
    return {
        "run": run.id,
        "as_of": run.as_of,
        "networks": [_network(network, language) for network in run.networks],
        "persons": [person.model_dump(include={"id", "iin", "score", "role"}) for person in run.persons],
    }


def answer_document(answer: Answer) -> Document:
    """What `izder ask NAME --json` prints: times in epoch milliseconds UTC, money in tiyn."""
    return {
        "question": answer.question,
        "columns": list(answer.columns),
        "types": list(answer.types),
        "titles": list(answer.titles),
        "rows": answer.rows,
        "cut": answer.cut,
        "total": answer.total,
        "notes": list(answer.notes),
        "files": dict(answer.files),
        "words": dict(answer.words),
    }


def _network(network: Network, language: str) -> Document:
    members = [_member(member, language) for member in network.members]
    plain = network.model_dump(include={"id", "rank", "score"} | ({"fdr"} if network.fdr is not None else set()))
    return plain | {"members": members}


def _member(member: Member, language: str) -> Document:
    """A member; what speaks against stands among the reasons, with a negative llr."""
    plain = member.model_dump(include={"id", "iin", "name", "role", "core", "score", "stability"})
    reasons = [reason_document(reason, language) for reason in (*member.reasons, *member.doubts)]
    return plain | {"phones": list(member.phones), "ibans": list(member.ibans), "reasons": reasons}


def reason_document(reason: Reason, language: str) -> Document:
    """A reason in words, with its rows."""
    return {
        "indicator": reason.indicator,
        "family": reason.family,
        "llr": reason.llr,
        "text": Phrases.load().text(reason.key, language, **reason.parameters),
        "rows": rows_document(reason.rows),
    }


def rows_document(rows: Iterable[RowRef]) -> list[Document]:
    """Where something comes from: file and row."""
    return [{"file": row.file, "row": row.row} for row in rows]
