"""Who is who: opaque ids of persons and organisations, and ids of edges that depend on nothing but content.

Columns have the same functions in the plural; both give the same ids.
"""

import os
import secrets
from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b

import polars as pl

from core.errors import SettingsError
from core.home import Home
from core.identifiers import is_organisation

_KEY_BYTES, _PARTY_BYTES, _EDGE_BYTES = 32, 10, 8
_BETWEEN, _MISSING = "\x1f", "\x00"  # cannot occur in a field that was read from a file


def load_key(home: Home, environment: Mapping[str, str] | None = None) -> bytes:
    """The secret that makes person ids opaque: IZDER_IDENTITY_KEY (hex), else the home's, made at first use.

    Raises:
        SettingsError: the key is not 32 bytes, or its file cannot be read or written.
    """
    given = (os.environ if environment is None else environment).get("IZDER_IDENTITY_KEY")
    try:
        key = bytes.fromhex(given) if given else _kept_key(home)
    except ValueError as error:
        raise SettingsError("IZDER_IDENTITY_KEY is not a hexadecimal number.") from error
    except OSError as error:
        raise SettingsError(f"The identity key {home.identity_key} cannot be used: {error.strerror}.") from error
    if len(key) != _KEY_BYTES:
        raise SettingsError(f"The identity key has {len(key)} bytes; it must have {_KEY_BYTES}.")
    return key


def _kept_key(home: Home) -> bytes:
    home.ensure()
    path = home.identity_key
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_KEY_BYTES))
    return path.read_bytes()


def key_fingerprint(key: bytes) -> str:
    """What the graph stores to notice that it was built with another key."""
    return blake2b(b"fingerprint", key=key, digest_size=8).hexdigest()


def party_id(key: bytes, iin: str) -> str:
    """`person:…` or `org:…` of a valid IIN or BIN; the digits cannot be told from it without the key."""
    if is_organisation(iin):
        return f"org:{_opaque(key, f'bin:{iin}')}"
    return f"person:{_opaque(key, f'iin:{iin}')}"


def person_id(key: bytes, iin: str) -> str:
    """`person:…` of a person's IIN."""
    return f"person:{_opaque(key, f'iin:{iin}')}"


def unnamed_id(key: bytes, *of: str | None) -> str:
    """Id of the person behind a phone, an account or an arrest whose IIN is not known. Never merged by name."""
    return f"person:{_opaque(key, 'holder:' + _joined(of))}"


def edge_id(kind: str, *content: str | int | None) -> str:
    """Sixteen hex digits over an edge's kind, ends and identity fields. Floats have no place in an id."""
    return _digest(_joined((kind, *content)))


def party_ids(key: bytes, iins: pl.Series) -> pl.Series:
    """Column of party_id; null stays null."""
    return _per_distinct(iins, lambda iin: party_id(key, iin))


def unnamed_ids(key: bytes, table: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Column of unnamed_id over columns of a table."""
    return _per_distinct(_joined_columns(table, columns), lambda of: f"person:{_opaque(key, f'holder:{of}')}")


def edge_ids(kind: str, table: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Column of edge_id over columns of a table (text and whole numbers only).

    One hash call a row, in C: 1M rows take about a second, and unlike polars' own hash it is the same for ever.
    """
    joined = _joined_columns(table.select(pl.lit(kind).alias("\x1fkind"), *columns), ["\x1fkind", *columns])
    return pl.Series("id", [_digest(text) for text in joined.to_list()], dtype=pl.String)


def _joined(values: Sequence[str | int | None]) -> str:
    return _BETWEEN.join(_MISSING if value is None else str(value) for value in values)


def _joined_columns(table: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    texts = [pl.col(column).cast(pl.String).fill_null(_MISSING) for column in columns]
    return table.select(pl.concat_str(texts, separator=_BETWEEN)).to_series()


def _per_distinct(values: pl.Series, make: Callable[[str], str]) -> pl.Series:
    distinct = values.drop_nulls().unique()
    made = pl.Series([make(value) for value in distinct.to_list()], dtype=pl.String)
    return values.replace_strict(distinct, made, default=None, return_dtype=pl.String).alias("id")


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=_EDGE_BYTES).hexdigest()


def _opaque(key: bytes, text: str) -> str:
    return b32encode(blake2b(text.encode(), key=key, digest_size=_PARTY_BYTES).digest()).decode().lower()
