"""Sums of chances where chances are kept as logarithms; the least of whole numbers."""

import polars as pl


def log_sum(a: pl.Expr, b: pl.Expr) -> pl.Expr:
    """The logarithm of the sum of two chances given as logarithms."""
    top = pl.max_horizontal(a, b)
    return top + ((a - top).exp() + (b - top).exp()).log()


def either(nats: pl.Expr, otherwise: pl.Expr, part: float) -> pl.Expr:
    """Nats where a story holds for all but a `part` of people, of whom `otherwise` is true."""
    return log_sum(nats + pl.lit(1 - part).log(), otherwise + pl.lit(part).log())


def least(values: pl.Series) -> int:
    """The least of whole numbers; 0 of none."""
    found = values.min()
    return found if isinstance(found, int) else 0
