"""Runs in the store: the whole result as one document, and its networks as nodes that can be asked and walked to."""

import polars as pl

from core.errors import NotFound
from core.identity import edge_ids
from core.networks import Member, Network, Run
from graph.store import GraphStore

LATEST = "MATCH (r:Run) WHERE r.document IS NOT NULL RETURN r.id AS id ORDER BY r.started_ms DESC, r.id LIMIT 1"
DOCUMENT = "MATCH (r:Run {id: $id}) RETURN r.document AS document"
FILES = "MATCH (s:Source) WHERE s.name IS NOT NULL RETURN s.id AS id, s.name AS name"
ROWS = 20  # behind a membership, so that an answer about it leads to them
READ_S = 60.0  # a document of a large city is some ten megabytes


def save_run(store: GraphStore, run: Run) -> None:
    """Store a run; one of the same id is replaced. The persons' list stays in the document alone."""
    store.delete_run(run.id)
    store.upsert_nodes("Network", _networks(run))
    store.upsert_nodes("Run", _run(run))
    for kind, rows in (("FOUND_IN", _found_in(run)), ("MEMBER_OF", _member_of(run))):
        store.upsert_edges(kind, rows.with_columns(id=edge_ids(kind, rows, ["src", "dst"])))


def load_run(store: GraphStore, run_id: str | None = None) -> Run:
    """A run by its id, or the latest.

    Raises:
        NotFound: there is no such run, or none at all.
    """
    wanted = run_id or _latest(store)
    found = store.read(DOCUMENT, {"id": wanted}, timeout_s=READ_S)
    if not found or found[0]["document"] is None:
        raise NotFound(f"There is no run «{wanted}».")
    return Run.model_validate_json(found[0]["document"])


def files(store: GraphStore) -> dict[str, str]:
    """Delivered file's name by source: what `detect` needs so that reasons lead to files."""
    return {row["id"].removeprefix("source:"): row["name"] for row in store.read(FILES)}


def _latest(store: GraphStore) -> str:
    found = store.read(LATEST)
    if not found:
        raise NotFound("Nothing has been detected yet: run `izder detect`.")
    return str(found[0]["id"])


def _run(run: Run) -> pl.DataFrame:
    return pl.DataFrame({
        "id": [run.id], "as_of": [run.as_of], "started_ms": [run.started_ms], "seconds": [run.seconds],
        "parameters": [str(dict(run.parameters))], "code_version": [run.code_version], "data_hash": [run.data_hash],
        "document": [run.model_dump_json()],
    }, schema_overrides={"as_of": pl.String})


def _networks(run: Run) -> pl.DataFrame:
    rows = [
        (each.id, each.rank, each.score, each.kind, each.city, len(each.members), each.first_ms, each.last_ms)
        for each in run.networks
    ]
    schema = {
        "id": pl.String, "rank": pl.Int64, "score": pl.Float64, "kind": pl.String, "city": pl.String,
        "size": pl.Int64, "first_ms": pl.Int64, "last_ms": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _found_in(run: Run) -> pl.DataFrame:
    rows = [(each.id, run.id) for each in run.networks]
    return pl.DataFrame(rows, schema={"src": pl.String, "dst": pl.String}, orient="row")


def _member_of(run: Run) -> pl.DataFrame:
    rows = [line for network in run.networks for line in _members(network)]
    schema = {
        "src": pl.String(), "dst": pl.String(), "role": pl.String(), "core": pl.Boolean(), "score": pl.Float64(),
        "stability": pl.Float64(), "sources": pl.List(pl.String()),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _rows(member: Member) -> list[str]:
    """The first row behind each of the reasons, the strongest reason first."""
    strongest = sorted(member.reasons, key=lambda reason: -reason.llr)
    return list(dict.fromkeys(f"{row.source}:{row.row}" for reason in strongest for row in reason.rows[:1]))[:ROWS]


def _members(network: Network) -> list[tuple[object, ...]]:
    """Edges of the members and, so that every line of a user leads to the network, of their further phones."""
    return [
        (entity, network.id, member.role, member.core, member.score, member.stability, _rows(member))
        for member in network.members
        for entity in dict.fromkeys((member.id, *(f"phone:{phone}" for phone in member.phones if member.iin is None)))
    ]
