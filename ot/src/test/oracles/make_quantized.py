"""Quantized Gromov-Wasserstein by POT: values for ot/src/test/resources.

Run: python make_quantized.py > ../resources/org/gaspard/ot/gromov/quantized.txt
"""

import numpy as np
import ot
from ot.gromov import quantized_fused_gromov_wasserstein_partitioned

rng = np.random.default_rng(20261123)


def show(name, values):
    print(name + ": " + " ".join(repr(float(v)) for v in np.ravel(values)))


for case, (n, m, k, l) in enumerate([(7, 9, 3, 3), (12, 10, 4, 3), (15, 15, 5, 5)]):
    x = rng.normal(size=(n, 2)) * [2, 1]
    y = rng.normal(size=(m, 3)) * [2, 1, 0.5]
    a = rng.uniform(0.5, 1.5, size=n)
    a /= a.sum()
    b = rng.uniform(0.5, 1.5, size=m)
    b /= b.sum()
    cx = ot.dist(x, x, metric="euclidean")
    cy = ot.dist(y, y, metric="euclidean")
    labels_x = np.concatenate([np.arange(k), rng.integers(k, size=n - k)])
    labels_y = np.concatenate([np.arange(l), rng.integers(l, size=m - l)])
    # The first point of each part represents it.
    global_plan, _, plan, log = quantized_fused_gromov_wasserstein_partitioned(
        cx[:k, :k],
        cy[:l, :l],
        [cx[i, labels_x == i] for i in range(k)],
        [cy[j, labels_y == j] for j in range(l)],
        [a[labels_x == i] for i in range(k)],
        [b[labels_y == j] for j in range(l)],
        build_OT=True,
        log=True,
        tol_rel=1e-14,
        tol_abs=1e-14,
    )
    order_x = np.concatenate([np.flatnonzero(labels_x == i) for i in range(k)])
    order_y = np.concatenate([np.flatnonzero(labels_y == j) for j in range(l)])
    whole = np.zeros((n, m))
    whole[np.ix_(order_x, order_y)] = plan
    assert np.allclose(whole.sum(1), a) and np.allclose(whole.sum(0), b)
    show(f"{case}.sizes", [n, m, k, l])
    show(f"{case}.cx", cx)
    show(f"{case}.cy", cy)
    show(f"{case}.a", a)
    show(f"{case}.b", b)
    show(f"{case}.labelsX", labels_x)
    show(f"{case}.labelsY", labels_y)
    show(f"{case}.global", global_plan)
    show(f"{case}.plan", whole)
