"""Kinds of columns that the parts of a world hand each other."""

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Column = npt.NDArray[Any] | pl.Series | str | int | float | bool  # told row by row, or once for all


def expression(value: Column) -> pl.Expr:
    """The column, or the one value in every row."""
    return pl.lit(pl.Series(value) if isinstance(value, np.ndarray) else value)
