"""Call records of one operator, as many as wanted, made in seconds a million; and the court's register for them.

Written in the layout of template `cdr_x`, with the spellings, repeats and damaged rows that exports have.
"""

from pathlib import Path

import numpy as np
import polars as pl

PHONES, OTHERS, CELLS = 150_000, 500_000, 20_000
BLOCK = 500_000
HEADER = "A_NUMBER|B_NUMBER|IMEI_A|IMSI_A|START|DURATION|TYPE|CELL_A\n"
FIRST_S = 1_759_276_800  # 2025-10-01
DAYS = 62
AUTHORITY = "sanction_no,court,object_kind,object_id,valid_from,valid_to\n"
UNCOVERED = 50  # of so many phones one is in no sanction
SPELLINGS = ("+7{}", "+7{}", "+7{}", "8{}", "7{}", "8 {}")


def write_register(path: Path, phones: int = PHONES) -> None:
    """A sanction for nearly every phone of the operator."""
    phone = pl.int_range(phones, eager=True).to_frame("n").filter(pl.col("n") % UNCOVERED > 0)
    lines = phone.select(
        pl.format("S-{},Суд г. Алматы,phone,+7{},2025-09-01,2026-01-31", pl.col("n") // 100, _national(pl.col("n")))
    )
    path.write_text(AUTHORITY + "\n".join(lines.to_series().to_list()) + "\n", encoding="utf-8")


def write_calls(path: Path, rows: int, phones: int = PHONES, seed: int = 7) -> None:
    """So many rows under a header. One in 200 repeats an earlier one, one in 200 is damaged."""
    with path.open("wb") as file:
        file.write(HEADER.encode())
        for at in range(0, rows, BLOCK):
            _block(at, min(BLOCK, rows - at), rows, phones, np.random.default_rng((seed, at))).write_csv(
                file, include_header=False, separator="|", quote_style="never"
            )


def _block(at: int, count: int, rows: int, phones: int, random: np.random.Generator) -> pl.DataFrame:
    drawn = {
        "a": random.integers(0, phones, count),
        "b": random.integers(0, phones + phones * OTHERS // PHONES, count),
        "s": (np.sort(random.random(count)) + at / count) * DAYS * 86_400 * count / rows,
        "how": random.integers(0, 1000, count),
        "spelt": random.integers(0, len(SPELLINGS), (2, count)).T,
        "cell": random.integers(0, CELLS, count),
        "long": random.integers(1, 1800, count),
    }
    spelt = drawn.pop("spelt")
    table = pl.DataFrame(drawn).with_columns(sa=spelt[:, 0], sb=spelt[:, 1])
    return _lines(table, pl.col("how"))


def _lines(table: pl.DataFrame, how: pl.Expr) -> pl.DataFrame:
    """The columns of the export; every two hundredth row stands where another stood, or lacks something."""
    sms = how < 300
    odd = how >= 990
    lines = table.select(
        a=pl.when(how == 990).then(pl.lit("0")).otherwise(_spelt(pl.col("a"), pl.col("sa"))),
        b=pl.when(how > 950).then(pl.lit("EGOV")).otherwise(_spelt(pl.col("b"), pl.col("sb"))),
        imei=pl.when(how < 900).then(pl.concat_str(pl.lit("35"), _digits(pl.col("a") + 150_042_443_000, 13))),
        imsi=pl.concat_str(pl.lit("40101"), _digits(pl.col("a"), 10)),
        start=_moment(pl.when(how == 991).then(None).otherwise(pl.col("s"))),
        duration=pl.when(sms).then(0).when(odd & (how == 992)).then(-1).otherwise(pl.col("long")),
        type=pl.when(sms).then(pl.lit("SMS")).otherwise(pl.lit("VOICE")),
        cell=pl.format("XALA{}-{}", _digits(pl.col("cell") // 3, 4), pl.col("cell") % 3 + 1),
    )
    return lines[_places(table["how"])]


def _places(how: pl.Series) -> pl.Series:
    """Which row stands at each place: its own, or for the repeats the first of the block."""
    return pl.select(pl.when(how >= 995).then(0).otherwise(pl.int_range(how.len()))).to_series()


def _spelt(number: pl.Expr, how: pl.Expr) -> pl.Expr:
    national = _national(number)
    return pl.coalesce(pl.when(how == at).then(pl.format(way, national)) for at, way in enumerate(SPELLINGS))


def _national(number: pl.Expr) -> pl.Expr:
    """A mobile number of the home plan: 701 and seven digits, spread over the range."""
    return pl.concat_str(pl.lit("701"), _digits((number * 7_919 + 1_000_003) % 9_999_991, 7))


def _digits(number: pl.Expr, width: int) -> pl.Expr:
    return number.cast(pl.String).str.zfill(width)


def _moment(seconds: pl.Expr) -> pl.Expr:
    return pl.from_epoch((FIRST_S + seconds).cast(pl.Int64)).dt.strftime("%Y-%m-%d %H:%M:%S")
