"""Written names taken apart: family, given and father's name, in any order and alphabet, in full or as initials.

A word's place alone does not tell what it is («ASKAR OMAR», «Омар Аскар»): endings do, and where they do not, what
the word is elsewhere in the same data. Set-wise over distinct names.
"""

from functools import cache
from pathlib import Path

import polars as pl

from core.catalogue import Entry
from core.catalogue import read as read_entry
from core.names import search_keys

PARTS = ("family", "given", "patronymic")
COLUMNS = (*PARTS, *(f"{part}_initial" for part in PARTS), *(f"{part}_said" for part in PARTS), "both")
_WORD = r"[\p{L}\p{M}?'’ʼ`‘-]+\.?"
_MARKS = r"[«»\"“”„]"
_SURE, _MAYBE, _FIRST = 2.0, 0.5, 0.1  # how much an ending, a likely ending and the first place speak for family


class Patterns(Entry):
    """How names are taken apart, as data."""

    fathers: str
    fathers_alone: tuple[str, ...]
    family_sure: str
    family_maybe: str
    family_ending: str
    least_stem: int
    firms: tuple[str, ...]


@cache
def patterns() -> Patterns:
    """The patterns of spelled.yaml."""
    return read_entry(Path(__file__).with_suffix(".yaml"), Patterns)


def take_apart(names: pl.Series) -> pl.DataFrame:
    """One row a distinct name: `name`, the stems of its parts, their initials, and how each was written.

    `both`: family and given name together, whichever is which.
    An initial is the first letter of a stem's key; where only the initial was written, the part itself is null.
    Firms' names and what holds no letter have all parts null.
    """
    listed = pl.DataFrame({"name": names.drop_nulls().unique(maintain_order=True)}).with_row_index("of")
    words = _with_kind(_words(listed))
    full, short = words.filter(~pl.col("initial")), words.filter(pl.col("initial"))
    fathers = _fathers(full)
    rest = full.join(fathers.select("of", "at"), on=["of", "at"], how="anti")
    families = _families(rest, fathers, short)
    givens = (
        rest.join(families.select("of", "at"), on=["of", "at"], how="anti")
        .group_by("of")
        .agg(pl.all().sort_by("at").first())
    )
    found = listed
    for part, table in zip(PARTS, (families, givens, fathers), strict=True):
        found = found.join(_part(part, table), on="of", how="left")
    found = found.join(_both(families, givens), on="of", how="left")
    return _with_initials(found, short).drop("of").select("name", *COLUMNS)


def _words(listed: pl.DataFrame) -> pl.DataFrame:
    """Columns of, at, said, key, initial: the words of each name that is a person's."""
    firm = "|".join(patterns().firms)
    is_firm = pl.col("name").str.contains(_MARKS) | pl.col("name").str.to_lowercase().str.contains(
        rf"(?:^|\s)(?:{firm})(?:\s|$)"
    )
    words = (
        listed.filter(~is_firm)
        .select("of", pl.col("name").str.extract_all(_WORD).alias("said"))
        .explode("said")
        .drop_nulls()
    )
    letters = pl.col("said").str.replace_all(r"[^\p{L}]", "")
    words = words.with_columns(
        key=search_keys(_letters(words["said"])).str.replace_all(" ", ""),
        initial=(letters.str.len_chars() == 1) | (pl.col("said").str.ends_with(".") & (letters.str.len_chars() <= 2)),
    ).drop_nulls("key")
    words = words.with_columns(pl.int_range(pl.len()).over("of").alias("at"))
    return _joined(words)


def _letters(said: pl.Series) -> pl.Series:
    """Only letters; what an old code page lost of -қызы and -ұлы can be told again."""
    whole = said.str.replace(r"\?ызы$", "қызы").str.replace(r"\?лы$", "ұлы")
    return whole.str.replace_all(r"[^\p{L}\p{M}]", "")


def _joined(words: pl.DataFrame) -> pl.DataFrame:
    """«Рүстем қызы» as one word."""
    alone = pl.col("key").is_in(patterns().fathers_alone) & (pl.col("at") > 0)
    tail = words.filter(alone).select(
        "of", (pl.col("at") - 1).alias("at"), pl.col("key").alias("tail"), pl.col("said").alias("tail_said")
    )
    joined = words.filter(~alone).join(tail, on=["of", "at"], how="left", maintain_order="left")
    return joined.with_columns(
        key=pl.col("key") + pl.col("tail").fill_null(""),
        said=pl.when(pl.col("tail").is_null())
        .then("said")
        .otherwise(pl.concat_str("said", "tail_said", separator=" ")),
        initial=pl.col("initial") & pl.col("tail").is_null(),
    ).drop("tail", "tail_said")


def _with_kind(words: pl.DataFrame) -> pl.DataFrame:
    """How much each word's ending says that it is a father's or a family name, and how many full words a name has."""
    of = patterns()
    stem = pl.col("key").str.replace(of.fathers, "")
    return words.with_columns(
        father=pl.col("key").str.contains(of.fathers) & (stem.str.len_chars() >= 2) & ~pl.col("initial"),
        sure=pl.col("key").str.contains(of.family_sure) * _SURE + pl.col("key").str.contains(of.family_maybe) * _MAYBE,
        full=(~pl.col("initial")).sum().over("of"),
    )


def _fathers(full: pl.DataFrame) -> pl.DataFrame:
    """Of the words that end like a father's name the last, where it is not all there is."""
    return full.filter(pl.col("father") & (pl.col("full") > 1)).group_by("of").agg(pl.all().sort_by("at").last())


def _families(rest: pl.DataFrame, fathers: pl.DataFrame, short: pl.DataFrame) -> pl.DataFrame:
    """The word of each name that is most like a family name; none where the only word is not like one."""
    usual = rest.join(_habits(rest), on="key", how="left")
    place = fathers.select("of", pl.col("at").alias("father_at"))
    initials = short.group_by("of").agg(pl.len().alias("initials"))
    told = (
        usual.join(place, on="of", how="left")
        .join(initials, on="of", how="left")
        .with_columns(words=pl.len().over("of"), nth=pl.col("at").rank("ordinal").over("of"))
    )
    father_between = pl.col("father_at") < pl.col("at").max().over("of")
    first = pl.when(father_between).then(pl.col("nth") == pl.col("words")).otherwise(pl.col("nth") == 1)
    told = told.with_columns(score=pl.col("sure") + pl.col("habit").fill_null(0.0) + first * _FIRST)
    several, alone = pl.col("words") > 1, pl.col("initials").fill_null(0) >= 2
    likely = told.filter(several | alone | (pl.col("score") > _FIRST + 0.2))
    return (
        likely.group_by("of")
        .agg(pl.all().sort_by(["score", "at"], descending=[True, False]).first())
        .select(rest.columns)
    )


def _habits(rest: pl.DataFrame) -> pl.DataFrame:
    """Of each word, from -1 (a given name) to 1 (a family name): what it is in names whose endings leave no doubt."""
    sure = (pl.col("sure") >= _SURE).sum().over("of") == 1
    clear = rest.filter(sure & (pl.len().over("of") == 2))
    family = pl.when(pl.col("sure") >= _SURE).then(1.0).otherwise(-1.0)
    return clear.group_by("key").agg((family.sum() / (pl.len() + 1)).alias("habit"))


def _part(part: str, table: pl.DataFrame) -> pl.DataFrame:
    return table.select("of", _stem(part).alias(part), pl.col("said").alias(f"{part}_said"))


def _both(families: pl.DataFrame, givens: pl.DataFrame) -> pl.DataFrame:
    """Family and given name under stems of one kind, in order of letters: the same whichever was taken for which."""
    pairs = families.select("of", one=_stem("family")).join(givens.select("of", other=_stem("family")), on="of")
    first, second = pl.min_horizontal("one", "other"), pl.max_horizontal("one", "other")
    return pairs.select("of", both=pl.concat_str(first, second, separator=" "))


def _stem(part: str) -> pl.Expr:
    """A word without what its owner's sex and alphabet add: -ова, -қызы, a last vowel."""
    key, least = pl.col("key"), patterns().least_stem
    if part == "given":
        return key
    bare = key.str.replace(patterns().family_ending if part == "family" else patterns().fathers, "")
    bare = pl.when(bare.str.len_chars() >= (least if part == "family" else 2)).then(bare).otherwise(key)
    short = bare.str.replace(r"[aeiou]+$", "")
    return pl.when(short.str.len_chars() >= least).then(short).otherwise(bare)


def _with_initials(found: pl.DataFrame, short: pl.DataFrame) -> pl.DataFrame:
    """Initials in their order stand for the parts that are not written in full: given and father's, or family."""
    letters = short.group_by("of").agg(
        pl.col("key").str.head(1).sort_by("at"), pl.col("said").sort_by("at").alias("letters")
    )
    found = found.join(letters, on="of", how="left")
    no_given, no_family = pl.col("given").is_null(), pl.col("family").is_null()
    nth = {
        "given": pl.when(no_given).then(0),
        "family": pl.when(no_family & ~no_given).then(0),
        "patronymic": pl.when(pl.col("patronymic").is_null() & ~no_family).then(pl.when(no_given).then(1).otherwise(0)),
    }
    return found.with_columns(
        **{
            f"{part}_initial": pl.coalesce(pl.col(part).str.head(1), pl.col("key").list.get(at, null_on_oob=True))
            for part, at in nth.items()
        },
        **{
            f"{part}_said": pl.coalesce(f"{part}_said", pl.col("letters").list.get(at, null_on_oob=True))
            for part, at in nth.items()
        },
    ).drop("key", "letters")
