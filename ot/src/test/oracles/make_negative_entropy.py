"""Unbalanced transport under the negative entropy by POT: values for ot/src/test/resources.

Run: python make_negative_entropy.py > ../resources/org/gaspard/ot/entropic/negative_entropy.txt
"""

import numpy as np
import ot

rng = np.random.default_rng(20261122)


def show(name, values):
    print(name + ": " + " ".join(repr(float(v)).replace("inf", "Infinity") for v in np.ravel(values)))


for case, (n, m, eps, rho) in enumerate([(4, 3, 0.3, (0.8, 0.8)), (3, 5, 0.1, (0.2, 2.0)), (4, 4, 0.5, (float("inf"), 0.7))]):
    cost = rng.uniform(size=(n, m))
    a = rng.uniform(0.3, 1.5, size=n)
    b = rng.uniform(0.3, 1.5, size=m)
    plan = ot.unbalanced.sinkhorn_unbalanced(
        a, b, cost, eps, rho, method="sinkhorn", reg_type="entropy", numItermax=100000, stopThr=1e-15
    )
    show(f"{case}.parameters", [n, m, eps, rho[0], rho[1]])
    show(f"{case}.cost", cost)
    show(f"{case}.a", a)
    show(f"{case}.b", b)
    show(f"{case}.plan", plan)
