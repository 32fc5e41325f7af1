"""The compiled kernel: constant Potts (CPM) communities by the Leiden scheme, over CSR arrays.

Traag, Waltman & van Eck 2019, «From Louvain to Leiden: guaranteeing well-connected communities»
(doi:10.1038/s41598-019-41695-z): nodes move while a queue of the unsettled lasts, each community is refined into
well-connected parts, the parts become the nodes of a smaller graph, and so on until nothing moves. The refinement is
the scheme's limit for small theta (best merge, nodes in random order). CPM as in Traag, Van Dooren & Nesterov 2011
(doi:10.1103/PhysRevE.84.016114): inner weight minus `resolution` per pair of members, so no resolution limit.

Plain arrays in and out; the same seed gives the same result. One file, because numba's cache on disk notices a change
only in the file of the function that was called.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from graph.communities.prefetch import prefetch

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
Reals = NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., Any])

EPSILON = 1e-10  # a move must gain more than rounding can
BLOCK = 64  # in large graphs nodes are shuffled in blocks: rows that lie together are read together
LARGE = 1 << 16
NEXT = 16  # neighbours fetched ahead of their turn


def compiled(function: F) -> F:
    """The function as machine code, kept on disk between processes."""
    return cast("F", numba.njit(cache=True, nogil=True)(function))


class Level(NamedTuple):
    """A graph of one level of aggregation; `sizes` is how many original nodes each node stands for."""

    starts: Longs
    targets: Ints
    weights: Floats
    sizes: Ints


@compiled
def shuffle(values: Ints, seed: int) -> None:
    """Bring values into an order drawn from the seed (Fisher-Yates over splitmix64), in place."""
    state = np.uint64(seed)
    for i in range(len(values) - 1, 0, -1):
        state += np.uint64(0x9E3779B97F4A7C15)
        z = state
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        j = np.int64((z ^ (z >> np.uint64(31))) % np.uint64(i + 1))
        values[i], values[j] = values[j], values[i]


@compiled
def ring(n: int, seed: int) -> Ints:
    """Nodes 0..n-1 in an order drawn from the seed, in an array whose length is a power of 2 above n."""
    length = 1
    while length <= n:
        length *= 2
    order, at = np.zeros(length, np.int32), 0
    block = BLOCK if n >= LARGE else 1
    blocks = np.arange((n + block - 1) // block).astype(np.int32)
    shuffle(blocks, seed)
    for i in range(len(blocks)):
        first = int(blocks[i]) * block
        for v in range(first, min(first + block, n)):
            order[at] = v
            at += 1
    return order


@compiled
def look_ahead(level: Level, labels: Ints, order: Ints, i: int) -> None:
    """Fetch what the nodes that come after order[i] will need: their rows, then their neighbours' labels."""
    mask = len(order) - 1
    prefetch(level.starts, order[(i + 16) & mask])
    row = level.starts[order[(i + 8) & mask]]
    for step in (0, 8, 16):
        prefetch(level.targets, row + step)
        prefetch(level.weights, row + step)
    v = order[(i + 4) & mask]
    prefetch(labels, v)
    row = level.starts[v]
    for e in range(row, min(row + NEXT, len(level.targets))):
        prefetch(labels, level.targets[e])


@compiled
def gather(level: Level, v: int, member: Ints, label: Ints, weight_to: Reals, touched: Ints) -> int:
    """Add up the weight from v to each community around it; `touched` lists them, and their number is returned."""
    first, degree, count = level.starts[v], level.starts[v + 1] - level.starts[v], 0
    for k in range(degree):
        label[k] = member[level.targets[first + k]]
    for k in range(degree):
        touched[count] = label[k]
        count += weight_to[label[k]] == 0.0
        weight_to[label[k]] += level.weights[first + k]
    return count


@compiled
def choose(home: int, cost: float, totals: Ints, weight_to: Reals, touched: Ints) -> tuple[int, float, float]:
    """The community where a node gains most (home among equals); leaves `weight_to` zero again."""
    best, gain, second = home, weight_to[home] - cost * totals[home], 0.0
    weight_to[home] = 0.0
    for c in touched:
        weight, weight_to[c] = weight_to[c], 0.0
        here = weight - cost
        if here > gain + EPSILON:  # no community is smaller than 1: most are ruled out without a look
            here = weight - cost * totals[c]
            if here > gain + EPSILON:
                best, gain, here = c, here, gain
        second = max(second, here)
    return best, gain, second


@compiled
def unsettle(level: Level, move: tuple[int, int, int], label: Ints, slack: Floats, queue: Ints, tail: int) -> int:
    """Tell the neighbours of a node that it moved (node, from, to); those without slack queue up. Returns the tail."""
    v, home, best = move
    first = level.starts[v]
    for k in range(level.starts[v + 1] - first):
        u = level.targets[first + k]
        before = slack[u]
        after = before + level.weights[first + k] * (2.0 * (label[k] == best) - 1.0 - (label[k] == home))
        waits = after <= 0.0 and before >= 0.0
        slack[u] = -np.inf if waits else after
        queue[tail & (len(queue) - 1)] = u
        tail += waits
    return tail


@compiled
def move_nodes(level: Level, member: Ints, resolution: float, seed: int) -> int:
    """Move nodes one by one to where they gain most until none can; returns how many moves were made.

    `slack` is by how much a node prefers where it is; a move beside it uses some up, and a node that has none left
    waits for its turn again (below 0: waits already). Leiden's queue takes every neighbour; most would stay.
    """
    n = len(level.sizes)
    totals = np.zeros(n, np.int32)
    for v in range(n):
        totals[member[v]] += level.sizes[v]
    spare, spares = np.empty(n, np.int32), 0
    for c in range(n):
        spare[spares] = c
        spares += totals[c] == 0
    queue, slack, head, tail, moves = ring(n, seed), np.full(n, -np.inf, np.float32), 0, n, 0
    mask = len(queue) - 1
    widest = np.diff(level.starts).max() + 1
    label, touched, weight_to = np.empty(widest, np.int32), np.empty(widest, np.int32), np.zeros(n)
    while head < tail:
        look_ahead(level, member, queue, head)
        row = level.starts[queue[(head + 2) & mask]]
        for e in range(row, min(row + NEXT, len(level.targets))):
            prefetch(weight_to, member[level.targets[e]])
        v = queue[head & mask]
        head += 1
        home, size = member[v], level.sizes[v]
        totals[home] -= size
        count = gather(level, v, member, label, weight_to, touched)
        best, gain, second = choose(home, resolution * size, totals, weight_to, touched[:count])
        if gain < -EPSILON and totals[home] > 0:  # better alone
            spares -= 1
            best, gain, second = spare[spares], 0.0, 0.0
        slack[v] = max(gain - second, 0.0)
        totals[best] += size
        if best == home:
            continue
        moves += 1
        member[v] = best
        if totals[home] == 0:
            spare[spares] = home
            spares += 1
        tail = unsettle(level, (v, home, best), label, slack, queue, tail)
    return moves


@compiled
def ties_within(level: Level, member: Ints, order: Ints) -> Reals:
    """Weight from each node to the rest of its own community."""
    within = np.zeros(len(level.sizes))
    for i in range(len(level.sizes)):
        look_ahead(level, member, order, i)
        v, total = order[i], 0.0
        for e in range(level.starts[v], level.starts[v + 1]):
            total += level.weights[e] * (member[level.targets[e]] == member[v])
        within[v] = total
    return within


@compiled
def refine(level: Level, member: Ints, resolution: float, seed: int) -> Ints:
    """Parts of each community: single nodes merge where it pays and both sides are well connected to the rest."""
    n = len(level.sizes)
    totals = np.zeros(n, np.int32)
    for v in range(n):
        totals[member[v]] += level.sizes[v]
    order = ring(n, seed)
    part, part_size, single = np.arange(n).astype(np.int32), level.sizes.copy(), np.ones(n, np.bool_)
    cut = ties_within(level, member, order)  # weight from each part to the rest of its community
    weight_to, touched = np.zeros(n), np.empty(n, np.int32)
    for i in range(n):
        look_ahead(level, member, order, i)
        v = order[i]
        whole = totals[member[v]]
        if not single[v] or cut[v] < resolution * level.sizes[v] * (whole - level.sizes[v]):
            continue
        count, best, gain, tie = 0, v, EPSILON, 0.0
        for e in range(level.starts[v], level.starts[v + 1]):
            u = level.targets[e]
            if member[u] == member[v]:
                p = part[u]
                touched[count] = p
                count += weight_to[p] == 0.0
                weight_to[p] += level.weights[e]
        for p in touched[:count]:
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
def grouped(labels: Ints, count: int) -> tuple[Longs, Ints]:
    """Nodes sorted by label (a counting sort; the list is a ring for `look_ahead`), and where each label begins."""
    first = np.zeros(count + 1, np.int64)
    for v in range(len(labels)):
        first[labels[v] + 1] += 1
    first = np.cumsum(first)
    nodes, filled = ring(len(labels), 0), first.copy()
    for v in range(len(labels)):
        nodes[filled[labels[v]]] = v
        filled[labels[v]] += 1
    return first, nodes


@compiled
def aggregate(level: Level, part: Ints, count: int) -> Level:
    """The graph whose nodes are the parts (numbered 0 to count - 1); ties within a part are dropped."""
    first, nodes = grouped(part, count)
    starts, sizes = np.zeros(count + 1, np.int64), np.zeros(count, np.int32)
    targets, weights = np.empty(len(level.targets) + 1, np.int32), np.empty(len(level.targets), np.float32)
    weight_to, at = np.zeros(count), 0
    for p in range(count):
        for i in range(first[p], first[p + 1]):
            look_ahead(level, part, nodes, i)
            v = nodes[i]
            sizes[p] += level.sizes[v]
            for e in range(level.starts[v], level.starts[v + 1]):
                q = part[level.targets[e]]
                targets[at] = q
                at += q != p and weight_to[q] == 0.0
                weight_to[q] += level.weights[e]
        weight_to[p] = 0.0
        for e in range(starts[p], at):
            weights[e] = weight_to[targets[e]]
            weight_to[targets[e]] = 0.0
        starts[p + 1] = at
    return Level(starts, targets[:at].copy(), weights[:at].copy(), sizes)


@compiled
def arrange(level: Level, nodes: Ints) -> Level:
    """The same graph with node nodes[i] as number i."""
    n = len(level.sizes)
    place, starts = np.empty(n, np.int32), np.zeros(n + 1, np.int64)
    for i in range(n):
        place[nodes[i]] = i
        starts[i + 1] = starts[i] + level.starts[nodes[i] + 1] - level.starts[nodes[i]]
    targets, weights, at = np.empty(len(level.targets), np.int32), np.empty(len(level.targets), np.float32), 0
    sizes = np.empty(n, np.int32)
    for i in range(n):
        look_ahead(level, place, nodes, i)
        sizes[i] = level.sizes[nodes[i]]
        for e in range(level.starts[nodes[i]], level.starts[nodes[i] + 1]):
            targets[at], weights[at] = place[level.targets[e]], level.weights[e]
            at += 1
    return Level(starts, targets, weights, sizes)


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
def climb(level: Level, member: Ints, resolution: float, seed: int) -> int:
    """One pass through the levels of aggregation, improving `member` in place; returns how many moves were made."""
    place, here, moves = np.arange(len(member)).astype(np.int32), member.copy(), 0
    while True:
        part = refine(level, here, resolution, seed)
        count = renumber(part)
        if count == len(part):  # nothing could be refined: take the communities whole, where they are connected
            here = split(level, here)
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
        seed += 1
        moves += move_nodes(level, here, resolution, seed)
    for v in range(len(member)):
        member[v] = here[place[v]]
    return moves


@compiled
def leiden(level: Level, member: Ints, resolution: float, seed: int, iterations: int) -> Ints:
    """Communities from a starting partition, each connected: up to `iterations` passes, or until one moves nothing.

    After their first moves the nodes are numbered by community: what is read together then lies together.
    """
    seed *= 1000003
    move_nodes(level, member, resolution, seed)
    nodes = grouped(member, len(member))[1]
    near = arrange(level, nodes)
    nodes = nodes[: len(member)]
    moved = member[nodes]
    climb(near, moved, resolution, seed)
    for i in range(1, iterations):
        moves = move_nodes(near, moved, resolution, seed + 100 * i)
        if moves + climb(near, moved, resolution, seed + 100 * i) == 0:
            break
    found = np.empty(len(member), np.int32)
    found[nodes] = moved
    renumber(found)
    return found
