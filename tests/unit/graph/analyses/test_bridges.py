"""Who bridges networks, beside going through every tie by hand."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyses.who_bridges import bridges

MEMBERS, OTHERS = ["m0", "m1", "m2", "m3"], ["x0", "x1"]
NETWORKS = st.lists(st.tuples(st.sampled_from(["n0", "n1", "n2"]), st.sampled_from(MEMBERS)), min_size=1, unique=True)
LINES = [*MEMBERS, *(f"line of {each}" for each in MEMBERS)]
TIES = st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from([*LINES, *OTHERS])), unique=True, max_size=10)


def owner(line: str, members: set[str]) -> str:
    whose = line.removeprefix("line of ")
    return whose if whose in members else line


@settings(max_examples=100)
@given(NETWORKS, TIES)
def test_bridges_are_those_found_by_hand(networks: list[tuple[str, str]], ties: list[tuple[str, str]]) -> None:
    members = {member for _, member in networks}
    rows = [(network, member, line) for network, member in networks for line in (member, f"line of {member}")]
    lines = pl.DataFrame(rows, schema=["network", "member", "line"], orient="row")
    known = [(a, b) for a, b in ties if a != b and {a, b} & set(lines["line"])]
    both = [(x, y, 1, n, n, f"s:{n}") for n, (a, b) in enumerate(known) for x, y in ((a, b), (b, a))]
    schema = {"line": pl.String, "end": pl.String, "count": pl.Int64, "first_ms": pl.Int64, "last_ms": pl.Int64,
              "source": pl.String}  # fmt: skip
    found = bridges(lines, pl.DataFrame(both, schema=schema, orient="row"))

    of = {member: {network for network, each in networks if each == member} for member in members}
    expected = {}
    for contact in {owner(end, members) for tie in known for end in tie}:
        touched = {
            owner(line, members) for tie in known for line, end in (tie, tie[::-1])
            if owner(end, members) == contact and owner(line, members) in members - {contact}
        }
        reached = set().union(of.get(contact, set()), *(of[each] for each in touched))
        if touched and len(reached) > 1:
            expected[contact] = (sorted(of.get(contact, set())), sorted(reached), len(touched))
    told = {row["contact"]: (row["member_of"], row["networks"], row["ties"]) for row in found.to_dicts()}
    assert told == expected
