"""Card rings of another trade: illegal casinos use droppers, sinks and cash-outs as shops do, and are no shops."""

import numpy as np
import polars as pl

from evaluation.world.columns import Ints
from evaluation.world.crew import Crew, hire
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import Parameters
from evaluation.world.people import Society
from evaluation.world.shops import buy_cards, trade

FIRST = 1000  # their streams of chance are numbered apart from the shops'
_ROLES = {"droppers": "casino_dropper", "buyers": "bettor", "straws": "straw"}


def casino(
    world: Parameters, society: Society, own: Holdings, number: int, free: list[Ints]
) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """Transfers of one casino, and who is in it (party, role)."""
    crew = hire(world, society, FIRST + number, free)
    crew.roles = {role: crew.roles[role] for role in ("organiser", "handler", "cashout")}
    money = trade(world, society, own, crew, buy_cards(world, crew, own))
    return [table.with_columns(tag=pl.lit("casino"), shop=pl.lit("")) for table in money], _who(crew)


def _who(crew: Crew) -> pl.DataFrame:
    bosses = [(party, "casino_boss") for party, _ in crew.core]
    others = [(int(party), role) for part, role in _ROLES.items() for party in np.asarray(getattr(crew, part))]
    return pl.DataFrame(bosses + others, schema={"party": pl.Int64, "role": pl.String}, orient="row")
