"""Where everybody is at any second: home, work and errands with the time to get there, rounds, and other cities.

A place is a function of person and second and nothing else, so all phones of a person are where he is, members of a
household sleep in one place, and nobody is in two places half an hour apart.
"""

from dataclasses import dataclass

import numpy as np

from evaluation.world import data
from evaluation.world.cells import SPREAD
from evaluation.world.chance import drawn, scattered
from evaluation.world.columns import Flags, Ints, Reals
from evaluation.world.parameters import DAY_S, HOUR_S, Parameters
from evaluation.world.people import Society

ERRAND, ROVES, STOP = 11, 13, 17  # salts
STOP_S = 1_800  # who is on the way stays about so long at one place
ERRANDS = 0.35  # share of days with one
KM = np.array([111.0, 78.0])  # of a degree of latitude and of longitude
CITY_KMH, ROAD_KMH = 20.0, 75.0


@dataclass(slots=True)
class Whereabouts:
    """Places of persons. `home`, `work`: latitude and longitude; hours of the day; `roves`: share of days on rounds.

    `away_city` is the city that somebody visits from second `away_from` to `away_to`; -1 for who stays.
    """

    seed: int
    weekday: int
    centre: Reals
    home: Reals
    work: Reals
    works: Flags
    leaves: Reals
    shift: Reals
    roves: Reals
    rove_from: Reals
    rove_hours: Reals
    away_city: Ints
    away_from: Ints
    away_to: Ints

    def at(self, person: Ints, second: Ints) -> Reals:
        """Latitude and longitude, lines x 2."""
        place = self._usual(person, second)
        moving = np.flatnonzero(self.on_rounds(person, second))
        place[moving] = self._on_the_way(person[moving], second[moving], place[moving])
        return self._away(person, second, place)

    def on_rounds(self, person: Ints, second: Ints) -> Flags:
        """Whether somebody is on rounds just then."""
        day, hours = _since(second, self.rove_from[person])
        return (hours < self.rove_hours[person]) & self.goes_round(person, day)

    def goes_round(self, person: Ints, day: Ints) -> Flags:
        """Whether somebody goes on rounds on a day; what begins late may end after midnight."""
        return np.asarray(drawn(self.seed, ROVES, person, day) < self.roves[person])

    def send(self, persons: Ints, share: float, begins: float, hours: float) -> None:
        """Let persons go on rounds on a share of days, from an hour on and for so many hours."""
        self.roves[persons], self.rove_from[persons], self.rove_hours[persons] = share, begins, hours

    def visit(self, persons: Ints, city: Ints, first: Ints, last: Ints) -> None:
        """Let persons be in another city between two seconds."""
        self.away_city[persons], self.away_from[persons], self.away_to[persons] = city, first, last

    def _usual(self, person: Ints, second: Ints) -> Reals:
        day, hours = _since(second, self.leaves[person])
        home, work = self.home[person], self.work[person]
        there = np.linalg.norm((work - home) * KM, axis=1) / CITY_KMH + 0.15
        shift = np.where(self.works[person] & ((day + self.weekday) % 7 < 5), self.shift[person], 0.0)
        out = np.where(hours < shift, np.minimum(hours / there, 1), np.maximum(0, 1 - (hours - shift) / there))
        at_work = np.where(shift > 0, out, 0.0)[:, None]
        return np.asarray(home + at_work * (work - home) + self._errand(person, day, hours - shift - 1.5))

    def _errand(self, person: Ints, day: Ints, hours: Reals) -> Reals:
        """How far from home somebody is for an errand; `hours` since the day's work was over."""
        begins = drawn(self.seed, ERRAND, person, day) * 4 / ERRANDS  # later than 4 hours: none today
        lasts = 0.5 + 1.5 * drawn(self.seed, ERRAND + 1, person, day)
        within = np.minimum(hours - begins, begins + lasts + 0.8 - hours) / 0.4  # 24 minutes to get there
        share = np.where(begins < 4, np.clip(within, 0, 1), 0.0)
        return np.asarray(share[:, None] * scattered(self.seed, ERRAND + 2, person, day) * SPREAD * 0.5)

    def _on_the_way(self, person: Ints, second: Ints, place: Reals) -> Reals:
        """Between one stop and the next, slowly leaving and coming back home at the ends."""
        stop, part = second // STOP_S, (second % STOP_S / STOP_S)[:, None]
        here, there = (scattered(self.seed, STOP, person, stop + n) * SPREAD * 0.8 for n in (0, 1))
        centre = self.centre[person]
        _, hours = _since(second, self.rove_from[person])
        gone = np.clip(np.minimum(hours, self.rove_hours[person] - hours) / 0.4, 0, 1)[:, None]
        return np.asarray(place + gone * (centre + here * (1 - part) + there * part - place))

    def _away(self, person: Ints, second: Ints, place: Reals) -> Reals:
        gone = (self.away_city[person] >= 0) & (second > self.away_from[person]) & (second < self.away_to[person])
        at = np.flatnonzero(gone)
        who, when = person[at], second[at]
        there = _centres()[self.away_city[who]] + scattered(self.seed, STOP + 2, who, when // DAY_S) * SPREAD * 0.4
        road = np.linalg.norm((there - place[at]) * KM, axis=1) / ROAD_KMH * HOUR_S
        part = np.clip(np.minimum(when - self.away_from[who], self.away_to[who] - when) / road, 0, 1)
        place[at] += part[:, None] * (there - place[at])
        return place


def settle_places(world: Parameters, society: Society) -> Whereabouts:
    """Homes by household, workplaces by firm, hours by person."""
    rng, people = world.rng("places"), society.people
    centre = _centres()[society.city]
    homes = rng.normal(0, 1, (people, 2)) * SPREAD
    firms = rng.normal(0, 0.6, (society.parties.height, 2)) * SPREAD + centre
    works = society.employer >= 0
    work = np.where(works[:, None], firms[society.employer], centre[:people])
    night = works & (rng.random(people) < 0.03)
    leaves = np.where(night, rng.uniform(19, 22, people), rng.normal(8.0, 0.8, people).clip(5, 12))
    return Whereabouts(
        seed=world.seed, weekday=world.start.weekday(), centre=centre[:people],
        home=centre[:people] + homes[society.household], work=work, works=works, leaves=leaves,
        shift=rng.normal(9, 0.7, people).clip(5, 12), roves=np.zeros(people), rove_from=np.zeros(people),
        rove_hours=np.zeros(people), away_city=np.full(people, -1), away_from=np.zeros(people, np.int64),
        away_to=np.zeros(people, np.int64),
    )  # fmt: skip


def _centres() -> Reals:
    return np.array([(city.lat, city.lon) for city in data.cities()])


def _since(second: Ints, hour: Reals) -> tuple[Ints, Reals]:
    """The day that begins at an hour of one's own, and hours since it began."""
    local = second - hour * HOUR_S
    return np.floor(local / DAY_S).astype(np.int64), local % DAY_S / HOUR_S
