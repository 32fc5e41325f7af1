"""Money is followed as courts count it: paired coin by coin, summed up by matrices, and none is made or lost."""

from collections import Counter, deque
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyses.money.pairing import METHODS, Transfer, fifo, proportional
from graph.analyses.money.tracing import HOUR_MS, Way, trace

HERE = "account:here"
WIDE = 1_000_000  # tiyn in a coin of the small worlds


def moved(n: int, src: str, dst: str, amount: int, hour: int | None = None) -> Transfer:
    return Transfer(f"t{n:03}", src, dst, (n if hour is None else hour) * HOUR_MS, amount)


@st.composite
def statements(draw: st.DrawFn) -> list[Transfer]:
    """Transfers of one account, in and out."""
    rows = draw(st.lists(st.tuples(st.booleans(), st.integers(1, 12)), max_size=14))
    return [moved(n, *(("x", HERE) if came else (HERE, "y")), amount) for n, (came, amount) in enumerate(rows)]


@given(statements())
def test_first_in_first_out_is_what_coins_in_a_row_do(statement: list[Transfer]) -> None:
    row: deque[str] = deque()
    pairs: Counter[tuple[str, str]] = Counter()
    for each in statement:
        if each.dst == HERE:
            row.extend([each.id] * each.amount)
        else:
            pairs.update((row.popleft(), each.id) for _ in range(min(each.amount, len(row))))
    assert {(a, b): tiyn for a, b, tiyn in fifo(HERE, statement)} == dict(pairs)


@given(statements())
def test_proportional_sharing_is_exact_fractions(statement: list[Transfer]) -> None:
    there: dict[str, Fraction] = {}
    pairs: dict[tuple[str, str], Fraction] = {}
    for each in statement:
        if each.dst == HERE:
            there[each.id] = Fraction(each.amount)
            continue
        whole = sum(there.values(), Fraction(0))
        share = min(Fraction(1), each.amount / whole) if whole else Fraction(0)
        pairs |= {(source, each.id): lot * share for source, lot in there.items()}
        there = {source: lot * (1 - share) for source, lot in there.items()}
    found = {(a, b): tiyn for a, b, tiyn in proportional(HERE, statement)}
    for pair in pairs.keys() | found.keys():
        assert found.get(pair, 0.0) == pytest.approx(float(pairs.get(pair, 0)), abs=1e-9)


@st.composite
def towns(draw: st.DrawFn) -> list[Transfer]:
    """Transfers among six accounts."""
    ends = st.integers(0, 5)
    rows = draw(st.lists(st.tuples(ends, ends, st.integers(1, 9)), min_size=1, max_size=25))
    return [moved(n, f"a{x}", f"a{y}", amount * WIDE) for n, (x, y, amount) in enumerate(rows) if x != y]


@settings(max_examples=80)
@given(town=towns(), method=st.sampled_from(sorted(METHODS)), back=st.booleans(), hops=st.integers(1, 5))
def test_a_sum_is_followed_as_by_powers_of_a_matrix(town, method: str, back: bool, hops: int) -> None:
    way = Way(back=back, method=method, hops=hops)
    seeds = [each for each in town if (each.dst if back else each.src) == "a0"]
    steps = trace({each.id: float(each.amount) for each in seeds}, seeds, lambda ids: of(town, ids), way)
    at = {each.id: n for n, each in enumerate(town)}
    matrix = np.zeros((len(town), len(town)))
    for account in {end for each in town for end in (each.src, each.dst)}:
        for came, went, tiyn in METHODS[method](account, of(town, [account])):
            row, column = (went, came) if back else (came, went)
            matrix[at[row], at[column]] += tiyn / town[at[row]].amount
    here = np.array([float(each.amount) if each in seeds else 0.0 for each in town])
    for hop in range(1, hops + 1):
        found = {step.transfer.id: step.traced for step in steps if step.hop == hop}
        expected = {each.id: here[n] for each, n in zip(town, range(len(town)), strict=True) if here[n] >= 100.0}
        assert found == pytest.approx(expected)
        here = here @ matrix


def of(town: list[Transfer], accounts: list[str]) -> list[Transfer]:
    return [each for each in town if {each.src, each.dst} & set(accounts)]


@settings(max_examples=80)
@given(town=towns(), method=st.sampled_from(sorted(METHODS)))
def test_no_more_goes_on_than_came(town, method: str) -> None:
    seeds = [each for each in town if each.src == "a0"]
    steps = trace({each.id: float(each.amount) for each in seeds}, seeds, lambda ids: of(town, ids), Way(method=method))
    for step in steps:
        assert step.on <= step.traced * (1 + 1e-9)
        assert step.traced <= step.transfer.amount * (1 + 1e-9)
    sums = Counter(dict.fromkeys(range(1, 7), 0.0))
    for step in steps:
        sums[step.hop] += step.traced
    assert all(sums[hop + 1] <= sums[hop] * (1 + 1e-9) for hop in range(1, 5))


def test_money_that_lay_too_long_is_not_followed() -> None:
    town = [moved(0, "a0", "a1", 5 * WIDE, hour=0), moved(1, "a1", "a2", 5 * WIDE, hour=30)]
    begin = {town[0].id: 5.0 * WIDE}
    near = trace(begin, town[:1], lambda ids: of(town, ids), Way(hours=24))
    far = trace(begin, town[:1], lambda ids: of(town, ids), Way(hours=48))
    assert [step.transfer.id for step in near] == ["t000"]
    assert [step.transfer.id for step in far] == ["t000", "t001"]


def test_a_chain_by_hand() -> None:
    """A card gets 100 from one payer and 50 from another, passes 120 on: first in first out takes all of the first."""
    town = [
        moved(0, "payer", "card", 100 * WIDE), moved(1, "other", "card", 50 * WIDE),
        moved(2, "card", "sink", 120 * WIDE), moved(3, "sink", "cash", 60 * WIDE),
    ]  # fmt: skip
    for method, expected in (("fifo", [100, 100, 50]), ("proportional", [100, 80, 40])):
        steps = trace({"t000": 100.0 * WIDE}, town[:1], lambda ids: of(town, ids), Way(method=method))
        assert [step.traced / WIDE for step in steps] == pytest.approx(expected)
