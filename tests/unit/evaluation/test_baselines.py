"""The simpler methods, on tables made by hand."""

import itertools

import polars as pl

from core.tables import Tables
from evaluation.baselines import BASELINES, cpm_pool, degree, flat_graph, louvain


def made(pairs):
    """Persons p0, p1, … each with one account; transfers between the given pairs."""
    people = sorted({number for pair in pairs for number in pair})
    accounts, persons = [f"account:{n}" for n in people], [f"person:{n}" for n in people]
    transfers = pl.DataFrame([(f"account:{a}", f"account:{b}") for a, b in pairs], schema=["src", "dst"], orient="row")
    return Tables.build({
        "transfers": transfers,
        "holders": pl.DataFrame({"account": accounts, "holder": persons}),
        "persons": pl.DataFrame({"id": persons, "iin": [f"iin{n}" for n in people]}),
    })


CLIQUES = [pair for start in (0, 10) for pair in itertools.combinations(range(start, start + 6), 2)]


def test_accounts_stand_for_their_holders():
    assert set(flat_graph(made([(0, 1)])).ids) == {"person:0", "person:1"}


def test_groups_come_back_as_iins():
    expected = {frozenset(f"iin{n}" for n in range(start, start + 6)) for start in (0, 10)}
    assert set(louvain(made(CLIQUES)).cores) == expected == set(cpm_pool(made(CLIQUES)).cores)


def test_degree_ranks_who_deals_with_most_others():
    assert degree(made([(0, 1), (0, 2), (1, 0)])).persons == {"iin0": 2.0, "iin1": 1.0, "iin2": 1.0}


def test_each_baseline_copes_with_empty_tables():
    for baseline in BASELINES.values():
        assert baseline(Tables.build({})).cores == []
