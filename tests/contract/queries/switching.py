"""A small world in which some take a new number: made by a seed, so that the truth is known."""

import random

import polars as pl

from core.identity import edge_id

DAY, START, DAYS = 86_400_000, 1_760_000_000_000, 60
SOURCE = "dddddddddddd"


def number(n: int) -> str:
    return f"phone:+7701{n:07}"


class Town:
    """People in pairs of circles; each has eight contacts, one home, one handset, and about two calls a day."""

    def __init__(self, seed: int, people: int = 60) -> None:
        self.random, self.people, self.rows = random.Random(seed), people, []  # noqa: S311 (a made town)
        self.numbers: dict[int, list[tuple[float, str]]] = {}
        self.circle = {
            n: [(n // 10 * 10 + k) % people for k in range(10)] + [self.random.randrange(people)] for n in range(people)
        }

    def number_of(self, who: int, day: float) -> str:
        """The number that friends dial on a day; one that is gone is still tried."""
        return next((line for until, line in self.numbers.get(who, []) if day < until), number(who))

    def live(
        self, who: int, line: str, first_day: float, last_day: float, imei: str | None = None, home: int | None = None
    ) -> None:
        """Two calls a day from `first_day` to `last_day`, most of them to few of the circle."""
        for half_day in range(int(first_day * 2), int(last_day * 2)):
            self.call(who, line, half_day / 2, imei, home)

    def call(self, who: int, line: str, half_day: float, imei: str | None = None, home: int | None = None) -> None:
        """One call within half a day from then on."""
        friends = [n for n in self.circle[who] if n != who]
        friend = friends[min(int(self.random.expovariate(0.4)), len(friends) - 1)]
        at = START + int((half_day + self.random.random() / 2) * DAY)
        dst, dead = self.number_of(friend, half_day), friend == 25 and half_day >= 25
        self.rows.append({
            "src": line, "dst": dst, "time_ms": at, "duration_s": 0 if dead else 60, "kind": "voice",
            "imei": imei or f"35{who:013}", "cell": f"C{who if home is None else home}", "imsi": None,
        })  # fmt: skip

    def calls(self) -> pl.DataFrame:
        rows = [row | {"sources": [f"{SOURCE}:{n + 2}"]} for n, row in enumerate(self.rows)]
        ids = [edge_id("CALLED", n, str(row["src"]), str(row["dst"])) for n, row in enumerate(rows)]
        return pl.DataFrame(rows, infer_schema_length=None).with_columns(
            id=pl.Series(ids), duration_s=pl.col("duration_s").cast(pl.Int64)
        )

    def cells(self) -> pl.DataFrame:
        return pl.DataFrame({
            "id": [f"cell:C{n}" for n in range(self.people)],
            "lat": [43.0 + 0.05 * (n // 8) for n in range(self.people)],
            "lon": [76.0 + 0.05 * (n % 8) for n in range(self.people)],
            "city": ["Алматы"] * self.people,
        })  # fmt: skip


def town_of_switches(seed: int) -> tuple[Town, dict[str, str]]:
    """A town in which person 3 replaces a number twice and person 14 once with another handset; 25 only falls silent,
    and a stranger (person 55) takes a number at the same time. The truth: old number to new one.
    """
    town = Town(seed)
    second, third, other, stranger = (number(n) for n in (1001, 1002, 1003, 1004))
    town.numbers = {3: [(15, number(3)), (30, second), (DAYS, third)], 14: [(25, number(14)), (DAYS, other)]}
    for who in range(town.people):
        if who not in (3, 14, 25):
            town.live(who, number(who), 0, DAYS)
    town.live(3, number(3), 0, 15)
    town.live(3, second, 16, 30)
    town.live(3, third, 31, DAYS)
    town.live(14, number(14), 0, 25)
    town.live(14, other, 26, DAYS, imei="359999999999999")
    town.live(25, number(25), 0, 25)
    town.live(55, stranger, 26, DAYS, imei="358888888888888")
    return town, {number(3): second, second: third, number(14): other}


def town_with_strays(seed: int) -> tuple[Town, dict[str, str]]:
    """A town in which an old SIM is put in once more (3), a new one was tried out weeks before (14), one who calls in
    seasons is quiet and then heard once (35), and one falls silent whose spouse has the same friends and places (25).
    """
    town = Town(seed)
    second, other = number(1001), number(1003)
    town.circle[26] = town.circle[25]
    town.numbers = {3: [(25, number(3)), (DAYS, second)], 14: [(30, number(14)), (DAYS, other)]}
    for who in range(town.people):
        if who not in (3, 14, 25, 26, 35):
            town.live(who, number(who), 0, DAYS)
    town.live(3, number(3), 0, 25)
    town.live(3, second, 26, DAYS)
    town.call(3, number(3), 50)
    town.live(14, number(14), 0, 30)
    town.live(14, other, 31, DAYS, imei="359999999999999")
    town.call(14, other, 5)
    town.call(14, other, 12)
    town.live(25, number(25), 0, 25)
    town.live(26, number(26), 0, DAYS, home=25)
    for first, last in ((0, 10), (35, 42), (54, 54.5)):
        town.live(35, number(35), first, last)
    town.live(55, number(1004), 43, DAYS, imei="358888888888888")
    return town, {number(3): second, number(14): other}
