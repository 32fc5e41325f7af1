"""Plain logistic regression over figures of each person: no graph, no stages. What detection must beat."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl
from scipy.optimize import minimize

from core.tables import Tables
from evaluation.baselines import Baseline, known_iins
from evaluation.truth import Truth
from evaluation.world.columns import Flags, Reals

RIDGE = 1.0
NIGHT = (21, 6)  # hours, local
HOUR_MS, ZONE_H = 3_600_000, 5


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of standardised features, the intercept last."""

    mean: Reals
    spread: Reals
    weights: Reals

    def score(self, tables: Tables) -> Baseline:
        """Persons by log odds; no groups."""
        people, x = features(tables)
        scores = _design((x - self.mean) / self.spread) @ self.weights
        return Baseline([], dict(zip(people, scores.tolist(), strict=True)))


def fit(worlds: Iterable[tuple[Tables, Truth]]) -> Fitted:
    """Fit on worlds that are not evaluated on; ridge penalty, core members against everybody else."""
    parts = [(features(tables), truth) for tables, truth in worlds]
    x = np.vstack([values for (_, values), _ in parts])
    y = np.concatenate([np.array([iin in truth.core for iin in people]) for (people, _), truth in parts])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    design = _design((x - mean) / spread)
    found = minimize(partial(_loss, design, y), np.zeros(design.shape[1]), jac=True, method="L-BFGS-B")
    return Fitted(mean, spread, found.x)


def _design(x: Reals) -> Reals:
    return np.column_stack([x, np.ones(len(x))])


def _loss(x: Reals, y: Flags, w: Reals) -> tuple[float, Reals]:
    z = x @ w
    penalty = np.append(w[:-1], 0.0)
    loss = np.logaddexp(0, z).sum() - z[y].sum() + RIDGE / 2 * penalty @ penalty
    return float(loss), x.T @ (1 / (1 + np.exp(-z)) - y) + RIDGE * penalty


def features(tables: Tables) -> tuple[list[str], Reals]:
    """IINs, and what stands in each one's own name: sums, counts, hours, numbers, arrests; logs of what is counted."""
    people = pl.DataFrame(list(known_iins(tables).items()), schema=["who", "iin"], orient="row").sort("iin")
    accounts = tables.holders.select("account", who="holder")
    phones = tables.subscribers.select("phone", who="holder").unique()
    parts = [_money(tables, accounts, "dst", "in"), _money(tables, accounts, "src", "out"),
             _talk(tables, phones, "src", "made"), _talk(tables, phones, "dst", "got"),
             accounts.group_by("who").agg(accounts=pl.len()), phones.group_by("who").agg(phones=pl.len()),
             _arrests(tables)]  # fmt: skip
    for part in parts:
        people = people.join(part, on="who", how="left", maintain_order="left")
    values = people.drop("who", "iin").cast(pl.Float64).fill_null(0.0).fill_nan(0.0)
    return people["iin"].to_list(), np.log1p(values.to_numpy().clip(0))


def _hour(column: str) -> pl.Expr:
    return (pl.col(column) // HOUR_MS + ZONE_H) % 24


def _at_night() -> pl.Expr:
    return ((_hour("time_ms") >= NIGHT[0]) | (_hour("time_ms") < NIGHT[1])).mean()


def _money(tables: Tables, accounts: pl.DataFrame, end: str, name: str) -> pl.DataFrame:
    other = "src" if end == "dst" else "dst"
    held = tables.transfers.join(accounts, left_on=end, right_on="account")
    return held.group_by("who").agg(
        pl.len().alias(f"{name}_n"), pl.col(other).n_unique().alias(f"{name}_others"),
        (pl.col("amount_tiyn").sum() / 100).alias(f"{name}_sum"), _at_night().alias(f"{name}_night"),
    )  # fmt: skip


def _talk(tables: Tables, phones: pl.DataFrame, end: str, name: str) -> pl.DataFrame:
    other = "src" if end == "dst" else "dst"
    held = tables.calls.join(phones, left_on=end, right_on="phone")
    return held.group_by("who").agg(
        pl.len().alias(f"{name}_calls"), pl.col(other).n_unique().alias(f"{name}_contacts"),
        pl.col("cell").n_unique().alias(f"{name}_cells"), _at_night().alias(f"{name}_talk_night"),
    )  # fmt: skip


def _arrests(tables: Tables) -> pl.DataFrame:
    trade = pl.col("article").str.contains("297")
    return tables.arrests.group_by(who="person").agg(arrests=pl.len(), trade=trade.fill_null(False).sum())
