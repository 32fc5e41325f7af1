"""Nobody may look without saying why, once anything but the examples is loaded, here or in the graph."""

import polars as pl
import pytest
from sqlalchemy import Engine

from casework.access import Access
from casework.audit import Audit
from casework.cases import Cases
from casework.review import Review
from core.errors import AccessRefused
from core.home import Home
from graph.store import GraphStore


def test_a_demonstration_ends_with_the_first_other_delivery(
    home: Home, audit: Audit, database: Engine, review: Review, store: GraphStore
) -> None:
    access = Access(home, audit, Cases(database, "tc"), review, store)
    purpose = access.purpose(None, None)
    assert purpose.demonstration
    access.search(purpose, "Сейтова", language="ru")
    store.upsert_nodes("Source", pl.DataFrame({"id": ["source:dddddddddddd"], "name": ["other.csv"]}))
    with pytest.raises(AccessRefused, match="has been loaded"):
        access.search(purpose, "Сейтова", language="ru")


def test_a_delivery_in_the_vault_alone_ends_the_demonstration(
    home: Home, audit: Audit, database: Engine, review: Review
) -> None:
    access = Access(home, audit, Cases(database, "tc"), review)
    assert access.demonstration()
    (home.vault / ("d" * 64)).mkdir()
    assert not access.demonstration()
