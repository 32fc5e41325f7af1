"""Events between two partitions, counted by hand and held to what must always be true."""

from hypothesis import given
from hypothesis import strategies as st

from graph.communities.events import events

ABCD, EFGH = frozenset("abcd"), frozenset("efgh")
PARTITIONS = st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 3)).map(
    lambda placed: [frozenset(n for n, c in placed.items() if c == each) for each in sorted(set(placed.values()))]
)


def told(before, after):
    return [event.change for event in events(before, after)]


def test_each_kind_of_event():
    assert told([ABCD], [ABCD]) == ["same"]
    assert told([ABCD], [ABCD | {"x"}]) == ["grown"]
    assert told([ABCD], [ABCD - {"a"}]) == ["shrunk"]
    assert told([ABCD], [(ABCD - {"a"}) | {"x"}]) == ["changed"]
    assert told([ABCD | EFGH], [ABCD, EFGH]) == ["split"]
    assert told([ABCD, EFGH], [ABCD | EFGH]) == ["merged"]
    assert told([ABCD], [EFGH]) == ["gone", "appeared"]
    assert told([], [ABCD]) == ["appeared"]


@given(PARTITIONS, PARTITIONS)
def test_every_community_is_in_one_event_and_backwards_the_events_are_the_mirror(before, after):
    found = events(before, after)
    assert sorted(place for event in found for place in event.before) == list(range(len(before)))
    assert sorted(place for event in found for place in event.after) == list(range(len(after)))
    back = {(event.after, event.before): event for event in events(after, before)}
    assert all(back[event.before, event.after].joined == event.left for event in found)
