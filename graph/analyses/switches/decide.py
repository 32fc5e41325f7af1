"""From evidence to answers: which line, or none; and what is one chain of lines of one user."""

from collections.abc import Mapping

import polars as pl

from graph.analyses.switches.evidence import evidence_of
from graph.analyses.switches.lines import Lines, lines_of
from graph.analyses.switches.pairs import pairs_of
from graph.analyses.switches.population import Population, population_of
from graph.analyses.switches.spans import main_lives
from graph.analyses.switches.weights import figures
from graph.indicators.device.new_line import DUE, MARGIN
from graph.indicators.facts import DAY_MS

LIKELY = 0.5  # share from which a line is taken for the next one: likelier than all others and none together
MANY = 20  # events: of so many silences the last is the longest by chance in 5%
ROUNDS = 3  # lines judged to be one user's speak together in the next round


def judged(lines: Lines, old: pl.Series, population: Population) -> pl.DataFrame:
    """Every pair with its evidence and `share`: how likely it is among all new lines and «none of them», best first."""
    found = evidence_of(lines, pairs_of(lines, old, population), population)
    odds = pl.col("total").clip(upper_bound=50.0).exp()
    share = odds / (1.0 + odds.sum().over("old"))
    return found.with_columns(share=share).sort("old", "total", "new", descending=[False, True, False])


def silent(lives: pl.DataFrame, end_ms: int) -> pl.DataFrame:
    """Lines that fell silent: for days in which, at their own pace, some events were due.

    For MARGIN days, or, if of more than a few events, for several times as long as ever before.
    """
    quiet, longest = (end_ms - pl.col("last_ms")) / DAY_MS, pl.col("longest_ms") / DAY_MS
    life = (pl.col("last_ms") - pl.col("first_ms")) / DAY_MS + 1.0
    ever = (pl.col("events") >= MANY) & (quiet >= figures()["longer_than_ever"] * longest)
    return lives.filter(((quiet >= MARGIN) | ever) & (pl.col("events") / life * quiet >= DUE))


def chains(calls: pl.DataFrame, cells: pl.DataFrame) -> tuple[pl.DataFrame, Lines]:
    """Successive lines of one user for all lines that fell silent, and the lines as they were before any was joined.

    Columns: chain (its first line), old, new, and the evidence of the round that joined them. One line follows one.
    """
    lives = main_lives(calls)
    first = lines_of(calls, cells, lives=lives)
    users: dict[str, str] = {}
    lines, links = first, pl.DataFrame()
    for _ in range(ROUNDS):
        population = population_of(lines)
        found = links_of(judged(lines, silent(lines.lives, population.end_ms)["user"], population))
        if not found.height:
            break
        links = pl.concat([links, _named(found, users, first)], how="diagonal")
        users = _chained(links)
        lines = lines_of(calls, cells, users, lives)
    chain = pl.col("old").replace(users) if links.width else pl.lit(None)
    return (links.with_columns(chain=chain).sort("chain", "first_ms") if links.width else links), first


def links_of(found: pl.DataFrame) -> pl.DataFrame:
    """The likeliest pairs, each line used once on either side: the best first."""
    best = found.filter(pl.col("share") > LIKELY).sort("total", "old", "new", descending=[True, False, False])
    return best.unique("old", keep="first", maintain_order=True).unique("new", keep="first", maintain_order=True)


def _named(found: pl.DataFrame, users: Mapping[str, str], lines: Lines) -> pl.DataFrame:
    """Links between users as links between the last line of the one and the first line of the other."""
    last: dict[str, str] = {}
    ends = dict(lines.lives.select("user", "last_ms").iter_rows())
    for line, user in sorted(users.items(), key=lambda each: ends.get(each[0], 0)):
        last[user] = line
    return found.with_columns(pl.col("old").replace(last))


def _chained(links: pl.DataFrame) -> dict[str, str]:
    """The first line of its chain for each line that is in one."""
    before = dict(links.select("new", "old").iter_rows())
    first: dict[str, str] = {}
    for line in {*before, *before.values()}:
        at = line
        while at in before:
            at = before[at]
        first[line] = at
    return first
