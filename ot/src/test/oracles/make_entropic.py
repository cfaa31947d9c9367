"""Reference values for the tests of org.gaspard.ot.entropic, from POT and NumPy.

    python make_entropic.py > ../resources/org/gaspard/ot/entropic/entropic.txt

Each line: a name, a colon, numbers. Matrices are row-major. Needs numpy, scipy, pot.
"""

import warnings

import numpy as np
import ot
from scipy.special import logsumexp


def write(name, *values):
    flat = np.concatenate([np.ravel(np.asarray(v, dtype=float)) for v in values])
    print(name + ": " + " ".join(repr(float(v)) for v in flat))


warnings.simplefilter("error")
print(f"# POT {ot.__version__}, NumPy {np.__version__}")
rng = np.random.default_rng(20241015)

n, m = 6, 8
x = np.round(rng.normal(size=(n, 2)), 6)
y = np.round(rng.normal(size=(m, 2)) + 0.5, 6)
cost = ((x[:, None] - y[None]) ** 2).sum(-1)
cxx = ((x[:, None] - x[None]) ** 2).sum(-1)
cyy = ((y[:, None] - y[None]) ** 2).sum(-1)
a = rng.uniform(0.5, 1.5, n)
a /= a.sum()
b = rng.uniform(0.5, 1.5, m)
b /= b.sum()
heavy = 1.4 * b
write("x", x)
write("y", y)
write("a", a)
write("b", b)
write("heavy", heavy)


def kl(p, q):
    return (p * np.log(p / q) - p + q).sum()


# Balanced.
for name, epsilon in (("wide", 1.0), ("narrow", 0.1)):
    write(f"balanced.{name}",
          ot.sinkhorn(a, b, cost, epsilon, method="sinkhorn_log", stopThr=1e-15, numItermax=100_000, warn=False))

# Unbalanced: penalties rho KL on both sums, entropy relative to the product of the weights.
epsilon = 0.3
for name, rho in (("both", (2.0, 2.0)), ("two", (0.5, 4.0)), ("stiff", (60.0, 60.0))):
    write(f"unbalanced.{name}",
          ot.unbalanced.sinkhorn_unbalanced(a, heavy, cost, epsilon, list(rho), reg_type="kl", stopThr=1e-15,
                                            numItermax=1_000_000))

# Partial: the entropy relative to the counting measure.
write("partial", ot.partial.entropic_partial_wasserstein(a, heavy, cost, 0.3, m=0.6, numItermax=200_000, stopThr=1e-15))


# Sinkhorn divergences.
def balanced(w, v, c, eps):
    plan = ot.sinkhorn(w, v, c, eps, method="sinkhorn_log", stopThr=1e-29, numItermax=20_000, warn=False)
    return (plan * c).sum() + eps * kl(plan, np.outer(w, v))


def symmetric(w, c, eps):
    """By averaged updates; the alternating ones of POT need more than 100 000 iterations for these."""
    f = np.zeros(len(w))
    for _ in range(2000):
        f = 0.5 * (f - eps * logsumexp(np.log(w)[None] + (f[None] - c) / eps, axis=1))
    plan = np.outer(w, w) * np.exp((f[:, None] + f[None] - c) / eps)
    assert np.abs(plan.sum(1) - w).max() < 1e-15
    return (plan * c).sum() + eps * kl(plan, np.outer(w, w))


def unbalanced(w, v, c, eps, rho):
    plan = ot.unbalanced.sinkhorn_unbalanced(w, v, c, eps, rho, reg_type="kl", stopThr=1e-16, numItermax=1_000_000)
    return ((plan * c).sum() + eps * kl(plan, np.outer(w, v)) + rho * kl(plan.sum(1), w) + rho * kl(plan.sum(0), v))


write("divergence.balanced",
      balanced(a, b, cost, 0.5) - 0.5 * symmetric(a, cxx, 0.5) - 0.5 * symmetric(b, cyy, 0.5))
write("divergence.unbalanced",
      unbalanced(a, heavy, cost, 0.5, 1.5) - 0.5 * unbalanced(a, a, cxx, 0.5, 1.5)
      - 0.5 * unbalanced(heavy, heavy, cyy, 0.5, 1.5) + 0.25 * (a.sum() - heavy.sum()) ** 2)

# Barycentres of three histograms on a line of 12 points.
k = 12
t = np.linspace(0, 1, k)
line = (t[:, None] - t[None]) ** 2
hists = np.stack([np.exp(-((t - c) ** 2) / 0.01) + 0.01 for c in (0.2, 0.5, 0.9)], axis=1)
hists /= hists.sum(0)
weights = np.array([0.5, 0.3, 0.2])
write("barycentre.histograms", hists.T)
write("barycentre.weights", weights)
# Not method="sinkhorn": its start is an unweighted mean, which it never forgets, so that it is wrong for unequal weights.
write("barycentre.plain",
      ot.bregman.barycenter(hists, line, 0.02, weights, method="sinkhorn_log", numItermax=100_000, stopThr=1e-15))
write("barycentre.debiased",
      ot.bregman.barycenter_debiased(hists, line, 0.02, weights, numItermax=100_000, stopThr=1e-15))

# A barycentre of two images by convolutions; POT's kernel is exp(-d²/reg) on coordinates in [0, 1].
side = 6
g0, g1 = np.meshgrid(np.linspace(0, 1, side), np.linspace(0, 1, side), indexing="ij")
images = np.stack([np.exp(-((g0 - p) ** 2 + (g1 - q) ** 2) / 0.05) + 0.01 for p, q in ((0.2, 0.3), (0.8, 0.6))])
images /= images.sum((1, 2), keepdims=True)
write("images", images)
write("images.plain",
      ot.bregman.convolutional_barycenter2d(images, 0.05, np.array([0.5, 0.5]), numItermax=100_000, stopThr=1e-15))
write("images.debiased",
      ot.bregman.convolutional_barycenter2d_debiased(images, 0.05, np.array([0.5, 0.5]), numItermax=100_000, stopThr=1e-15))

# Low-rank transport: not convex, so only costs can be compared.
lx = np.round(rng.normal(size=(30, 2)), 6)
ly = np.round(rng.normal(size=(30, 2)) + 0.5, 6)
write("lowrank.x", lx)
write("lowrank.y", ly)
warnings.simplefilter("ignore")
costs = []
for rank in (2, 4, 8):
    q, r, g = ot.lowrank.lowrank_sinkhorn(lx, ly, rank=rank, reg=0, init="random", gamma_init="rescale", numItermax=5000,
                                          stopThr=1e-10, seed_init=1)
    plan = q @ np.diag(1 / g) @ r.T
    costs.append((plan * ((lx[:, None] - ly[None]) ** 2).sum(-1)).sum())
write("lowrank.costs", costs)
