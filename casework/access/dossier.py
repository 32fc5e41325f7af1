"""Gathers what a brief says about a network: from the graph by the catalogue's questions, from the ledger by file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.access.asking import Desk, Row, refs
from casework.access.holding import member_ties
from casework.access.masking import mask_ref, mask_text
from casework.access.pictures import edge
from casework.access.runs import day_of
from casework.brief.facts import AccountMoney, ArrestFact, DeliveryFact, Facts, PhoneCalls, things
from casework.purpose import Purpose
from core.answers import Activity, Edge
from core.clock import day_end
from core.home import Home
from core.networks import Network, Run
from etl.ledger import deliveries
from graph.networks.holding import holding

TIES = "money,calls,registration,device,arrest"


@dataclass(frozen=True, slots=True)
class Dossier:
    """Reads for one brief, as far as the run could see (`until`)."""

    desk: Desk
    home: Home

    def facts(self, run: Run, network: Network, purpose: Purpose) -> Facts:
        """Everything the paper says; `network` is masked or not as it is given."""
        until, entities = day_of(run), things_of(network)
        phones, accounts = ([e for e in entities if e.startswith(f"{kind}:")] for kind in ("phone", "account"))
        edges, arrests = self.edges(entities, until), self.arrests(entities, until)
        return Facts(
            run=run, network=network, purpose=purpose, handling=self.handling(entities),
            money=self.money(accounts, until), calls=self.calls(phones, until), arrests=arrests,
            edges=edges, activity=self.activity(entities, until), deliveries=self.deliveries(until),
            names=self.names(network), holding=holding(network, member_ties(network, edges, arrests)),
        )  # fmt: skip

    def ties(self, run: Run, network: Network) -> set[tuple[str, str]]:
        """Pairs of members between whom the run could see money, calls, a registration, or an arrest of both."""
        until, entities = day_of(run), things_of(network)
        return member_ties(network, self.edges(entities, until), self.arrests(entities, until))

    def money(self, accounts: Sequence[str], until: date | None) -> tuple[AccountMoney, ...]:
        """Turnover of each account."""
        rows = self.desk.rows("money_of_accounts", 2000, accounts=accounts, until=until) if accounts else []
        names = ("count_in", "amount_in", "count_out", "amount_out", "within")
        return tuple(AccountMoney(key(row["account"]), *(int(row[name]) for name in names)) for row in rows)

    def calls(self, phones: Sequence[str], until: date | None) -> tuple[PhoneCalls, ...]:
        """Traffic of each line."""
        rows = self.desk.rows("calls_of_phones", 2000, phones=phones, until=until) if phones else []
        names = ("voice", "messages", "seconds", "inside", "contacts")
        return tuple(PhoneCalls(key(row["phone"]), *(int(row[name]) for name in names)) for row in rows)

    def arrests(self, entities: Sequence[str], until: date | None) -> tuple[ArrestFact, ...]:
        """Arrests that touched any of the entities, in order of time."""
        answer = self.desk.answer("arrests_of", 500, entities=entities, until=until)
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        return tuple(arrest(row, answer.files) for row in rows)

    def edges(self, entities: Sequence[str], until: date | None) -> tuple[Edge, ...]:
        """What joins the entities, bundled."""
        rows = self.desk.rows("edges_among", 10_000, entities=entities, kind=TIES, until=until)
        return tuple(edge(row["from"], row["to"], row) for row in rows)

    def activity(self, entities: Sequence[str], until: date | None) -> Activity:
        """What the entities did per local day."""
        rows = self.desk.rows("activity", 5000, entities=entities, until=until) if entities else []
        counts = (tuple(int(row[name] or 0) for row in rows) for name in ("calls", "transfers", "amount", "arrests"))
        return Activity(tuple(row["day"] for row in rows), *counts)

    def handling(self, entities: Sequence[str]) -> str:
        """The strictest handling among the records."""
        [row] = self.desk.rows("handling_of", 1, entities=entities) or [{}]
        return str(row.get("handling") or "open")

    def names(self, network: Network) -> dict[str, str]:
        """Names of those who may use a line of the network."""
        users = sorted({member.likely_user for member in network.members if member.likely_user})
        rows = self.desk.rows("captions", len(users), entities=users) if users else []
        return {row["entity"]: mask_text(str(row["name"])) for row in rows if row["name"]}

    def deliveries(self, until: date | None) -> tuple[DeliveryFact, ...]:
        """Files that had been delivered by then."""
        last = None if until is None else day_end(until)
        return tuple(
            DeliveryFact(
                mask_text(each.file), each.source, each.agency, each.received_ms,
                each.rows, each.loaded, each.duplicate, sum(each.quarantined.values()),
            )
            for each in deliveries(self.home)
            if last is None or each.received_ms is None or each.received_ms <= last
        )  # fmt: skip


def things_of(network: Network) -> list[str]:
    """Everything that stands for a member of a network, each once."""
    return list(dict.fromkeys(thing for member in network.members for thing in things(member)))


def arrest(row: Row, files: Mapping[str, str]) -> ArrestFact:
    """One arrest from its answer's row; the register may name persons in its texts."""
    texts = {name: mask_text(row[name]) if row[name] else None for name in ("article", "city", "place", "substance")}
    rows = tuple(map(mask_ref, refs(row["sources"], files)))
    return ArrestFact(
        number=key(row["arrest"]), time_ms=row["time"], mass_g=row["mass_g"], cash_tiyn=row["cash"],
        touched=tuple(row["touched"]), rows=rows, **texts,
    )  # fmt: skip


def key(entity: str) -> str:
    """What stands after the prefix of an id."""
    return str(entity).partition(":")[2]
