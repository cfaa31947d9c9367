"""Graphs that GUDHI's edge collapse leaves, for the tests of edge collapse.

    python collapse.py > ../resources/org/gaspard/topology/rips/collapse.txt

Made with GUDHI 3.7.1. Each line: kind, n, seed, threshold ("inf" for none), then the edges left as i,j,value in ascending order,
values and thresholds in multiples of 2^-20. Distances are those of ripser.py; an input with two equal ones is passed over, because
which of the equal edges stay is a matter of choice.
"""

import math

import gudhi

GRID = 2**20
MASK = 2**64 - 1
SIZES = ((4, 6), (8, 6), (12, 4), (20, 2))


class Random:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def uniform(self):
        return (self.next() >> 44) / GRID


def edges(kind, n, seed):
    """The distances as {(i, j): multiple of 2^-20} with i < j."""
    random = Random(seed)
    if kind == "uniform":
        return {(j, i): int(random.uniform() * GRID) for i in range(n) for j in range(i)}
    x = []
    for _ in range(n):
        point = [2 * random.uniform() - 1 for _ in range(2 if kind == "plane" else 3)]
        if kind == "sphere":
            norm = 0.0
            for c in point:
                norm += c * c
            root = math.sqrt(norm)
            point = [c / root for c in point]
        x.append(point)
    found = {}
    for i in range(n):
        for j in range(i):
            total = 0.0
            for a, b in zip(x[i], x[j]):
                total += (a - b) * (a - b)
            found[j, i] = math.floor(math.sqrt(total) * GRID)
    return found


def collapsed(n, graph):
    tree = gudhi.SimplexTree()
    for v in range(n):
        tree.insert([v], 0.0)
    for (i, j), value in graph.items():
        tree.insert([i, j], float(value))
    tree.collapse_edges()
    return sorted((*simplex, int(value)) for simplex, value in tree.get_skeleton(1) if len(simplex) == 2)


def main():
    seed = 0
    for kind in ("uniform", "plane", "sphere"):
        for n, repeats in SIZES:
            done = 0
            while done < repeats:
                seed += 1
                graph = edges(kind, n, seed)
                ordered = sorted(graph.values())
                if len(set(ordered)) == len(ordered):
                    for threshold in (math.inf, ordered[len(ordered) // 2]):
                        left = collapsed(n, {pair: value for pair, value in graph.items() if value <= threshold})
                        print(kind, n, seed, threshold, *("%d,%d,%d" % edge for edge in left))
                    done += 1


main()
