"""The table that the model compares: names taken apart, things that are shared as tokens, and the keys of blocks."""

import polars as pl

from core.names import search_keys
from etl.resolve.spelled import COLUMNS, PARTS, take_apart
from etl.resolve.tenancy import tokens

MOST_SPELLINGS = 5
OTHERS = {"family": "families", "given": "givens", "patronymic": "patronymics"}
_LISTS = {"phone": "phones", "account": "accounts", "card": "cards", "address": "addresses"}
_STREET = (  # «ул.», «дом», «көшесі», in core.names' plain alphabet: they name no place
    r"^(?:g|gorod|ul|ulitsa|kosh|koshes|koshesi|d|dom|ui|kv|kvartira|pater|mkr|mikroraion|pr|prospekt|dangil|dangili"
    r"|str|street|house|flat|apt|k|ki|ka)$"
)


def comparable(names: pl.DataFrame, facts: pl.DataFrame, most: int) -> pl.DataFrame:
    """One row a person that has a name: parts of the name, birth, shared things as lists of tokens, and `blocks`.

    A list is null where nothing of its kind is known, empty where nothing of it is anybody else's. A thing of more
    than `most` parties says nothing, and a block of more than `most` is no block.

    `…_said` is what people are shown.
    """
    people = _named(names)
    table = people.join(_births(facts), on="id", how="left")
    for kind, column in _LISTS.items():
        table = table.join(_things(facts.filter(pl.col("kind") == kind), column, most), on="id", how="left")
    return table.join(_blocks(table, most), on="id", how="left").sort("id")


def _named(names: pl.DataFrame) -> pl.DataFrame:
    """Persons with the parts of their names: of several spellings the one that most say, the others beside it."""
    parts = _whole(names).join(take_apart(names["name"]), on="name")
    parts = parts.filter(pl.any_horizontal(pl.col(f"{part}_initial").is_not_null() for part in PARTS))
    chosen = [_most_said(column) for part in PARTS for column in (part, f"{part}_initial", f"{part}_said")]
    chosen.append(pl.col("both").drop_nulls().mode(maintain_order=True).sort().first())
    beside = [
        pl.col(part).drop_nulls().unique().sort().head(MOST_SPELLINGS).alias(others) for part, others in OTHERS.items()
    ]
    found = parts.sort("id", "name").group_by("id", maintain_order=True).agg(
        pl.col("checked").any(), pl.col("name").unique().sort().alias("names"), *chosen, *beside
    )  # fmt: skip
    return found.select("id", "checked", "names", *COLUMNS, *OTHERS.values())


def _whole(names: pl.DataFrame) -> pl.DataFrame:
    """Without spellings that lost letters, where a party has others."""
    lost = pl.col("name").str.contains("?", literal=True)
    return names.filter(~lost | lost.all().over("id"))


def _most_said(column: str) -> pl.Expr:
    """Of full spellings the most frequent, then the first in order; what is null does not count."""
    part = column.partition("_")[0]
    full = pl.col(part).is_not_null()
    value = pl.when(full.any() & ~full).then(None).otherwise(pl.col(column)).drop_nulls()
    return value.mode(maintain_order=True).sort().first().alias(column)


def _births(facts: pl.DataFrame) -> pl.DataFrame:
    """Columns id, birth, birth_swapped (day and month exchanged), births: of a register before that of an IIN."""
    told = facts.filter(pl.col("kind").is_in(["birth", "birth_of_iin"])).sort("id", "kind", "thing")
    found = told.group_by("id", maintain_order=True).agg(
        birth=pl.col("thing").first(), births=pl.col("thing").unique().sort()
    )
    parts = pl.col("birth").str.split("-").list
    return found.with_columns(birth_swapped=pl.concat_str(parts.get(0), parts.get(2), parts.get(1), separator="-"))


def _things(facts: pl.DataFrame, column: str, most: int) -> pl.DataFrame:
    """Columns id, `column` (tokens of what others have, too) and `column`_said."""
    facts = facts.with_columns(said="thing")
    if column == "addresses":
        facts = facts.with_columns(thing=address_keys(facts["thing"])).drop_nulls("thing")
    shared = tokens(facts.select("id", "thing", "from_ms", "to_ms"), most).group_by("id").agg(pl.col("token").sort())
    said = facts.group_by("id").agg(pl.col("said").unique().sort().alias(f"{column}_said"))
    empty = pl.lit([], dtype=pl.List(pl.String))
    return (
        said.join(shared, on="id", how="left")
        .with_columns(pl.col("token").fill_null(empty).alias(column))
        .drop("token")
    )


def address_keys(addresses: pl.Series) -> pl.Series:
    """One key for an address in any order and script: words without «ул.», «д.», endings; numbers as they are."""
    listed = pl.DataFrame({"address": addresses.unique()}).with_row_index("of")
    words = (
        listed.select("of", pl.col("address").str.extract_all(r"\d+|\p{L}+").alias("word")).explode("word").drop_nulls()
    )
    number = pl.col("word").str.contains(r"\d")
    words = words.with_columns(key=pl.when(number).then("word").otherwise(search_keys(words["word"])))
    words = words.filter(pl.col("key").is_not_null() & (number | ~pl.col("key").str.contains(_STREET)))
    bare = (
        pl.when(number | (pl.col("key").str.len_chars() <= 3))
        .then("key")
        .otherwise(pl.col("key").str.replace(r"[aeiou]+$", ""))
    )
    keys = words.with_columns(bare=bare).group_by("of").agg(pl.col("bare").sort().str.join(" ").alias("key"))
    found = listed.join(keys, on="of", how="left")
    return addresses.replace_strict(found["address"], found["key"], default=None, return_dtype=pl.String)


def _blocks(table: pl.DataFrame, most: int) -> pl.DataFrame:
    """Columns id, blocks: every key under which a party is looked for, but those that more than `most` share."""
    born = pl.col("birth")
    keys = [
        _key("bi", born, "given_initial"),
        _key("bi", born, "family_initial"),  # under one prefix: what is which is not always told
        _key("bi", "birth_swapped", "given_initial"),
        _key("ny", "both", born.str.head(4)),
        _key("nd", "both", born.str.tail(5)),
        _key("nn", "both", "patronymic"),
    ]
    by_name = table.select("id", pl.concat_list(keys).alias("block")).explode("block")
    by_thing = [table.select("id", pl.col(column).alias("block")).explode("block") for column in _LISTS.values()]
    found = pl.concat([by_name, *by_thing]).drop_nulls("block").unique()
    held = found.filter(pl.len().over("block").is_between(2, most))
    return held.group_by("id").agg(pl.col("block").sort().alias("blocks"))


def _key(kind: str, *of: str | pl.Expr) -> pl.Expr:
    return pl.concat_str(pl.lit(kind), *of, separator="|")
