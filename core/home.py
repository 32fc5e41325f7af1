"""The folder everything lives in: one place that knows its layout."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """Layout of IZDER_HOME (DESIGN.md, «Where truth lives»). Makes folders on request, never on import."""

    root: Path

    @property
    def vault(self) -> Path:
        """Delivered files, unchanged: vault/<sha256>/<original name>."""
        return self.root / "vault"

    @property
    def records(self) -> Path:
        """One folder per delivery: records/<sha256>/{<kind>.parquet, ledger.parquet, delivery.json}."""
        return self.root / "records"

    @property
    def resolution(self) -> Path:
        """What the last run of entity resolution scored: parties.parquet, pairs.parquet, run.json."""
        return self.root / "resolution"

    @property
    def amendments(self) -> Path:
        """What people say that quarantined rows should read: amendments/<sha256>/<number>/amendment.json."""
        return self.root / "amendments"

    @property
    def templates(self) -> Path:
        """Templates that people of this installation have made."""
        return self.root / "templates"

    @property
    def neo4j(self) -> Path:
        """Home of the local Neo4j."""
        return self.root / "neo4j"

    @property
    def casework(self) -> Path:
        """The casework database, where no PostgreSQL is named."""
        return self.root / "casework.sqlite"

    @property
    def identity_key(self) -> Path:
        """Secret that makes person ids opaque; readable by the owner alone."""
        return self.root / "identity.key"

    @property
    def lock(self) -> Path:
        """Held by the one writer of this home."""
        return self.root / "writer.lock"

    def ensure(self) -> "Home":
        """Make the folders, closed to other users; return self."""
        for folder in (self.root, self.vault, self.records, self.templates):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self
