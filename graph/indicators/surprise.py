"""Surprise: how unlikely a count would be if ties were spread as they are in all the data (binomial tail)."""

import numpy as np
import polars as pl
from scipy.stats import binom


def surprise(hits: str, trials: str, base: str) -> pl.Expr:
    """-ln P(at least `hits` of `trials` at rate `base`): columns in, nats out; 0 where nothing is surprising."""

    def tail(columns: pl.Series) -> pl.Series:
        n, k, p = (columns.struct.field(name).to_numpy().astype(float) for name in (trials, hits, base))
        logs = binom.logsf(k - 1, n, np.clip(p, 1e-9, 1 - 1e-9))
        return pl.Series(np.clip(-np.nan_to_num(logs, neginf=-700.0), 0.0, 700.0))

    return pl.struct(hits, trials, base).map_batches(tail, return_dtype=pl.Float64())
