"""GraphStore: the verbs through which everything above reads and writes the graph."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Self

import polars as pl
from neo4j import Driver, GraphDatabase, ManagedTransaction

from core import ontology
from core.errors import SettingsError, StoreUnavailable
from graph.store import same_as, scan, session
from graph.store.collected import PARAMETERS, answered, gathered
from graph.store.content import content_hash
from graph.store.deleting import delete_edges
from graph.store.search import SEARCH, loosely, lucene
from graph.store.statements import NAMES_INDEX, schema
from graph.store.writing import Upsert

__all__ = ["NAMES_INDEX", "GraphStore"]

READ_S = 10.0
INDEXES_S = 3600  # over tens of millions of rows; nothing to do with few
OWN_S = 60.0  # for questions of our own: a server that has only just come up answers its first one late
AT_ONCE = 10_000  # edges or nodes removed in one transaction
RETRY_S = 5.0  # how long a transaction is tried again before we say that Neo4j is lost
SCHEMA_VERSION = 1
META, WIPING = "meta:graph", "wiping"
SOURCE = "source:"


class GraphStore:
    """The graph in one Neo4j, local or anywhere. Implements core.protocols.GraphWriter.

    Every method raises StoreUnavailable where Neo4j is lost or refuses.
    """

    def __init__(self, driver: Driver, database: str | None = None) -> None:
        self._driver, self._database = driver, database
        self._ontology = ontology.load()

    @staticmethod
    def open(uri: str, user: str, password: str, database: str | None = None) -> "GraphStore":
        """A store on a Neo4j that answers.

        Raises:
            StoreUnavailable: it does not, or refuses user or password.
        """
        session.keep_driver_quiet()
        try:
            driver = GraphDatabase.driver(
                uri, auth=(user, password), max_transaction_retry_time=RETRY_S, connection_timeout=10,
                notifications_min_severity="OFF",
            )
        except Exception as error:
            raise StoreUnavailable(f"«{uri}» is no address of a Neo4j: {error}.") from error
        with session.plain_errors(f"opening {uri}"):
            driver.verify_connectivity()
        store = GraphStore(driver, database)
        store.complete_sources()  # the first answer of a Neo4j just started comes late: asked for here, at leisure
        return store

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def ensure_schema(self) -> None:
        """Constraints and indexes of the ontology, ready for use; safe to call again."""
        there = {row["name"] for row in self.read("SHOW INDEXES YIELD name", timeout_s=OWN_S)}
        missing = {name: statement for name, statement in schema(self._ontology).items() if name not in there}
        names = [missing.pop(NAMES_INDEX)] if NAMES_INDEX in missing else []
        for statements in filter(None, (names, [*missing.values()])):  # names fill while the constraints are made
            session.write(self._driver, self._database, "making the schema", partial(_run_all, statements))
        if names or missing:
            self._alone("making the schema", f"CALL db.awaitIndexes({INDEXES_S})")

    def claim(self, key_fingerprint: str) -> None:
        """Note with which identity key this graph is made, or see that it is the same as before.

        Raises:
            SettingsError: it was made with another key, or by a later version of Izder.
        """
        self.ensure_schema()
        if self.standing() == WIPING:
            self.wipe()
        question = "MATCH (m:Meta) RETURN m.key_fingerprint AS key, m.schema_version AS version"
        found = self.read(question, timeout_s=OWN_S)
        if not found:
            about = {"id": [META], "key_fingerprint": [key_fingerprint], "schema_version": [SCHEMA_VERSION]}
            self.upsert_nodes("Meta", pl.DataFrame(about))
        elif found[0]["key"] != key_fingerprint:
            raise SettingsError(
                "This graph was made with another identity key, so persons loaded now would not meet those in it. "
                "Put back the identity.key it was made with (or IZDER_IDENTITY_KEY), or use another home."
            )
        elif found[0]["version"] > SCHEMA_VERSION:
            raise SettingsError("This graph was made by a later version of Izder; use that version.")

    def upsert_nodes(self, label: str, rows: pl.DataFrame) -> None:
        """Write nodes of one label; what is there is merged by the ontology's words.

        Raises:
            IzderError: rows do not fit the ontology; nothing was written.
        """
        Upsert.of_nodes(self._ontology, label, rows).run(self._driver, self._database, rows)

    def upsert_edges(self, kind: str, rows: pl.DataFrame) -> None:
        """Write edges of one type between entities that are there.

        Raises:
            IzderError: rows do not fit the ontology, or an end is missing.
        """
        Upsert.of_edges(self._ontology, kind, rows).run(self._driver, self._database, rows)

    def delete_edges(self, kind: str, ids: pl.Series) -> None:
        """Remove edges of one type by their ids, a batch a transaction; an id that is not there is no error."""
        delete_edges(self._driver, self._database, kind, ids)

    def identified(self, ids: Sequence[str]) -> pl.DataFrame:
        """Columns id, checked: those parties that are in the graph, and whether an IIN or BIN names each."""
        return same_as.identified(self, ids, OWN_S)

    def replace_same_as(self, edges: pl.DataFrame, canonical: pl.DataFrame) -> None:
        """Let SAME_AS edges (id, src, dst, properties) and `canonical` (id, canonical) be these and no others.

        Raises:
            IzderError: an end is not in the graph.
        """
        same_as.replace(self, edges, canonical, self._write, OWN_S)

    def complete_sources(self) -> set[str]:
        """Deliveries whose rows are all in the graph: `<source>`, with `+<layers>` where replays added to it."""
        question = "MATCH (s:Source) WHERE s.complete RETURN s.id AS id, s.layers AS layers"
        found = self.read(question, timeout_s=OWN_S)
        return {row["id"].removeprefix(SOURCE) + (f"+{row['layers']}" if row["layers"] else "") for row in found}

    def mark_complete(self, source: str) -> None:
        """Say that all rows of a delivery (first 12 hex digits of its SHA-256) are in the graph."""
        self.upsert_nodes("Source", pl.DataFrame({"id": [SOURCE + source.removeprefix(SOURCE)], "complete": [True]}))

    def flush(self) -> None:
        """Nothing waits here: every write is in the graph when it returns."""

    def delete_run(self, run_id: str) -> None:
        """Remove a run of detection and its networks; nothing happens where there is none."""
        query = "MATCH (r:Run {id: $id}) OPTIONAL MATCH (n:Network)-[:FOUND_IN]->(r) DETACH DELETE n, r"
        session.write(self._driver, self._database, "removing a run", lambda tx: tx.run(query, id=run_id).consume())

    def wipe(self) -> None:
        """Remove everything but the schema: the graph can be made again from the records.

        A graph in which this was cut short says so (`standing`), and holds no delivery as complete.
        """
        begin = "MERGE (m:Meta {id: $id}) SET m.standing = $wiping WITH m MATCH (s:Source) DETACH DELETE s"
        told = {"id": META, "wiping": WIPING}
        session.write(self._driver, self._database, "emptying the graph", lambda tx: tx.run(begin, told).consume())
        for rest in ("MATCH ()-[x]->()", "MATCH (x) WHERE NOT x:Meta"):  # a hub with all its edges fits no transaction
            while self._removed(f"{rest} WITH x LIMIT {AT_ONCE} DELETE x RETURN count(*) AS removed") == AT_ONCE:
                pass
        self._alone("emptying the graph", "MATCH (m:Meta) DELETE m")

    def _removed(self, cypher: str) -> int:
        return session.write(
            self._driver, self._database, "emptying the graph", lambda tx: int(tx.run(cypher).single(strict=True)[0])
        )

    def standing(self) -> str:
        """What was shut when this graph was made (`stand`); WIPING where emptying it was cut short."""
        found = self.read("MATCH (m:Meta) RETURN m.standing AS standing", timeout_s=OWN_S)
        return str(found[0]["standing"] or "") if found else ""

    def stand(self, mark: str) -> None:
        """Note in a graph that was just emptied what is shut while it is made: etl says it as a few letters."""
        self.upsert_nodes("Meta", pl.DataFrame({"id": [META], "standing": [mark]}))

    def read(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        timeout_s: float = READ_S,
        limit: int | None = None,
    ) -> list[dict[str, Any]]:
        """Rows by column name, at most `limit`, of a transaction that cannot write and ends after `timeout_s`.

        Nodes and edges come as their properties; a question had better return values.
        """

        def work(tx: ManagedTransaction) -> list[dict[str, Any]]:
            result = tx.run(cypher, dict(params or {}))
            records = result if limit is None else result.fetch(limit)
            return [record.data() for record in records]

        return session.read(self._driver, self._database, "answering a question", timeout_s, work)

    def table(
        self, cypher: str, types: Mapping[str, pl.DataType], params: Mapping[str, Any], timeout_s: float = READ_S
    ) -> pl.DataFrame:
        """What `read` gives, as columns of these types (text, list of texts, whole number, figure): for many rows."""

        def work(tx: ManagedTransaction) -> list[list[Any]]:
            found: list[list[Any]] = tx.run(gathered(cypher, types), {**PARAMETERS, **params}).single(strict=True)[0]
            return found

        return answered(session.read(self._driver, self._database, "answering a question", timeout_s, work), types)

    def scan_nodes(self, label: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All nodes of one label: `id` and the named properties (all, if none are named), typed, in order of id."""
        return scan.run(self._driver, self._database, scan.of_nodes(self._ontology, label, properties), label)

    def scan_edges(self, kind: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All edges of one type: `id`, `src`, `dst` and the named properties (all, if none), in order of id."""
        return scan.run(self._driver, self._database, scan.of_edges(self._ontology, kind, properties), kind)

    def search_names(self, text: str, limit: int = 50) -> list[dict[str, Any]]:
        """Entities whose name (in any alphabet), number, account or register number begins like `text`.

        Where nothing holds every word, two of them or nearly the same words are enough. Rows of id, kind (the
        label), name and score, best first; none where `text` holds no letter or digit.
        """
        for looked_for in filter(None, (lucene(text), loosely(text))):
            if found := self.read(SEARCH, {"text": looked_for, "limit": limit}):
                return found
        return []

    def counts(self) -> dict[str, int]:
        """How many nodes of each label and edges of each type there are."""
        kept = self.read("CALL db.stats.retrieve('GRAPH COUNTS') YIELD data", timeout_s=OWN_S)[0]["data"]
        found = {each["label"]: each["count"] for each in kept["nodes"] if "label" in each}
        for each in kept["relationships"]:
            if set(each) == {"relationshipType", "count"}:
                found[each["relationshipType"]] = each["count"]
        return {name: found.get(name, 0) for name in (*self._ontology.nodes, *self._ontology.edges)}

    def content_hash(self) -> str:
        """Hash of what the graph says, whatever order it was loaded in; detection's results left out."""
        return content_hash(self._ontology, self.counts(), self.scan_nodes, self.scan_edges)

    def _write(self, doing: str, cypher: str, params: Mapping[str, Any]) -> None:
        session.write(self._driver, self._database, doing, lambda tx: tx.run(cypher, dict(params)).consume())

    def _alone(self, doing: str, cypher: str) -> None:
        session.run_alone(self._driver, self._database, doing, cypher)


def _run_all(statements: Sequence[str], tx: ManagedTransaction) -> None:
    for statement in statements:
        tx.run(statement).consume()
