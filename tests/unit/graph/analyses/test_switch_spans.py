"""When a line's life began and ended, strays apart: figured again in plain loops on random calls."""

import math
from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyses.switches.lines import CALLS, CELLS, lines_of
from graph.analyses.switches.spans import main_lives

HOUR, DAY = 3_600_000, 86_400_000
A, B = "phone:+77010000001", "phone:+77010000002"
WINDOW = (0, 60 * DAY)


def calls(hours: list[int], src: str = A, dst: str = B) -> pl.DataFrame:
    """A call in each of these hours since 1970, from one handset."""
    rows = [(src, dst, hour * HOUR, 30, "voice", "imei:1", None, ["s:1"]) for hour in hours]
    return pl.DataFrame(rows, schema=CALLS, orient="row")


def cut_by_hand(times: list[int], end: int) -> list[int]:
    """Times up to where the rate fell, by trying every place."""
    best, kept = -math.inf, times
    for n in range(1, len(times) + 1):
        after, last = len(times) - n, times[n - 1]
        pace, quiet = n / ((last - times[0]) / DAY + 1), (end - last) / DAY
        longest = max((b - a for a, b in pairwise(times[:n])), default=0)
        few = after <= 20 and after * 10 <= n and after * 10 <= pace * quiet and end - last > longest
        if after and not few:
            continue
        likely = n * math.log(pace) + (after * math.log(after / quiet) if after else 0)
        if likely >= best:
            best, kept = likely, times[:n]
    return kept


@settings(max_examples=100)
@given(
    main=st.lists(st.integers(480, 960), min_size=1, max_size=60),
    strays=st.lists(st.integers(0, 1440), max_size=5),
)
def test_a_life_is_what_trying_every_place_finds(main: list[int], strays: list[int]) -> None:
    times = sorted(hour * HOUR for hour in {*main, *strays})
    late = cut_by_hand(times, WINDOW[1])
    life = [-at for at in cut_by_hand([-at for at in reversed(late)], WINDOW[0])]
    found = main_lives(calls([at // HOUR for at in times]), WINDOW).row(by_predicate=pl.col("line") == A, named=True)
    assert (found["first_ms"], found["last_ms"], found["events"]) == (min(life), max(life), len(life))
    assert found["strays_before"] + found["strays_after"] == len(times) - len(life)


def test_a_stray_counts_for_the_other_line_alone() -> None:
    """A was in use for ten days and once more after forty; B talked to it both times, and all the while to itself."""
    busy, once = calls(list(range(0, 240, 6))), calls([1200])
    steady = calls(list(range(0, 1440, 6)), B, "phone:+77010000003")
    lines = lines_of(pl.concat([busy, once, steady]), pl.DataFrame(schema=CELLS))
    ties = {(user, other): events for user, other, events in lines.ties.select("user", "other", "events").iter_rows()}
    assert (ties[A, B], ties[B, A]) == (40, 41)
    assert lines.handsets.filter(pl.col("user") == A)["last_ms"].to_list() == [234 * HOUR]


def test_who_was_quiet_for_as_long_before_is_only_quiet() -> None:
    seasons = [*range(0, 240, 6), *range(840, 1000, 6)]
    lives = main_lives(calls([*seasons, 1300]), WINDOW)
    assert lives.filter(pl.col("line") == A)["last_ms"].to_list() == [1300 * HOUR]
