"""What goes wrong on the way: broken rows, rows repeated a few lines later, a block delivered again at the end."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from core.catalogue import Entry, read_yaml
from evaluation.world.feeds.sheet import Feed
from evaluation.world.parameters import Parameters

MALFORMED, REPEATED, BLOCK = 0.003, 0.005, 0.001  # shares of a feed's rows
EXPECT = {"duplicate": "duplicate", "redelivery": "duplicate", "outside_sanction": "out_of_scope",
          "mirror": "either", "forwarded_leg": "either"}  # fmt: skip


class Faults(Entry):
    """Kinds of defects of a feed and the columns they touch; `again`: broken rows come corrected at the end.

    `keep`: columns that a truncated row keeps (0: all but one). A sheet has no fewer columns, only empty ones, so
    there it must lose one that is needed.
    """

    kinds: tuple[str, ...]
    date: str = ""
    until: str = ""
    amount: str = ""
    iban: str = ""
    iin: str = ""
    duration: str = ""
    caller: str = ""
    lat: str = ""
    keep: int = 0
    again: bool = False


class _AllFaults(Entry):
    feeds: dict[str, Faults]


@cache
def faults() -> Mapping[str, Faults]:
    """defects.yaml."""
    held = read_yaml(Path(__file__).parent / "defects.yaml")
    return _AllFaults.model_validate({"feeds": held}).feeds


Row = list[str]
Break = Callable[[Row, dict[str, int], Faults], Row]


def _changed(column: str, change: Callable[[str], str]) -> Break:
    def breaks(row: Row, at: dict[str, int], fault: Faults) -> Row:
        place = at[getattr(fault, column)]
        return [change(cell) if n == place else cell for n, cell in enumerate(row)]

    return breaks


def _off_by_one(number: str) -> str:
    """A check digit that is not the right one."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def _bad_iban(iban: str) -> str:
    return f"{iban[:2]}{(int(iban[2:4]) + 1) % 100:02d}{iban[4:]}"


def _cut(row: Row, _at: dict[str, int], fault: Faults) -> Row:
    """The last columns are gone and the one before them is cut; what is left still tells the row from others."""
    kept = fault.keep or len(row) - 1
    return [*row[: kept - 1], row[kept - 1][: len(row[kept - 1]) // 2]]


def _reversed(row: Row, at: dict[str, int], fault: Faults) -> Row:
    """The window ends a year before it begins."""
    until = at[fault.until]
    return [f"{int(c[:4]) - 1}{c[4:]}" if n == until else c for n, c in enumerate(row)]


def _nul(row: Row, _at: dict[str, int], _fault: Faults) -> Row:
    half = len(row[1]) // 2
    return [row[0], f"{row[1][:half]}\x00{row[1][half:]}", *row[2:]]


BREAKS: Mapping[str, Break] = {
    "bad_date": _changed(
        "date", lambda cell: "31.02" + cell[5:] if "." in cell[:3] else cell[:5] + "13-45" + cell[10:]
    ),
    "negative_amount": _changed("amount", lambda cell: f"-{cell}"),
    "zero_amount": _changed("amount", lambda cell: "0,00" if "," in cell else "0"),
    "unreadable_amount": _changed("amount", lambda _: "см. приложение"),
    "bad_iban": _changed("iban", _bad_iban),
    "bad_iin": _changed("iin", _off_by_one),
    "impossible_duration": _changed("duration", lambda cell: "00:75:10" if ":" in cell else "-5"),
    "no_caller": _changed("caller", lambda _: ""),
    "bad_coordinates": _changed("lat", lambda _: "943.2"),
    "reversed_window": _reversed,
    "column_count": lambda row, _at, _fault: [*row, "1"],
    "truncated_row": _cut,
    "nul_byte": _nul,
}


def spoil(world: Parameters, feed: Feed) -> tuple[pl.DataFrame, dict[int, Row]]:
    """The feed's rows in file order: `n` (row of feed.cells) and `fate` ("", a defect or a kind of repeat).

    Beside it, cells of broken rows by their place in that order.
    """
    rng, count = world.rng(f"defects {feed.name}"), feed.cells.height
    fault = faults()[feed.name]
    sound = np.flatnonzero(~feed.marks["outside"].to_numpy() & (feed.marks["either"] == "").to_numpy())
    rng.shuffle(sound)
    wanted = min(len(sound) // 4, max(len(fault.kinds), round(count * MALFORMED)))
    broken, rest = sound[:wanted], sound[wanted:]
    kinds = np.array(fault.kinds)[np.arange(wanted) % len(fault.kinds)]
    repeats = max(1, round(count * REPEATED))
    twice = rest[:repeats]
    block = np.sort(rest[repeats:])[: max(3, round(count * BLOCK))]
    fate = np.full(count, "", dtype=object)
    fate[broken] = kinds
    order = pl.concat(
        [
            _rows(np.arange(count), np.arange(count, dtype=float), fate),
            _rows(twice, twice + rng.integers(2, 6, len(twice)) + 0.5, "duplicate"),
            _rows(block, count + 10.0 + np.arange(len(block)), "redelivery"),
            _rows(
                np.sort(broken) if fault.again else broken[:0],
                2.0 * count + 20 + np.arange(len(broken) * fault.again),
                "",
            ),
        ]
    ).sort("position")
    return order, _broken_cells(feed, order, fault)


def _rows(n: np.ndarray, position: np.ndarray, fate: np.ndarray | str) -> pl.DataFrame:
    fates = [fate] * len(n) if isinstance(fate, str) else fate.tolist()
    return pl.DataFrame({"n": n, "position": position, "fate": pl.Series(fates, dtype=pl.String)})


def _broken_cells(feed: Feed, order: pl.DataFrame, fault: Faults) -> dict[int, Row]:
    at = {column: place for place, column in enumerate(feed.cells.columns)}
    broken = order.with_row_index("line").filter(pl.col("fate").is_in(fault.kinds))
    cells = feed.cells[broken["n"].to_numpy()].rows()
    return {
        line: BREAKS[fate](list(row), at, fault)
        for line, fate, row in zip(broken["line"], broken["fate"], cells, strict=True)
    }
