"""The casework database: what people decided and who looked at what. Never derived, never lost."""

from casework.database.engine import open_database

__all__ = ["open_database"]
