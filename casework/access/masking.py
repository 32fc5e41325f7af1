"""Masks IINs wherever they may stand: fields made for them, answers, and free text such as raw rows.

A number of twelve digits is taken for an IIN even when its check digit is wrong (a mistyped IIN still names
somebody), unless its fifth digit is 4, 5 or 6: then it is a BIN and names a firm. Twelve digits inside an
IBAN are left alone.
"""

import re
from dataclasses import replace as changed
from typing import TypeVar, cast

from core.answers import Answer, RawRow
from core.identifiers import mask_iin
from core.networks import Member, Network, Reason, RowRef, Run
from core.reports import QuarantinedRow

V = TypeVar("V")
IN_TEXT = re.compile(
    r"(?P<iban>(?<![0-9A-Za-z])[A-Z]{2}\d{2}[0-9A-Z]{11,30}(?![0-9A-Za-z]))"
    r"|(?<!\d)\d{4}(?P<fifth>\d)\d[ \u00a0-]?\d{6}(?!\d)"
)


def mask_text(text: str) -> str:
    """The text with every number masked that may be an IIN."""
    return IN_TEXT.sub(replace, text)


def replace(match: re.Match[str]) -> str:
    """What stands in place of one match."""
    if match["iban"] or match["fifth"] in "456":
        return match[0]
    return mask_iin(re.sub(r"\D", "", match[0]))


def mask_value(value: V, kind: str = "text") -> V:
    """A value of an answer's column of type `kind`; rows (`<source>:<row>`) and figures cannot hold an IIN."""
    if isinstance(value, list):
        return cast("V", [mask_value(item, kind) for item in value])
    if not isinstance(value, str) or kind == "rows":
        return value
    return cast("V", mask_iin(value) if kind == "iin" else mask_text(value))


def mask_run(run: Run) -> Run:
    """A run for the screen: IINs masked, and without `persons`, which serves evaluation only."""
    return run.model_copy(update={"networks": tuple(map(mask_network, run.networks)), "persons": ()})


def mask_network(network: Network) -> Network:
    """A network with every IIN in it masked."""
    return network.model_copy(
        update={
            "members": tuple(map(mask_member, network.members)),
            "kind_reasons": mask_reasons(network.kind_reasons),
            "doubts": mask_reasons(network.doubts),
            "gaps": mask_reasons(network.gaps),
        }
    )


def mask_member(member: Member) -> Member:
    """A member with every IIN masked."""
    return member.model_copy(
        update={
            "iin": None if member.iin is None else mask_iin(member.iin),
            "name": None if member.name is None else mask_text(member.name),
            "reasons": mask_reasons(member.reasons),
            "doubts": mask_reasons(member.doubts),
        }
    )


def mask_reasons(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Reasons with their parameters' texts and the names of their files masked."""
    return tuple(
        reason.model_copy(
            update={
                "parameters": {k: mask_value(v) for k, v in reason.parameters.items()},
                "rows": tuple(map(mask_ref, reason.rows)),
            }
        )
        for reason in reasons
    )


def mask_ref(ref: RowRef) -> RowRef:
    """A file may be named after the person it is about."""
    return ref.model_copy(update={"file": mask_text(ref.file)})


def mask_answer(answer: Answer) -> Answer:
    """An answer with every IIN in it masked, whatever its column is called."""
    kinds = answer.types or ("text",) * len(answer.columns)
    rows = [[mask_value(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in answer.rows]
    files = {source: mask_text(name) for source, name in answer.files.items()}
    return changed(answer, rows=rows, files=files, notes=tuple(map(mask_text, answer.notes)))


def mask_raw(row: RawRow) -> RawRow:
    """A raw row with every IIN in it masked."""
    cells = {name: mask_text(value) for name, value in row.cells.items()}
    amended = tuple(
        each.model_copy(update={"cells": {name: mask_text(value) for name, value in each.cells.items()}})
        for each in row.amended
    )
    return changed(row, ref=mask_ref(row.ref), raw=mask_text(row.raw), cells=cells, amended=amended)


def mask_held(row: QuarantinedRow) -> QuarantinedRow:
    """A quarantined row with every IIN in it masked."""
    return row.model_copy(
        update={name: mask_text(getattr(row, name)) for name in ("file", "detail", "raw")}
    )
