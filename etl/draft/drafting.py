"""The draft of a template for one file: every proposal, with what a person wished in place of it."""

import codecs
from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import category

from core import records
from core.drafts import (
    DIRECTED,
    DIRECTION,
    Choice,
    ColumnDraft,
    Draft,
    EncodingDraft,
    Encodings,
    Ground,
    Parameter,
    Wishes,
)
from core.errors import InputError
from etl.draft.above import Beside, chosen_own, own_number
from etl.draft.contents import Contents, contents
from etl.draft.direction import AMOUNT, IN, OUT, Words, folded, signed
from etl.draft.encodings import doubtful, encodings
from etl.draft.layout import Laid, lay_text, lay_workbook
from etl.draft.matching import Match, Reading, match, readings
from etl.draft.named import format_of, lay_json, lay_parquet
from etl.draft.parted import parted
from etl.draft.sides import KEYS
from etl.draft.templating import template_of, zone_of
from etl.draft.together import Column
from etl.draft.vocabulary import load, meaning
from etl.sources.archive import is_archive, refuse_packed
from etl.templates.text import template_text

_OTHERS = 3
_ROWS = 5  # rows that are shown as cells


def draft(path: Path, wishes: Wishes | None = None, *, name: str | None = None) -> Draft:
    """What a file seems to be. `name`: what it is called, where its path does not say.

    Raises:
        InputError: it cannot be read, holds no table, or a wish names what is not there.
    """
    wishes, shown = wishes or Wishes(), name or path.name
    if not path.is_file():
        raise InputError(f"«{path}» is no file that can be read.", key="no_file", file=str(path))
    _refuse_packed(path, shown)
    read = encodings(path) if format_of(path) == "text" else ()
    encoding, laid = _laid(path, read, wishes)
    _refuse_bytes(laid, shown)
    wishes = _by_place(laid, wishes)
    columns = _columns(laid, wishes)
    owns = {record: own_number(of, laid.above, wishes) for record, of in KEYS.items()}
    tried = readings(columns, wishes.fields, _record(wishes), Beside(owns, laid.above, _ways(columns, wishes)))
    best = tried[0]
    given = template_of(shown, laid, columns, best, wishes, encoding)
    choices = laid.choices | {"record": _chosen_record(tried, wishes), "zone": zone_of(columns, best, wishes)}
    choices |= _chosen_direction(best, columns, wishes)
    if encoding:
        choices = {"encoding": _chosen_encoding(read, encoding, wishes), **choices}
    return Draft(
        file=shown,
        format=laid.format,
        encodings=read,
        doubtful=bool(read) and wishes.encoding is None and doubtful(read),
        choices=choices,
        header=laid.header,
        rows=tuple(tuple(cells[: len(laid.header)]) for _, cells in laid.rows[:_ROWS]),
        columns=tuple(_column(column, best, columns) for column in columns),
        missing=tuple(name for name in best.missing if name not in given["fields"]),
        template=template_text(given),
    )


def candidates(path: Path) -> Encodings:
    """The encodings that a file may be in, side by side.

    Raises:
        InputError: it is empty, an archive, or cannot be read.
    """
    _refuse_packed(path, path.name)
    read = encodings(path) if format_of(path) == "text" else ()
    return Encodings(candidates=read, doubtful=bool(read) and doubtful(read))


def _refuse_packed(path: Path, shown: str) -> None:
    """An archive is not one export.

    Raises:
        InputError: it is one.
    """
    refuse_packed(path, shown)
    if is_archive(path):
        raise InputError(
            f"«{shown}» is a ZIP archive: unpack it and load what it holds.",
            key="other_archive", file=shown, kind="ZIP",
        )  # fmt: skip


def _refuse_bytes(laid: Laid, shown: str) -> None:
    """Names of columns that hold control characters are no names: the file is no text.

    Raises:
        InputError: there are such names.
    """
    if any(category(sign) == "Cc" and sign not in "\n\r\t" for name in laid.header for sign in name):
        raise InputError(f"«{shown}» holds no table.", key="no_table", file=shown)


def _laid(path: Path, read: Sequence[EncodingDraft], wishes: Wishes) -> tuple[str | None, Laid]:
    if not read:
        return None, lay_parquet(path) if format_of(path) == "parquet" else lay_workbook(path, wishes)
    encoding = _known(wishes.encoding) if wishes.encoding else read[0].encoding
    json = format_of(path, encoding) == "jsonl"
    return encoding, lay_json(path, encoding) if json else lay_text(path, encoding, wishes)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise InputError(f"There is no encoding «{encoding}».", key="no_encoding", encoding=encoding) from error


def _by_place(laid: Laid, wishes: Wishes) -> Wishes:
    """The wishes with columns by their places alone."""
    if strange := [name for name in wishes.columns if name not in laid.header]:
        raise InputError(f"There is no column «{strange[0]}»; there are {', '.join(filter(None, laid.header))}.")
    named = {laid.header.index(name): field for name, field in wishes.columns.items()}
    return wishes.model_copy(update={"fields": {**named, **wishes.fields}})


def _columns(laid: Laid, wishes: Wishes) -> list[Column]:
    if strange := [place for place in wishes.fields if not 0 <= place < len(laid.header)]:
        raise InputError(f"There is no column {strange[0] + 1}; the header has {len(laid.header)}.")
    fields = {DIRECTION, *(name for kind in load().fields.values() for name in kind)}
    if unknown := sorted({*filter(None, wishes.fields.values())} - fields):
        raise InputError(f"No record has a field {unknown[0]}; docs/templates.md says where they are listed.")
    rows = [cells for cells in (*(c for _, c in laid.rows), *laid.further) if len(cells) >= len(laid.header) / 2]
    held = [[cells[place] if place < len(cells) else "" for cells in rows] for place in range(len(laid.header))]
    return [
        Column(place, name, contents(cells, wishes.formats, wishes.decimal), cells=tuple(cells))
        for place, (name, cells) in enumerate(zip(laid.header, held, strict=True))
    ]


def _ways(columns: Sequence[Column], wishes: Wishes) -> dict[str, str]:
    """What a person says of words.

    Raises:
        InputError: no column holds them all, or a way is none.
    """
    if strange := [way for way in wishes.ways.values() if way not in (OUT, IN)]:
        raise InputError(f"«{strange[0]}» is no way a row can go; say {OUT} or {IN}.", key="no_way", way=strange[0])
    said = {folded(word) for word in wishes.ways}
    if said and not any(said <= {folded(word) for word in column.held.words} for column in columns):
        words = ", ".join(f"«{word}»" for word in wishes.ways)
        raise InputError(f"No column holds {words} as its few words.", key="no_such_words", words=words)
    return wishes.ways


def _record(wishes: Wishes) -> str | None:
    if wishes.record and wishes.record not in records.load():
        raise InputError(f"There is no record «{wishes.record}»; there are {', '.join(records.load())}.")
    return wishes.record


def _chosen_encoding(read: Sequence[EncodingDraft], encoding: str, wishes: Wishes) -> Choice:
    found = next((each for each in read if each.encoding == encoding), None)
    grounds = (Ground(key="wished"),) if wishes.encoding else found.grounds if found else ()
    return Choice(value=encoding, grounds=grounds, others=tuple(e.encoding for e in read if e.encoding != encoding))


def _chosen_record(tried: Sequence[Reading], wishes: Wishes) -> Choice:
    best = tried[0]
    if wishes.record:
        return Choice(value=best.record, grounds=(Ground(key="wished"),))
    fields = {found.field for found in best.matches.values()}
    parameters = {"columns": len(best.matches), "required": len(fields & set(records.load()[best.record].required)),
                  "of": len(records.load()[best.record].required)}  # fmt: skip
    others = tuple(other.record for other in tried[1:] if other.score > 0)
    return Choice(value=best.record, grounds=(Ground(key="record.fits", parameters=parameters),), others=others)


def _chosen_direction(best: Reading, columns: Sequence[Column], wishes: Wishes) -> dict[str, Choice]:
    """How the direction of its rows is understood, where something in a row says it.

    Raises:
        InputError: no word is known of the column that is wished for it.
    """
    way = best.turn
    for column in (c for c in columns if wishes.fields.get(c.place) == DIRECTION):
        if way is None or column.place not in way.said_by:
            raise _says_none(column)
    if way is None:
        doubts = tuple(_doubts(columns, best, wishes))
        return {DIRECTION: Choice(value="", grounds=doubts)} if doubts else {}
    understood = way.clear and (way.turned or way.amounts is not None)
    own = {"own": chosen_own(way.own, wishes)} if way.own else {}
    codes = () if understood or not isinstance(way.way, Words) or way.way.out or way.way.into else way.way.rest
    return {DIRECTION: Choice(value=way.way.title if understood else "", grounds=way.grounds, others=codes), **own}


def _doubts(columns: Sequence[Column], best: Reading, wishes: Wishes) -> Iterator[Ground]:
    """What speaks of a direction that the draft cannot propose."""
    for column in columns:
        found = best.matches.get(column.place)
        if found and found.field == AMOUNT and (share := signed(column)):
            yield Ground(key="direction.signed", parameters={"column": column.name, "share": round(share, 3)})
        if _is_other_end(column, best) and column.place not in wishes.fields:
            yield Ground(key="direction.nowhere", parameters={"column": column.name})


def _is_other_end(column: Column, best: Reading) -> bool:
    """Whether a column is the other side's by its header, and names one end of a row."""
    found = best.matches.get(column.place)
    ends = records.load()[best.record].governed if best.record in DIRECTED else ()
    return found is not None and found.field in ends and "other" in meaning(column.name).words


def _says_none(column: Column) -> InputError:
    words = ", ".join(f"«{word}»" for word in column.held.words[:_OTHERS]) or "—"
    return InputError(
        f"No words of «{column.name}» ({words}) are known to say a direction: name them in the template (by, choose).",
        key="no_direction", column=column.name, words=words,
    )  # fmt: skip


def _column(column: Column, best: Reading, columns: Sequence[Column]) -> ColumnDraft:
    kind = records.load()[best.record]
    found = best.matches.get(column.place)
    scored = sorted((match(kind, name, column) for name in load().fields[kind.kind]), key=lambda m: -m.score)
    others = tuple(m.field for m in scored if m.score > 0 and (not found or m.field != found.field))
    return ColumnDraft(
        place=column.place,
        name=column.name,
        field=found.field if found else "",
        score=round(min(max(found.score, 0.0), 1.0), 2) if found else 0.0,
        samples=column.held.samples,
        grounds=tuple(_grounds(column, found, best)),
        others=others[:_OTHERS],
    )


def _grounds(column: Column, found: Match | None, best: Reading) -> Iterator[Ground]:
    held = column.held
    if not held.filled:
        yield Ground(key="column.empty", parameters={"n": held.rows})
    if held.counter and found is None:
        yield Ground(key="column.counter")
    elif found is None:
        yield from _likely(held)
    elif found.field == DIRECTION:
        yield Ground(key="column.direction", parameters={"share": round(found.share, 3), "n": held.filled})
    elif best.turn and (amounts := best.turn.amounts) and column.place in (amounts.out, amounts.into):
        yield Ground(key="column.paid" if column.place == amounts.out else "column.received")
    else:
        yield from _fitting(held, found)
        if best.turn and best.turn.turned and (side := best.turn.sides.get(column.place)):
            yield Ground(key=f"column.{side}")
        if found.field.endswith("name") and (parts := parted(column)):
            yield Ground(key="column.parted", parameters={"share": round(parts.share, 3)})


def _fitting(held: Contents, found: Match) -> Iterator[Ground]:
    """What of the header and the cells speaks for a field."""
    if found.meanings:
        words = ", ".join(sorted(found.meanings))
        yield Ground(key="column.header", parameters={"words": words, "share": round(found.likeness, 2)})
    else:
        yield Ground(key="column.no_header")
    if found.check and held.filled:
        check: dict[str, Parameter] = {"check": found.check, "share": round(found.share, 3), "n": held.filled}
        yield Ground(key="column.content", parameters=check)
    for kind in ("moment", "day", "clock"):
        if held.formats.get(kind) and held.share(kind) > 0.5 and found.check in ("moment", "day"):
            yield Ground(key="column.style", parameters={"formats": " · ".join(held.formats[kind])})
            break
    if held.rivals and found.check in ("moment", "day"):
        yield Ground(key="column.rivals", parameters={"formats": " · ".join(held.rivals)})


def _likely(held: Contents) -> Iterator[Ground]:
    """What an unmapped column seems to hold."""
    shares = {"account": "account", "iin": "iin", "phone": "phone", "imei": "handset", "imsi": "sim", "card": "card",
              "moment": "moment", "day": "day"}  # fmt: skip
    best = max(shares, key=lambda check: held.share(shares[check]))
    share = held.share(shares[best])
    if share > 0.5:
        yield Ground(key="column.content", parameters={"check": best, "share": round(share, 3), "n": held.filled})
    elif held.filled:
        yield Ground(key="column.unknown")
