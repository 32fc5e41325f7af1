"""What the last run of resolution left in the home: parties as they were compared, pairs as they were scored."""

import shutil

import polars as pl
from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import InputError
from core.home import Home

RUN, PARTIES, PAIRS = "run.json", "parties.parquet", "pairs.parquet"


class ComparedField(BaseModel):
    """One comparison as it was run: `levels` are its words from level 0 (nothing agrees) upwards.

    `shows`: the columns of parties.parquet that say what stands on either side.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    shows: tuple[str, ...]
    levels: tuple[str, ...]


class ResolutionRun(BaseModel):
    """What was run: model version, when, over how many parties, with which comparisons. `prior` in log2 odds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    made_ms: int
    data_hash: str
    parties: int
    pairs: int
    prior: float
    merge_from: float
    review_from: float
    fields: tuple[ComparedField, ...]


def last_run(home: Home) -> ResolutionRun | None:
    """The last run; None where there was none.

    Raises:
        InputError: its description cannot be read.
    """
    path = home.resolution / RUN
    if not path.is_file():
        return None
    try:
        return ResolutionRun.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(f"{path} cannot be read; run izder resolve run again.") from error


def pairs(home: Home) -> pl.LazyFrame:
    """Columns left, right, weight, probability, band, guards, and of each field `level_…` and `weight_…`."""
    return pl.scan_parquet(home.resolution / PAIRS)


def parties(home: Home) -> pl.LazyFrame:
    """One row a party: id, what identifies it, and every value that was compared."""
    return pl.scan_parquet(home.resolution / PARTIES)


def forget(home: Home) -> None:
    """Remove the last run: records that it was made of may not be used any more. The next run makes another."""
    shutil.rmtree(home.resolution, ignore_errors=True)
