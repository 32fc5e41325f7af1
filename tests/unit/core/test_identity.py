"""Ids: opaque for people, and of content alone for edges."""

import stat

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import identity
from core.errors import SettingsError
from core.home import Home

KEY = bytes(range(32))
IIN, BIN = "900329397139", "000640992783"
ROWS = st.lists(st.tuples(st.none() | st.text(max_size=8), st.none() | st.integers(-(2**62), 2**62)), max_size=20)


def test_a_home_has_one_key_that_only_its_owner_can_read(tmp_path):
    home = Home(tmp_path / "home")
    first = identity.load_key(home, {})
    assert identity.load_key(home, {}) == first
    assert len(first) == 32
    assert stat.S_IMODE(home.identity_key.stat().st_mode) == 0o600


def test_the_environment_can_give_the_key(tmp_path):
    assert identity.load_key(Home(tmp_path), {"IZDER_IDENTITY_KEY": KEY.hex()}) == KEY


@pytest.mark.parametrize("given_key", ["xyz", "00ff"])
def test_a_key_that_is_none_is_one_clear_error(tmp_path, given_key):
    with pytest.raises(SettingsError, match=r"(?i)identity.key"):
        identity.load_key(Home(tmp_path), {"IZDER_IDENTITY_KEY": given_key})


def test_ids_of_people_hide_the_number_and_depend_on_the_key():
    one, other = identity.party_id(KEY, IIN), identity.party_id(KEY[::-1], IIN)
    assert one.startswith("person:")
    assert IIN not in one
    assert one != other
    assert identity.party_id(KEY, BIN).startswith("org:")
    assert identity.person_id(KEY, IIN) == one
    assert identity.key_fingerprint(KEY) != identity.key_fingerprint(KEY[::-1])


def test_an_unnamed_person_is_who_it_belongs_to():
    one = identity.unnamed_id(KEY, "account:KZ1")
    assert one.startswith("person:")
    assert one != identity.unnamed_id(KEY, "account:KZ2")


@given(ROWS)
def test_a_column_of_edge_ids_has_the_ids_of_its_edges(rows):
    table = pl.DataFrame(rows, schema={"a": pl.String, "n": pl.Int64}, orient="row")
    assert identity.edge_ids("CALLED", table, ["a", "n"]).to_list() == [identity.edge_id("CALLED", *r) for r in rows]


@given(ROWS)
def test_a_column_of_unnamed_ids_has_the_ids_of_its_people(rows):
    table = pl.DataFrame(rows, schema={"a": pl.String, "n": pl.Int64}, orient="row")
    expected = [identity.unnamed_id(KEY, a, None if n is None else str(n)) for a, n in rows]
    assert identity.unnamed_ids(KEY, table, ["a", "n"]).to_list() == expected


def test_a_column_of_party_ids_keeps_what_is_missing():
    ids = identity.party_ids(KEY, pl.Series([IIN, None, BIN, IIN]))
    assert ids.to_list() == [identity.party_id(KEY, i) if i else None for i in (IIN, None, BIN, IIN)]


def test_fields_cannot_run_into_each_other():
    assert identity.edge_id("K", "ab", "c") != identity.edge_id("K", "a", "bc")
    assert identity.edge_id("K", None) != identity.edge_id("K", "")


def test_an_edge_id_stays_what_it_was():
    assert identity.edge_id("CALLED", "phone:+77010012345", "phone:109", 1759431600000) == "67dcaac4ba6ce949"


def test_edge_ids_of_different_content_differ():
    table = pl.DataFrame({"n": range(100_000)})
    assert identity.edge_ids("K", table, ["n"]).n_unique() == 100_000
