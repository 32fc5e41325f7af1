"""A few people, phones and accounts to write examples with: says what happens, gives column tables and scenes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

import polars as pl

from core.tables import Tables
from graph.indicators.scene import ACCOUNTS, PARTS, WORK_LINES, Scene

DAY_MS, HOUR_MS = 86_400_000, 3_600_000
START_MS = 1_759_431_600_000  # 2025-10-03 00:00 on the local clock
DAYS = 60
NETWORK = "candidate:x"


def at(day: float, hour: float = 12.0) -> int:
    """Local time of a day of the window as epoch ms."""
    return int(START_MS + day * DAY_MS + hour * HOUR_MS)


@dataclass
class SmallWorld:
    """Rows by table, each with a source of its own (`w:<n>`). Verbs return the world, so that they chain."""

    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    count: int = 0

    def add(self, table: str, **row: object) -> Self:
        """One row of a column table."""
        self.count += 1
        self.rows.setdefault(table, []).append({**row, "sources": [f"w:{self.count}"]})
        return self

    def pay(  # noqa: PLR0913  # a payment has this many facts
        self, payer: str, payee: str, day: float, tenge: int, purpose: str | None = None,
        channel: str | None = "P2P", hour: float = 12.0,
    ) -> Self:
        """A transfer between two accounts."""
        return self.add(
            "transfers", id=f"t{self.count}", src=f"account:{payer}", dst=f"account:{payee}", time_ms=at(day, hour),
            amount_tiyn=tenge * 100, channel=channel, purpose=purpose,
        )

    def call(
        self, caller: str, called: str, day: float, hour: float = 12.0, *, cell: str | None = None,
        imei: str | None = None,
    ) -> Self:
        """A call of half a minute."""
        return self.add(
            "calls", id=f"c{self.count}", src=f"phone:+{caller}", dst=f"phone:+{called}", time_ms=at(day, hour),
            duration_s=30, kind="voice", imei=imei and f"imei:{imei}", cell=cell and f"cell:{cell}",
        )

    def holds(self, person: str, *accounts: str) -> Self:
        """Accounts in a person's name."""
        for account in accounts:
            self.add(
                "holders", account=f"account:{account}", holder=f"person:{person}", holder_kind="person", name=person,
            )
        return self

    def firm(self, *accounts: str) -> Self:
        """Accounts of firms, each of its own."""
        for account in accounts:
            self.add(
                "holders", account=f"account:{account}", holder=f"org:{account}", holder_kind="organisation",
                name=account,
            )
        return self

    def owns(self, person: str, *phones: str, day: float = -2000.0) -> Self:
        """Phones registered to a person on a day; years ago where none is named."""
        for phone in phones:
            self.add(
                "subscribers", phone=f"phone:+{phone}", holder=f"person:{person}", holder_kind="person", name=person,
                from_ms=at(day),
            )
        return self

    def arrested(self, person: str, number: str, article: str) -> Self:
        """An arrest in the middle of the window."""
        return self.add(
            "arrests", arrest=f"arrest:{number}", person=f"person:{person}", time_ms=at(30), article=article,
        )

    def seized(self, number: str, item: str, kind: str) -> Self:
        """A thing taken at an arrest; `item` with its prefix."""
        return self.add("seizures", arrest=f"arrest:{number}", item=item, item_kind=kind)

    def linked(self, a: str, b: str) -> Self:
        """Two cases that the register links."""
        return self.add("arrest_links", a=f"arrest:{a}", b=f"arrest:{b}")

    def mast(self, name: str, place: int) -> Self:
        """A mast of the city; different places are a kilometre apart."""
        self.rows.setdefault("cells", []).append(
            {"id": f"cell:{name}", "lat": 43.0 + place / 100, "lon": 76.9, "city": "Алматы"}
        )
        return self

    def window(self) -> Self:
        """Somebody else's payments and calls that make the window sixty days long."""
        for day in (0.0, DAYS - 1.0):
            self.pay("outside1", "outside2", day, 1000).call("7990", "7991", day)
        return self

    def crowd(self, people: int = 60, cell: str | None = None) -> Self:
        """Ordinary people with a phone that talk to their neighbours now and then: what chance looks like."""
        for each in range(people):
            self.owns(f"crowd{each}", f"755{each:03d}")
            for step in range(1, 5):
                other = f"755{(each + step) % people:03d}"
                self.call(f"755{each:03d}", other, (7 * each + 11 * step) % DAYS, cell=cell)
        return self

    def tables(self) -> Tables:
        """What happened, as column tables."""
        given = {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in self.rows.items()}
        keys = {"holders": "holder", "subscribers": "holder", "arrests": "person"}
        named = {str(row[key]) for table, key in keys.items() for row in self.rows.get(table, [])}
        people = sorted(name for name in named if name.startswith("person:"))
        given["persons"] = pl.DataFrame({
            "id": pl.Series(people, dtype=pl.String),
            "iin": pl.Series([f"9{number:011d}" for number in range(len(people))], dtype=pl.String),
        })
        return Tables.build(given)

    def scene(
        self, colours: Mapping[str, str] | None = None, work: Iterable[str] = (),
        parts: Mapping[str, str] | None = None,
    ) -> Scene:
        """The scene after earlier stages: colours of accounts, work lines, further parts of the one candidate."""
        plain = Scene.of(self.tables())
        accounts = [(f"account:{name}", colour, 4.0) for name, colour in (colours or {}).items()]
        lines = [(f"phone:+{line}", f"phone:+{line}", 4.0) for line in work]
        ours = [(NETWORK, account, colour) for account, colour, _ in accounts]
        ours += [(NETWORK, line, "line") for line, _, _ in lines]
        ours += [(NETWORK, entity, part) for entity, part in (parts or {}).items()]
        return Scene(
            plain.tables, plain.facts, pl.DataFrame(accounts, schema=ACCOUNTS, orient="row"),
            pl.DataFrame(lines, schema=WORK_LINES, orient="row"), pl.DataFrame(ours, schema=PARTS, orient="row"),
        )
