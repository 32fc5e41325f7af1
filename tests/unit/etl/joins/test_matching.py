"""Which two reports are one event, and which are left apart because nobody could say."""

import itertools

import polars as pl
from hypothesis import given
from hypothesis import strategies as st


def test_both_banks_tell_of_one_transfer(bench):
    assert bench.joined(bench.rows(("bank_a", 0), ("bank_b", 90))) == [(2, 3)]


def test_further_apart_than_the_tolerance_they_are_two(bench):
    assert bench.joined(bench.rows(("bank_a", 0), ("bank_b", 91))) == []


def test_two_rows_of_one_feed_are_never_joined(bench):
    assert bench.joined(bench.rows(("bank_a", 0), ("bank_a", 1), ("bank_b", 400))) == []


def test_another_amount_is_another_transfer(bench):
    rows = bench.rows(("bank_a", 0), ("bank_b", 5)).with_columns(amount_tiyn=pl.Series([100, 101]))
    assert bench.joined(rows) == []


def test_what_one_leaves_out_does_not_contradict_and_what_it_says_otherwise_does(bench):
    rows = bench.rows(("bank_a", 0), ("bank_b", 5))
    assert bench.joined(rows.with_columns(currency=pl.Series(["KZT", None], dtype=pl.String))) == [(2, 3)]
    assert bench.joined(rows.with_columns(currency=pl.Series(["KZT", "USD"]))) == []


def test_equally_many_on_both_sides_are_joined_in_their_order(bench):
    rows = bench.rows(("bank_a", 0), ("bank_a", 40), ("bank_a", 80), ("bank_b", 3), ("bank_b", 44), ("bank_b", 81))
    assert bench.joined(rows) == [(2, 5), (3, 6), (4, 7)]
    assert bench.ambiguous(rows) == []


def test_order_and_nearness_that_disagree_are_ambiguous(bench):
    rows = bench.rows(("bank_a", 0), ("bank_a", 50), ("bank_b", 45), ("bank_b", 95))
    assert bench.joined(rows) == []
    assert bench.ambiguous(rows) == [(2, 4), (3, 4), (3, 5)]


def test_one_missing_leaves_the_clearly_nearest_joined(bench):
    rows = bench.rows(("bank_a", 0), ("bank_a", 60), ("bank_b", 62))
    assert bench.joined(rows) == [(3, 4)]
    assert bench.ambiguous(rows) == []


def test_one_between_two_is_ambiguous(bench):
    rows = bench.rows(("bank_a", 0), ("bank_a", 20), ("bank_b", 11))
    assert (bench.joined(rows), bench.ambiguous(rows)) == ([], [(2, 4), (3, 4)])


def test_two_at_the_same_second_are_ambiguous(bench):
    rows = bench.rows(("bank_a", 0), ("bank_a", 0), ("bank_b", 5), ("bank_b", 5))
    assert bench.joined(rows) == []
    assert len(bench.ambiguous(rows)) == 4


def test_reports_of_three_feeds_are_one_event(bench):
    decided = bench.decide(bench.rows(("bank_c", 20), ("bank_b", 10), ("bank_a", 0)))
    assert decided.rows["event"].n_unique() == 1
    assert decided.rows.sort("place")["feed"].to_list() == ["bank_a", "bank_b", "bank_c"]


def test_a_chain_that_would_make_one_of_two_rows_of_a_file_is_left_apart(bench):
    rows = bench.rows(("bank_a", 0), ("bank_b", 80), ("bank_c", 160), ("bank_a", 240))
    assert bench.joined(rows) == []
    assert bench.ambiguous(rows) == [(2, 3), (3, 4), (4, 5)]


def test_one_row_in_two_deliveries_of_a_feed_is_one_report(bench):
    rows = bench.rows(("bank_a", 0, "june"), ("bank_a", 0, "july"), ("bank_b", 5), document="1")
    decided = bench.decide(rows)
    assert decided.rows["event"].n_unique() == 1
    assert decided.pairs.height == 1


def test_whom_a_person_told_apart_is_apart(bench):
    rows = bench.rows(("bank_a", 0), ("bank_b", 5))
    assert bench.joined(rows, ("bank_a:2", "bank_b:3", "different")) == []


def test_whom_a_person_called_one_is_one_whatever_the_rule_says(bench):
    rows = bench.rows(("bank_a", 0), ("bank_a", 20), ("bank_b", 11))
    assert bench.joined(rows, ("bank_a:2", "bank_b:4", "same")) == [(2, 4)]
    assert bench.ambiguous(rows, ("bank_a:2", "bank_b:4", "same")) == []


def test_the_feed_that_declares_the_rule_gives_the_edge_its_id(bench):
    rows = bench.rows(("bank_b", 0), ("bank_a", 5))
    decided = bench.decide(rows).rows
    assert set(decided["event"]) == {rows.filter(pl.col("feed") == "bank_a")["natural"].item()}


SECONDS = st.lists(st.integers(0, 600), max_size=6, unique=True)


@given(SECONDS, SECONDS, SECONDS, st.randoms(use_true_random=False))
def test_in_any_order_the_same_is_decided_and_nobody_has_two_partners_in_a_feed(bench, a, b, c, chance):
    told = [*(("bank_a", at) for at in a), *(("bank_b", at) for at in b), *(("bank_c", at) for at in c)]
    rows = bench.rows(*told)
    numbers = list(range(rows.height))
    chance.shuffle(numbers)
    first, second = bench.decide(rows), bench.decide(rows[numbers])
    assert first.pairs.equals(second.pairs)
    assert first.rows.sort("source", "row").equals(second.rows.sort("source", "row"))
    joined = first.pairs.filter(pl.col("state") == "joined")
    for side, other in itertools.permutations(["left", "right"]):
        assert not joined.select(side, f"{other}_feed").is_duplicated().any()
    members = first.rows.group_by("event", "source").agg(pl.col("natural").n_unique().alias("n"))
    assert members.height == 0 or members["n"].max() == 1


@given(SECONDS, SECONDS)
def test_pairs_without_any_rival_are_what_a_plain_loop_finds(bench, a, b):
    """The oracle: each report that has exactly one candidate, which has exactly one, too."""
    rows = bench.rows(*(("bank_a", at) for at in a), *(("bank_b", at) for at in b))
    near = [(x, y) for x in a for y in b if abs(x - y) <= 90]
    lonely = {(x, y) for x, y in near if sum(x == p for p, _ in near) == sum(y == q for _, q in near) == 1}
    at = dict(zip(rows["row"], [*a, *b], strict=True))
    joined = {(at[left], at[right]) for left, right in bench.joined(rows)}
    assert lonely <= joined <= set(near)
