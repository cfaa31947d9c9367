"""Reference values for the tests of exact transport, from POT.

    python make_exact.py > ../resources/org/gaspard/ot/exact.txt

Each line: a name, a colon, numbers. Matrices are row-major. Needs numpy, pot.
"""

import numpy as np
import ot


def write(name, *values):
    flat = np.concatenate([np.ravel(np.asarray(v, dtype=float)) for v in values])
    print(name + ": " + " ".join(repr(float(v)) for v in flat))


def weights(n):
    w = rng.uniform(0, 1, n)
    return w / w.sum()


print(f"# POT {ot.__version__}, NumPy {np.__version__}")
rng = np.random.default_rng(20261122)

# Linear transport: arbitrary weights, 15 x 12 and 20 x 4, and small whole costs with tied weights, 10 x 10.
for name, cost, a, b in (
    ("dense", np.round(rng.normal(size=(15, 12)), 6), weights(15), weights(12)),
    ("tall", np.round(rng.uniform(0, 5, (20, 4)), 6), weights(20), weights(4)),
    ("degenerate", rng.integers(0, 4, (10, 10)), np.repeat([0.05, 0.15], 5), np.tile([0.04, 0.16], 5)),
):
    write(f"emd.{name}.cost", cost)
    write(f"emd.{name}.a", a)
    write(f"emd.{name}.b", b)
    write(f"emd.{name}.value", ot.emd2(a, b, np.asarray(cost, dtype=float)))

# The line.
x, y, a, b = np.round(rng.normal(size=14), 6), np.round(rng.normal(0.5, 2, 9), 6), weights(14), weights(9)
for name, v in (("x", x), ("y", y), ("a", a), ("b", b)):
    write("line." + name, v)
for p in (1.0, 1.5, 2.0, 4.0):
    write(f"line.value.{p}", ot.wasserstein_1d(x, y, a, b, p=p))

# The circle of length 1.
x, y, a, b = np.round(rng.uniform(size=11), 6), np.round(rng.uniform(size=8) ** 2, 6), weights(11), weights(8)
for name, v in (("x", x), ("y", y), ("a", a), ("b", b)):
    write("circle." + name, v)
for p in (1.0, 2.0, 3.0):
    write(f"circle.value.{p}", ot.wasserstein_circle(x, y, a, b, p=p, eps=1e-13))

# Gaussian distributions in four dimensions.
m1, m2 = np.round(rng.normal(size=4), 6), np.round(rng.normal(size=4), 6)
r1, r2, r3 = np.round(rng.normal(size=(4, 4)), 6), np.round(rng.normal(size=(4, 4)), 6), np.round(rng.normal(size=(4, 4)), 6)
s1, s2, s3 = r1 @ r1.T + 0.1 * np.eye(4), r2 @ r2.T + 0.1 * np.eye(4), r3 @ r3.T + 0.1 * np.eye(4)
for name, v in (("m1", m1), ("m2", m2), ("s1", s1), ("s2", s2), ("s3", s3)):
    write("gaussian." + name, v)
write("gaussian.distance", ot.gaussian.bures_wasserstein_distance(m1, m2, s1, s2))
slope, offset = ot.gaussian.bures_wasserstein_mapping(m1, m2, s1, s2)
write("gaussian.slope", slope)
write("gaussian.offset", offset)
mean, covariance = ot.gaussian.bures_wasserstein_barycenter(
    np.stack([m1, m2, m1 + m2]), np.stack([s1, s2, s3]), weights=np.array([0.5, 0.3, 0.2]), num_iter=5000, eps=1e-14)
write("gaussian.barycentre.mean", mean)
write("gaussian.barycentre.covariance", covariance)

# Sliced transport along given directions, in three dimensions.
x, y, a, b = np.round(rng.normal(size=(12, 3)), 6), np.round(rng.normal(0.3, 1.5, (9, 3)), 6), weights(12), weights(9)
directions = np.round(rng.normal(size=(6, 3)), 6)
for name, v in (("x", x), ("y", y), ("a", a), ("b", b), ("directions", directions)):
    write("sliced." + name, v)
unit = (directions / np.linalg.norm(directions, axis=1, keepdims=True)).T
for p in (1, 2, 3):
    write(f"sliced.value.{p}.0", ot.sliced_wasserstein_distance(x, y, a, b, projections=unit, p=p))
    write(f"sliced.max.{p}.0", ot.max_sliced_wasserstein_distance(x, y, a, b, projections=unit, p=p))
