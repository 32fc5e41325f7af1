"""Settings: read once from the environment, handed down explicitly, never looked up again."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from core.errors import SettingsError

LANGUAGES = ("ru", "kk", "en")
IMPORT_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a process needs to know about where it runs and for whom.

    `neo4j_uri` None means the local server of `home`. `user` and `reason` None mean not named:
    casework.access decides whether that is enough.
    """

    home: Path
    cache: Path
    language: str = "ru"
    agency: str = "demo"
    user: str | None = None
    reason: str | None = None
    neo4j_uri: str | None = None
    neo4j_user: str = "neo4j"
    neo4j_password: str | None = None
    neo4j_jars: Path | None = None
    casework_url: str | None = None
    import_rows: int = IMPORT_ROWS  # a first load of so many rows goes through Neo4j's offline import

    @staticmethod
    def from_environment(environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings from IZDER_* and NEO4J_* variables; documented one by one in docs/settings.md.

        Raises:
            SettingsError: a variable holds what it cannot mean.
        """
        env = os.environ if environment is None else environment
        language = env.get("IZDER_LANG", "ru")
        if language not in LANGUAGES:
            raise SettingsError(f"IZDER_LANG is «{language}»; it must be one of {', '.join(LANGUAGES)}.")
        return Settings(
            home=Path(env.get("IZDER_HOME") or user_data_path("izder")).expanduser().absolute(),
            cache=Path(env.get("IZDER_CACHE") or user_cache_path("izder")).expanduser().absolute(),
            language=language,
            agency=env.get("IZDER_AGENCY", "demo"),
            user=env.get("IZDER_USER") or None,
            reason=env.get("IZDER_REASON") or None,
            neo4j_uri=env.get("NEO4J_URI") or None,
            neo4j_user=env.get("NEO4J_USER") or env.get("NEO4J_USERNAME") or "neo4j",
            neo4j_password=env.get("NEO4J_PASSWORD") or None,
            neo4j_jars=Path(env["IZDER_NEO4J_JARS"]).expanduser() if env.get("IZDER_NEO4J_JARS") else None,
            casework_url=env.get("IZDER_CASEWORK_URL") or None,
            import_rows=_count(env, "IZDER_IMPORT_ROWS", IMPORT_ROWS),
        )


def _count(environment: Mapping[str, str], name: str, unless: int) -> int:
    given = environment.get(name) or str(unless)
    if not given.isdecimal():
        raise SettingsError(f"{name} is «{given}»; it must be a whole number.")
    return int(given)
