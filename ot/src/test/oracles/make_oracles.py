"""Reference values for the tests of optimal transport, from POT and SciPy.

    python make_oracles.py > ../resources/org/gaspard/ot/oracles.txt

Each line: a name, a colon, numbers. Matrices are row-major. Needs numpy, scipy, pot.
"""

import numpy as np
import ot
import scipy
from scipy.optimize import linear_sum_assignment


def write(name, *values):
    flat = np.concatenate([np.ravel(np.asarray(v, dtype=float)) for v in values])
    print(name + ": " + " ".join(repr(float(v)) for v in flat))


print(f"# POT {ot.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}")
rng = np.random.default_rng(20240710)

# Sinkhorn, 5 x 7, arbitrary weights, two values of epsilon.
n, m = 5, 7
cost = np.round(rng.uniform(0, 3, (n, m)), 6)
a = rng.uniform(0.5, 1.5, n)
a /= a.sum()
b = rng.uniform(0.5, 1.5, m)
b /= b.sum()
write("sinkhorn.cost", cost)
write("sinkhorn.a", a)
write("sinkhorn.b", b)
for name, epsilon in (("wide", 0.5), ("narrow", 0.02)):
    plan = ot.sinkhorn(a, b, cost, epsilon, method="sinkhorn_log", stopThr=1e-15, numItermax=200_000)
    write(f"sinkhorn.{name}.plan", plan)
write("emd.value", ot.emd2(a, b, cost))

# Linear assignment, square and rectangular.
for name, shape in (("square", (9, 9)), ("wide", (6, 11))):
    c = np.round(rng.normal(0, 2, shape), 6)
    rows, columns = linear_sum_assignment(c)
    write(f"assignment.{name}.cost", c)
    write(f"assignment.{name}.columns", columns)
    write(f"assignment.{name}.value", c[rows, columns].sum())

# Entropic Gromov-Wasserstein, 6 points in the plane against 8 in space. POT transports 2 C(P), hence 2 epsilon; its value
# has no factor 1/2.
x = np.round(rng.normal(size=(6, 2)), 6)
y = np.round(rng.normal(size=(8, 3)), 6)
p = rng.uniform(0.5, 1.5, 6)
p /= p.sum()
q = np.full(8, 1 / 8)
cx = ((x[:, None] - x[None]) ** 2).sum(-1)
cy = ((y[:, None] - y[None]) ** 2).sum(-1)
write("gromov.x", x)
write("gromov.y", y)
write("gromov.p", p)
for name, epsilon in (("wide", 5.0), ("narrow", 0.8)):
    plan, log = ot.gromov.entropic_gromov_wasserstein(
        cx, cy, p, q, "square_loss", epsilon=2 * epsilon, symmetric=True, solver="PGD", max_iter=5000, tol=1e-13,
        log=True, numItermax=100_000, stopThr=1e-14)
    write(f"gromov.{name}.plan", plan)
    write(f"gromov.{name}.value", ot.gromov.gwloss(*ot.gromov.init_matrix(cx, cy, p, q, "square_loss"), plan))

# 6 iterations of proximal point from abᵀ, uniform, 6 against 6: its convergence is sublinear, its iterates compare.
x = np.round(rng.normal(size=(6, 2)), 6)
y = np.round(rng.normal(size=(6, 3)), 6)
u = np.full(6, 1 / 6)
cx = ((x[:, None] - x[None]) ** 2).sum(-1)
cy = ((y[:, None] - y[None]) ** 2).sum(-1)
plan = ot.gromov.entropic_gromov_wasserstein(
    cx, cy, u, u, "square_loss", epsilon=2 * 8.0, symmetric=True, solver="PPA", max_iter=6, tol=0,
    numItermax=100_000, stopThr=1e-14)
write("proximal.x", x)
write("proximal.y", y)
write("proximal.plan", plan)

# Conditional gradient from the identity, 12 against 12.
x = np.round(rng.normal(size=(12, 3)), 6)
y = np.round(rng.normal(size=(12, 2)), 6)
u = np.full(12, 1 / 12)
cx = ((x[:, None] - x[None]) ** 2).sum(-1)
cy = ((y[:, None] - y[None]) ** 2).sum(-1)
plan, log = ot.gromov.gromov_wasserstein(
    cx, cy, u, u, "square_loss", symmetric=True, G0=np.diag(u), tol_rel=1e-12, tol_abs=1e-12, log=True)
write("exact.x", x)
write("exact.y", y)
write("exact.plan", plan)
write("exact.value", log["gw_dist"])
