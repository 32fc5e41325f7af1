"""One line asked about, replacement by replacement: what is read of it and of those that came after, and judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from graph.analyses.reading import Reads
from graph.analyses.switches import sample
from graph.analyses.switches.decide import LIKELY, judged, links_of, silent
from graph.analyses.switches.lines import Lines, lines_of
from graph.analyses.switches.pairs import HUB
from graph.analyses.switches.population import Population
from graph.analyses.switches.spans import main_lives
from graph.analyses.switches.weights import figures
from graph.indicators.device.new_line import MARGIN
from graph.indicators.facts import DAY_MS

HOPS = 5
MOST = 8  # contacts of whom it is asked whether they took new numbers, too: those talked to most, for each costs a read


@dataclass(frozen=True, slots=True)
class Hop:
    """One replacement: the lines so far, what was read of them and of those that came after, and who was compared.

    moved: new lines of contacts that took another number at the same time, each with the old one it counts as.
    """

    chain: list[str]
    calls: pl.DataFrame
    lines: Lines
    compared: list[str]
    found: pl.DataFrame
    population: Population
    moved: Mapping[str, str] = field(default_factory=dict)

    @property
    def next(self) -> str | None:
        """The line that is likelier the next one than all others and none together."""
        best = self.found.filter(pl.col("share") > LIKELY)["new"].to_list()
        return best[0] if best else None

    def still_used(self, line: str) -> bool:
        """True where the line cannot be told from one that is only quiet."""
        return not silent(self.lines.lives.filter(pl.col("user") == line), self.population.end_ms).height


def hops_of(reads: Reads, phone: str) -> Iterator[Hop]:
    """Replacement by replacement, until nobody is likely or the last line is still used."""
    population, chain = sample.population(reads), [phone]
    while len(chain) <= HOPS:
        hop = _hop(reads, chain, population, {})
        if hop is None:
            return
        hop = _among_the_moved(reads, hop) if hop.next is None else hop
        yield hop
        if hop.next is None or hop.still_used(hop.next):
            return
        chain = [*chain, hop.next]


def _hop(reads: Reads, chain: list[str], population: Population, moved: Mapping[str, str]) -> Hop | None:
    """What is known once the lines of `chain` have ended; None where no call of theirs is known."""
    users = {**dict.fromkeys(chain, chain[0]), **moved}
    own, _ = _whole(reads, chain, users, population)
    if not own.lives.height:
        return None
    after = _slack_before(own.lives["last_ms"][0])
    compared = sample.came_after(reads, chain, after, list(moved))
    lines, calls = _whole(reads, [*chain, *compared], users, population)
    known = replace(population, known=sample.degrees(reads, lines, [chain[0]]))
    found = judged(lines, pl.Series([chain[0]]), known)
    return Hop(chain, calls, lines, compared, found, known, moved)


def _among_the_moved(reads: Reads, hop: Hop) -> Hop:
    """The same once more where contacts took new numbers at the same time: a circle that changes all at once."""
    moved = _moved(reads, hop)
    again = _hop(reads, hop.chain, hop.population, moved) if moved else None
    return again or hop


def _moved(reads: Reads, hop: Hop) -> dict[str, str]:
    """New line to old one of contacts that fell silent when the line did, judged as every line is."""
    user, population = hop.chain[0], hop.population
    known = population.known.filter(pl.col("degree") <= HUB)
    ties = hop.lines.ties.filter(pl.col("user") == user).join(known, on="other", how="semi")
    contacts = ties.sort("events", "other", descending=[True, False])["other"].head(MOST).to_list()
    calls = sample.calls_of(reads, contacts)
    lives = main_lives(calls, (population.start_ms, population.end_ms)).rename({"line": "user"})
    ended = hop.lines.lives.filter(pl.col("user") == user)["last_ms"][0]
    near = (pl.col("last_ms") - ended).abs() <= MARGIN * DAY_MS
    gone = silent(lives.filter(pl.col("user").is_in(contacts) & near), population.end_ms)
    if not gone.height:
        return {}
    old = gone["user"].to_list()
    came = sample.came_after(reads, old, _slack_before(gone["last_ms"].sort()[0]))
    lines, _ = _whole(reads, [*old, *came], {}, population)
    known_to = replace(population, known=sample.degrees(reads, lines, old))
    return dict(links_of(judged(lines, gone["user"], known_to)).select("new", "old").iter_rows())


def _whole(
    reads: Reads, phones: list[str], users: Mapping[str, str], population: Population
) -> tuple[Lines, pl.DataFrame]:
    """Lines of which every call is read, and the calls; of their contacts a part alone is known: these are left out."""
    calls, cells = sample.calls_of(reads, phones), sample.cells_of(reads, phones)
    lives = main_lives(calls, (population.start_ms, population.end_ms))
    return _only(lines_of(calls, cells, users, lives), [users.get(phone, phone) for phone in phones]), calls


def _only(lines: Lines, users: Sequence[str]) -> Lines:
    of = pl.col("user").is_in(list(users))
    return Lines(lines.lives.filter(of), lines.ties.filter(of), lines.sites.filter(of), lines.handsets.filter(of))


def _slack_before(ended_ms: int) -> int:
    """From when on a new line may have been tried out."""
    return int(ended_ms - figures()["overlap_days"] * DAY_MS)
