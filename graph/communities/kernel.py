"""The compiled kernel: constant Potts (CPM) communities by the Leiden scheme, over CSR arrays.

Traag, Waltman & van Eck 2019, «From Louvain to Leiden: guaranteeing well-connected communities»
(doi:10.1038/s41598-019-41695-z): nodes move while a queue of the unsettled lasts, each community is refined into
well-connected parts, the parts become the nodes of a smaller graph, and so on until nothing moves. The refinement is
the scheme's limit for small theta (best merge, nodes in random order). CPM as in Traag, Van Dooren & Nesterov 2011
(doi:10.1103/PhysRevE.84.016114): inner weight minus `resolution` per pair of members, so no resolution limit.

Plain arrays in and out; the same seed gives the same result on every machine.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Reals = NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., Any])

EPSILON = 1e-10  # a move must gain more than rounding can


def compiled(function: F) -> F:
    """The function as machine code, kept on disk between processes."""
    return cast("F", numba.njit(cache=True, nogil=True, boundscheck=False)(function))


class Level(NamedTuple):
    """A graph of one level of aggregation; `sizes` is how many original nodes each node stands for."""

    starts: Longs
    targets: Ints
    weights: Reals
    sizes: Reals


@compiled
def shuffled(n: int, seed: int) -> Ints:
    """Numbers 0..n-1 in an order drawn from the seed (Fisher-Yates over splitmix64)."""
    order = np.arange(n).astype(np.int32)
    state = np.uint64(seed)
    for i in range(n - 1, 0, -1):
        state += np.uint64(0x9E3779B97F4A7C15)
        z = state
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        j = np.int64((z ^ (z >> np.uint64(31))) % np.uint64(i + 1))
        order[i], order[j] = order[j], order[i]
    return order


@compiled
def gather(level: Level, v: int, member: Ints, weight_to: Reals, touched: Ints) -> int:
    """Add up the weight from v to each community around it; how many there are stands in `touched`."""
    count = 0
    for e in range(level.starts[v], level.starts[v + 1]):
        c = member[level.targets[e]]
        if weight_to[c] == 0.0:
            touched[count] = c
            count += 1
        weight_to[c] += level.weights[e]
    return count


@compiled
def choose(home: int, cost: float, totals: Reals, weight_to: Reals, touched: Ints, count: int) -> tuple[int, float]:
    """The community where a node gains most (home among equals); leaves `weight_to` zero again."""
    best, gain = home, weight_to[home] - cost * totals[home]
    weight_to[home] = 0.0
    for i in range(count):
        c = touched[i]
        if weight_to[c] > 0.0:
            here = weight_to[c] - cost * totals[c]
            if here > gain + EPSILON:
                best, gain = c, here
            weight_to[c] = 0.0
    return best, gain


@compiled
def move_nodes(level: Level, member: Ints, resolution: float, seed: int) -> int:
    """Move nodes one by one to where they gain most until none can; returns how many moves were made."""
    n = len(level.sizes)
    totals, counts = np.zeros(n), np.zeros(n, np.int32)
    for v in range(n):
        totals[member[v]] += level.sizes[v]
        counts[member[v]] += 1
    empty = np.flatnonzero(counts == 0).astype(np.int32)
    spare = np.empty(n, np.int32)
    spare[: len(empty)] = empty
    spares = len(empty)
    queue, waiting = shuffled(n, seed), np.ones(n, np.bool_)
    head, length, moves = 0, n, 0
    weight_to, touched = np.zeros(n), np.empty(n, np.int32)
    while length > 0:
        v = queue[head]
        head = head + 1 if head + 1 < n else 0
        length -= 1
        waiting[v] = False
        home = member[v]
        totals[home] -= level.sizes[v]
        counts[home] -= 1
        count = gather(level, v, member, weight_to, touched)
        best, gain = choose(home, resolution * level.sizes[v], totals, weight_to, touched, count)
        if gain < -EPSILON and counts[home] > 0:  # better alone
            spares -= 1
            best = spare[spares]
        totals[best] += level.sizes[v]
        counts[best] += 1
        if best == home:
            continue
        moves += 1
        member[v] = best
        if counts[home] == 0:
            spare[spares] = home
            spares += 1
        for e in range(level.starts[v], level.starts[v + 1]):
            u = level.targets[e]
            if not waiting[u] and member[u] != best:
                waiting[u] = True
                queue[(head + length) % n] = u
                length += 1
    return moves


@compiled
def ties_within(level: Level, member: Ints) -> Reals:
    """Weight from each node to the rest of its own community."""
    within = np.zeros(len(level.sizes))
    for v in range(len(level.sizes)):
        for e in range(level.starts[v], level.starts[v + 1]):
            if member[level.targets[e]] == member[v]:
                within[v] += level.weights[e]
    return within


@compiled
def refine(level: Level, member: Ints, resolution: float, seed: int) -> Ints:
    """Parts of each community: single nodes merge where it pays and both sides are well connected to the rest."""
    n = len(level.sizes)
    totals = np.zeros(n)
    for v in range(n):
        totals[member[v]] += level.sizes[v]
    part, part_size, single = np.arange(n).astype(np.int32), level.sizes.copy(), np.ones(n, np.bool_)
    cut = ties_within(level, member)  # weight from each part to the rest of its community
    weight_to, touched = np.zeros(n), np.empty(n, np.int32)
    for v in shuffled(n, seed):
        whole = totals[member[v]]
        if not single[v] or cut[v] < resolution * level.sizes[v] * (whole - level.sizes[v]):
            continue
        count, best, gain, tie = 0, v, EPSILON, 0.0
        for e in range(level.starts[v], level.starts[v + 1]):
            u = level.targets[e]
            if member[u] == member[v]:
                if weight_to[part[u]] == 0.0:
                    touched[count] = part[u]
                    count += 1
                weight_to[part[u]] += level.weights[e]
        for i in range(count):
            p = touched[i]
            here = weight_to[p] - resolution * level.sizes[v] * part_size[p]
            if here > gain and cut[p] >= resolution * part_size[p] * (whole - part_size[p]):
                best, gain, tie = p, here, weight_to[p]
            weight_to[p] = 0.0
        if best != v:
            part[v], single[best] = best, False
            part_size[best] += level.sizes[v]
            cut[best] += cut[v] - 2 * tie
    return part


@compiled
def renumber(labels: Ints) -> int:
    """Give labels the numbers 0, 1, … by first appearance, in place; returns how many there are."""
    number, count = np.full(labels.max() + 1, -1, np.int32), 0
    for v in range(len(labels)):
        if number[labels[v]] < 0:
            number[labels[v]] = count
            count += 1
        labels[v] = number[labels[v]]
    return count


@compiled
def aggregate(level: Level, part: Ints, count: int) -> Level:
    """The graph whose nodes are the parts (numbered 0 to count - 1); ties within a part are dropped."""
    first = np.zeros(count + 1, np.int64)
    for v in range(len(part)):
        first[part[v] + 1] += 1
    first = np.cumsum(first)
    nodes, filled = np.empty(len(part), np.int32), first.copy()
    for v in range(len(part)):
        nodes[filled[part[v]]] = v
        filled[part[v]] += 1
    starts, sizes = np.zeros(count + 1, np.int64), np.zeros(count)
    targets, weights = np.empty(len(level.targets), np.int32), np.empty(len(level.targets))
    weight_to, at = np.zeros(count), 0
    for p in range(count):
        for i in range(first[p], first[p + 1]):
            v = nodes[i]
            sizes[p] += level.sizes[v]
            for e in range(level.starts[v], level.starts[v + 1]):
                q = part[level.targets[e]]
                if q == p:
                    continue
                if weight_to[q] == 0.0:
                    targets[at] = q
                    at += 1
                weight_to[q] += level.weights[e]
        for e in range(starts[p], at):
            weights[e] = weight_to[targets[e]]
            weight_to[targets[e]] = 0.0
        starts[p + 1] = at
    return Level(starts, targets[:at].copy(), weights[:at].copy(), sizes)


@compiled
def split(level: Level, member: Ints) -> Ints:
    """Connected pieces of each community, numbered by first appearance: never worse by CPM, and never torn."""
    n = len(member)
    piece, stack, count = np.full(n, -1, np.int32), np.empty(n, np.int32), 0
    for root in range(n):
        if piece[root] >= 0:
            continue
        piece[root], stack[0], height = count, root, 1
        while height > 0:
            height -= 1
            v = stack[height]
            for e in range(level.starts[v], level.starts[v + 1]):
                u = level.targets[e]
                if piece[u] < 0 and member[u] == member[v]:
                    piece[u] = count
                    stack[height] = u
                    height += 1
        count += 1
    return piece


@compiled
def sweep(level: Level, member: Ints, resolution: float, seed: int) -> int:
    """One pass through all levels of aggregation, improving `member` in place; returns how many moves were made."""
    place, here, moves, depth = np.arange(len(member)).astype(np.int32), member.copy(), 0, 0
    while True:
        moves += move_nodes(level, here, resolution, seed + 2 * depth)
        part = refine(level, here, resolution, seed + 2 * depth + 1)
        count = renumber(part)
        if count == len(part):  # nothing could be refined: take the communities whole
            part = here.copy()
            count = renumber(part)
            if count == len(part):
                break
        level = aggregate(level, part, count)
        above = np.empty(count, np.int32)
        for v in range(len(part)):
            above[part[v]] = here[v]
        renumber(above)
        here = above
        place = part[place]
        depth += 1
    for v in range(len(member)):
        member[v] = here[place[v]]
    return moves


@compiled
def leiden(level: Level, member: Ints, resolution: float, seed: int, iterations: int) -> Ints:
    """Communities from a starting partition: up to `iterations` passes, or until one moves nothing."""
    for i in range(iterations):
        if sweep(level, member, resolution, (seed * 1000003 + i) * 100) == 0:
            break
    return split(level, member)
