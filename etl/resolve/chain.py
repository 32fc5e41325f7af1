"""Over which judgements two parties are one."""

from collections import deque
from collections.abc import Iterable, Sequence

from core.judgements import Judgement, JudgementBook
from etl.resolve.apply import PartyGraph, in_force


def chain(book: JudgementBook, graph: PartyGraph, one: str, other: str) -> Sequence[Judgement]:
    """The shortest way from one to the other along judgements in force; none where they are not one."""
    return shortest(in_force(graph, book).merges, one, other)


def shortest(merges: Iterable[Judgement], one: str, other: str) -> Sequence[Judgement]:
    """Breadth first, so that the way has the fewest judgements."""
    beside: dict[str, list[Judgement]] = {}
    for each in merges:
        for party in each.pair:
            beside.setdefault(party, []).append(each)
    ways: dict[str, tuple[Judgement, ...]] = {one: ()}
    waiting = deque([one])
    while waiting and other not in ways:
        here = waiting.popleft()
        for each in beside.get(here, ()):
            there = each.right if each.left == here else each.left
            if there not in ways:
                ways[there] = (*ways[here], each)
                waiting.append(there)
    return ways.get(other, ())
