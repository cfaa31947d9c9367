"""Reference values for RtdLiteTest and DistanceNormalisationTest, from SciPy's minimum_spanning_tree and NumPy.

    python rtd_lite.py > ../resources/org/gaspard/topology/rtd_lite.txt

Each line: a name, a colon, numbers. The clouds are those of clusters.txt.
"""

from pathlib import Path

import numpy as np
import scipy
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import cdist

HERE = Path(__file__).parent
A = np.loadtxt(HERE / "../resources/org/gaspard/topology/clusters.txt")


def write(name, *values):
    print(name + ": " + " ".join(repr(float(v)) for v in np.ravel(values)))


def moved(k):
    angle = 2 * np.pi * (np.arange(300) // 5 % k) / k
    return A + 10 * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def normalised(points):
    d = cdist(points, points)
    return d / np.quantile(d, 0.9)


def tree(d):
    """The edges (weight, i, j) in ascending order. SciPy takes 0 for no edge; the clouds have no pair at that distance."""
    t = minimum_spanning_tree(d).tocoo()
    return sorted(zip(t.data, t.row, t.col))


def total(d):
    return sum(w for w, _, _ in tree(d))


def bar_lengths(a, c):
    """Of each edge of MST(c) the death minus the birth: the smallest weight at which a joins its ends, the earlier edges
    of MST(c) being there from the beginning. Found by a breadth-first walk in a minimum spanning tree of a with these
    edges at a tiny weight (SciPy takes weights up to 1e-8 for no edges)."""
    tiny = 1e-7
    assert a[a > 0].min() > tiny
    a = a.copy()
    lengths = []
    for birth, u, v in tree(c):
        t = minimum_spanning_tree(a)
        t = (t + t.T).tocsr()
        widest = {u: 0.0}
        front = [u]
        while v not in widest:
            following = []
            for i in front:
                for k in range(t.indptr[i], t.indptr[i + 1]):
                    j = t.indices[k]
                    if j not in widest:
                        widest[j] = max(widest[i], t.data[k])
                        following.append(j)
            front = following
        lengths.append(widest[v] - birth)
        a[u, v] = a[v, u] = tiny
    return np.array(lengths)


print(f"# SciPy {scipy.__version__}, NumPy {np.__version__}")
a = normalised(A)
for k in (2, 3, 4, 5, 6, 10, 12):
    b = normalised(moved(k))
    low, high = np.minimum(a, b), np.maximum(a, b)
    write(f"clusters.{k}.sums", total(a) - total(low), total(b) - total(low), total(high) - total(low))
    for name, d in (("first", a), ("second", b)):
        lengths = bar_lengths(d, low)
        long = lengths[lengths > 1e-9]
        write(f"clusters.{k}.{name}", len(long), (long**2).sum(), long.max())

points = A[:7]
d = cdist(points, points)
write("distances", d)
for q in (0.0, 0.1, 0.25, 0.5, 0.9, 0.95, 1.0):
    write(f"quantile.{q}", np.quantile(d, q))
write("median", np.median(d))
write("mean", d.mean())
write("maximum", d.max())
