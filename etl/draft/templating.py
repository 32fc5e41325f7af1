"""From proposals to a template: how the cells of each mapped column are read."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from core import clock, records
from core.drafts import Choice, Ground, Wishes
from core.errors import InputError
from core.identifiers import account, bank_code
from core.names import search_key
from core.records import Field
from etl.draft.contents import Contents
from etl.draft.direction import AMOUNT, Words
from etl.draft.layout import Laid
from etl.draft.matching import Reading
from etl.draft.parted import parted
from etl.draft.sides import GETS, PAYS, Turn
from etl.draft.together import Column
from etl.draft.turning import handsets, sums, turned
from etl.draft.vocabulary import ours
from etl.templates.catalogue import HERE

_DAYS = ("date", "day_start", "day_end")
_OFFSET = re.compile(r"([+-]\d{2}:?\d{2})$")
_OWN_BANK = 0.95  # of the rows have an account of the bank whose file it is
_JOINED = {"time": 2, "name": 3}  # columns at most that are one field: day and time, the parts of a name


def template_of(
    file: str, laid: Laid, columns: Sequence[Column], best: Reading, wishes: Wishes, encoding: str | None
) -> dict[str, Any]:
    """What the template's file holds; it may lack required fields, which the draft says.

    Raises:
        InputError: two columns are wished for one field that takes one.
    """
    title = wishes.title or Path(file).stem
    fields, split = _fields(columns, best)
    given: dict[str, Any] = {
        "name": wishes.name or slug(title),
        "version": 1,
        "titles": {"ru": title, "kk": title, "en": title},
        "record": best.record,
    }
    if wishes.agency:
        given["agency"] = wishes.agency
    given["zone"] = zone_of(columns, best, wishes).value
    given["file"] = _file(laid, encoding)
    if split:
        given["split"] = split
    given["fields"] = fields
    used = {name for mapped in fields.values() for name in _sources(mapped)} | set(split)
    if ignored := [c.name for c in columns if c.name and c.name not in used]:
        given["ignored"] = ignored
    return given


def slug(title: str) -> str:
    """A template's name from a title: small Latin letters and underlines."""
    words = (word.lower() if word.isascii() else search_key(word) for word in re.split(r"[\W_]+", title))
    plain = "_".join(filter(None, words)).replace(" ", "_")[:36].strip("_")
    name = plain if re.match(r"[a-z][a-z0-9_]", plain) else f"feed_{plain}".rstrip("_")
    return f"{name}_own" if (HERE / f"{name}.yaml").exists() else name


def zone_of(columns: Sequence[Column], best: Reading, wishes: Wishes) -> Choice:
    """The zone of its times: what the cells say themselves, else the house's, for nothing in the file says."""
    if wishes.zone:
        return Choice(value=wishes.zone, grounds=(Ground(key="wished"),))
    formats = [style for c in columns if c.place in best.matches for style in c.held.formats.get("moment", ())]
    if any(style.endswith("Z") for style in formats):
        return Choice(value="UTC", grounds=(Ground(key="zone.z"),))
    if offsets := _offsets(columns, best):
        ground = Ground(key="zone.offset", parameters={"offsets": ", ".join(offsets)})
        return Choice(value=offsets[0], grounds=(ground,), others=tuple(offsets[1:]))
    return Choice(value=clock.LOCAL, grounds=(Ground(key="zone.house"),), others=("UTC", "Asia/Almaty"))


def _offsets(columns: Sequence[Column], best: Reading) -> list[str]:
    offset = [
        c for c in columns if c.place in best.matches and any("%:z" in s for s in c.held.formats.get("moment", ()))
    ]
    found = Counter(m[1] for c in offset for text in c.held.samples if (m := _OFFSET.search(text)))
    return [f"{sign[:3]}:{sign[-2:]}" for sign, _ in found.most_common()]


def _file(laid: Laid, encoding: str | None) -> dict[str, Any]:
    file: dict[str, Any] = {} if laid.format == "text" else {"format": laid.format}
    if encoding is not None:
        file["encoding"] = encoding
    if laid.format == "text":
        file["delimiter"] = laid.choices["delimiter"].value
        if laid.choices["quote"].value != '"':
            file["quote"] = laid.choices["quote"].value or None
    if len(laid.sheets) > 1:
        file["sheet"] = laid.choices["sheet"].value
    if laid.header_rows > 1:
        file["header_rows"] = laid.header_rows
    if laid.footer:
        file["footer"] = laid.footer
    return file


def _fields(columns: Sequence[Column], best: Reading) -> tuple[dict[str, Any], dict[str, str]]:
    """What each field is made of, and how columns are split for it."""
    kind = records.load()[best.record]
    by_field: dict[str, list[Column]] = {}
    for column in columns:
        if found := best.matches.get(column.place):
            by_field.setdefault(found.field, []).append(column)
    way, amounts = best.turn, best.turn.amounts if best.turn else None
    fields = {
        name: _mapped(best.record, name, kind.fields[name], by_field[name])
        for name in kind.fields
        if name in by_field and not (amounts and name == AMOUNT)
    }
    split = _split(fields, kind.fields, by_field)
    if amounts:
        fields[AMOUNT] = sums(amounts)
    if way and way.own and way.own_field and way.own.number:
        fields[way.own_field] = {"constant": way.own.number}
    if way and way.turned:
        always = {found.field for place, found in best.matches.items() if way.sides.get(place) in (PAYS, GETS)}
        fields = turned(kind.fields, fields, way, always)
    elif way and way.handsets:
        fields = handsets(fields, way)
    if best.record == "transfer" and "card" in fields and (bank := _own_bank(by_field)):
        sides = [str(c.name) for side in ("from_account", "to_account") for c in by_field[side]]
        fields["card_account"] = {"first_of": sides, "bank": bank}
    if best.record == "call" and "kind" not in fields:
        fields["kind"] = _call_kind(way)
    return {name: fields[name] for name in kind.fields if name in fields}, split


def _split(fields: dict[str, Any], kinds: Mapping[str, Field], by_field: Mapping[str, list[Column]]) -> dict[str, str]:
    """Names that share a cell with an IIN are taken apart; the IIN is taken where no column has it."""
    split: dict[str, str] = {}
    for name in [name for name in fields if kinds[name].type == "name" and len(by_field[name]) == 1]:
        column, iin = by_field[name][0], name.replace("name", "iin")
        if iin in kinds and (parts := parted(column)):
            split[column.name] = parts.pattern
            fields[name] = parts.name
            fields.setdefault(iin, parts.iin)
    return split


def _call_kind(way: Turn | None) -> dict[str, Any]:
    """A call is spoken, unless the words of its direction say otherwise."""
    words = way.way if way and way.turned and isinstance(way.way, Words) else None
    if words is None:
        return {"constant": "voice"}
    meant = {word: ours("call", "kind", word) or "voice" for word in (*words.out, *words.into)}
    return {"column": words.name, "words": meant} if set(meant.values()) - {"voice"} else {"constant": "voice"}


def _mapped(record: str, name: str, field: Field, columns: list[Column]) -> Any:  # noqa: ANN401 (a YAML value)
    if len(columns) > _JOINED.get(field.type, 1):
        both = ", ".join(f"«{column.name}»" for column in columns)
        raise InputError(
            f"Columns {both} are both to be {name}: choose one of them.", key="field_twice", columns=both, field=name
        )
    held = columns[0].held
    mapped: dict[str, Any] = {"columns": [c.name for c in columns]} if len(columns) > 1 else {"column": columns[0].name}
    mapped |= _style(record, name, field, columns, held)
    return mapped if len(mapped) > 1 or "columns" in mapped else mapped["column"]


def _style(record: str, name: str, field: Field, columns: list[Column], held: Contents) -> Mapping[str, Any]:
    """What must be said of how its cells are read, where that is not the usual."""
    style: dict[str, Any] = {}
    if field.type == "time":
        style["formats"] = _moments(columns)
    elif field.type in _DAYS:
        style["formats"] = list(held.formats.get("day", ()))
    elif field.type in ("money", "number") and held.decimal == ",":
        style["decimal"] = ","
    elif field.type == "integer" and held.share("clocked") > 0.5:
        style["clock"] = True
    elif field.type == "word":
        style["words"] = {word: meant for word in held.words if (meant := ours(record, name, word))}
    if field.many and held.separator:
        style["separator"] = held.separator
    return {key: value for key, value in style.items() if value}


def _moments(columns: list[Column]) -> list[str]:
    if len(columns) == 1:
        held = columns[0].held
        found = (
            held.formats.get("moment", ()) if held.share("moment") >= held.share("day") else held.formats.get("day", ())
        )
        return [_with_offset(style, held) for style in found]
    first, second = (c.held for c in columns)
    if first.share("clock") > first.share("day"):
        return [f"{t} {d}" for t in first.formats.get("clock", ()) for d in second.formats.get("day", ())]
    return [f"{d} {t}" for d in first.formats.get("day", ()) for t in second.formats.get("clock", ())]


def _with_offset(style: str, held: Contents) -> str:
    """An offset that is the same in all cells is written out; the zone says the same."""
    signs = {m[1] for text in held.samples if (m := _OFFSET.search(text))}
    return style.replace("%:z", signs.pop()) if len(signs) == 1 else style


def _own_bank(by_field: Mapping[str, list[Column]]) -> str | None:
    """The bank that has an account in nearly every row: the masked card is of its client."""
    if not {"from_account", "to_account"} <= set(by_field):
        return None
    codes = [[_bank(cell) for cell in by_field[side][0].held.samples] for side in ("from_account", "to_account")]
    rows = list(zip(*codes, strict=False))
    counted = Counter(code for row in rows for code in set(row) if code)
    own = [code for code, times in counted.items() if times >= _OWN_BANK * len(rows)]
    return own[0] if len(own) == 1 else None


def _bank(cell: str) -> str | None:
    found = account(cell)
    return bank_code(found) if found else None


def _sources(mapped: object) -> Iterator[str]:
    """Columns (and parts of columns) that a field is made of."""
    if isinstance(mapped, str):
        yield mapped
    if isinstance(mapped, dict):
        yield from (*filter(None, [mapped.get("column"), mapped.get("by")]), *mapped.get("columns", ()))
        yield from mapped.get("first_of", ())
        for origin in (*mapped.get("choose", {}).values(), mapped.get("otherwise")):
            yield from _sources(origin)
