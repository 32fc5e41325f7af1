"""Search: an identifier leads to what it identifies, a name to those who are called so in any spelling."""

from collections.abc import Mapping

from casework.access.asking import Desk, Row
from casework.access.masking import mask_text
from casework.access.pictures import name_of
from core.answers import Hit
from core.errors import UnknownQuestion
from core.networks import Run
from queries.binding import entity_id

MOST_SIGNS = 200  # nobody is called by more; the index refuses words of a thousand

Memberships = Mapping[str, tuple[str, ...]]


def find(desk: Desk, text: str, limit: int, networks: Memberships) -> list[Hit]:
    """Hits for an IIN, phone, IBAN, IMEI, card, register number, id or name; `networks`: entity → network ids.

    Those who were judged to be one are one hit, under the best match.
    """
    named = by_identifier(desk, text) or by_name(desk, text, limit)
    hits: dict[str, Hit] = {}
    for row, matched in named:
        hits.setdefault(row["goes_by"], hit(row, matched, networks))
    return list(hits.values())[:limit]


def by_identifier(desk: Desk, text: str) -> list[tuple[Row, str]]:
    """What the text identifies; nothing where it cannot be an identifier or nobody has it."""
    try:
        meant = entity_id(text)
    except UnknownQuestion:
        return []
    holders = []
    if meant.startswith(("iin:", "bin:")):
        holders = [row["entity"] for row in desk.rows("holders_of_identifier", entity=meant)]
    rows = desk.rows("captions", entities=holders or [meant])
    return [(row, meant.partition(":")[2]) for row in rows if row["label"] != "Identifier"]


def by_name(desk: Desk, text: str, limit: int) -> list[tuple[Row, str]]:
    """Those called so, or whose number begins so, the best match first; an IIN stands for its holder."""
    found = desk.store.search_names(text, limit) if len(text) <= MOST_SIGNS else []
    direct = [str(row["id"]) for row in found if row["kind"] != "Identifier"]
    rows = {row["entity"]: row for row in desk.rows("captions", entities=direct)} if direct else {}
    named = [(rows[each], str(rows[each]["name"] or each.partition(":")[2])) for each in direct if each in rows]
    for row in found:
        if row["kind"] == "Identifier":
            named += by_identifier(desk, str(row["id"]))
    return named


def hit(row: Row, matched: str, networks: Memberships) -> Hit:
    """One result, IINs masked."""
    entity, also = row["goes_by"], tuple(row["also"])
    inside = {network: None for party in (entity, *also) for network in networks.get(party, ())}
    return Hit(entity, row["label"], name_of(row, row["entity"]), mask_text(matched), tuple(inside), also)


def memberships(run: Run | None) -> Memberships:
    """Entity → networks of the run it belongs to, itself or as a member's line or account."""
    found: dict[str, list[str]] = {}
    for network in run.networks if run else ():
        for member in network.members:
            lines = (*(f"phone:{p}" for p in member.phones), *(f"account:{a}" for a in member.ibans))
            for thing in dict.fromkeys((member.id, *lines)):
                found.setdefault(thing, []).append(network.id)
    return {thing: tuple(dict.fromkeys(ids)) for thing, ids in found.items()}
