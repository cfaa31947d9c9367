"""Reference values for the quadratic family, by POT (https://pythonot.github.io) in NumPy.

Run: python make_gromov.py > ../resources/org/gaspard/ot/gromov/gromov.txt

POT leaves out the 1/2 before the quadratic cost: a plan here belongs to POT's with 2M, 2 epsilon and 2 rho, and POT's values
are twice those here.
"""

import warnings

import numpy as np
import ot

warnings.filterwarnings("ignore")


def show(name, values):
    print(name + ": " + " ".join(repr(float(v)) for v in np.ravel(values)))


def weights(rng, n):
    w = rng.uniform(0.5, 1.5, n).round(2)
    return w / w.sum()


rng = np.random.default_rng(20260)
n, m = 7, 9
x = rng.normal(size=(n, 2)).round(3)
y = rng.normal(size=(m, 3)).round(3)
fx = rng.normal(size=(n, 2)).round(3)
fy = rng.normal(size=(m, 2)).round(3)
p, q = weights(rng, n), weights(rng, m)
cx, cy, M = ot.dist(x), ot.dist(y), ot.dist(fx, fy)
for name, v in (("x", x), ("y", y), ("fx", fx), ("fy", fy), ("p", p), ("q", q)):
    show(name, v)

# Fused, both losses; the KL loss on costs moved away from 0.
alpha = 0.6
for loss, a, b, eps in (("square", cx, cy, 1.5), ("kl", cx + 0.5, cy + 0.5, 0.3)):
    full = loss + "_loss"
    T, log = ot.gromov.entropic_fused_gromov_wasserstein(
        2 * M, a, b, p, q, full, epsilon=2 * eps, alpha=alpha, symmetric=True, max_iter=5000, tol=1e-12, log=True,
        numItermax=100000, stopThr=1e-13)
    show(f"entropic.{loss}.plan", T)
    show(f"entropic.{loss}.value", log["fgw_dist"] / 2)
    T, log = ot.gromov.fused_gromov_wasserstein(
        2 * M, a, b, p, q, full, alpha=alpha, symmetric=True, log=True, tol_rel=1e-14, tol_abs=1e-14)
    show(f"exact.{loss}.plan", T)
    show(f"exact.{loss}.value", log["fgw_dist"] / 2)

# Semi-relaxed.
T, log = ot.gromov.semirelaxed_fused_gromov_wasserstein(
    2 * M, cx, cy, p, alpha=alpha, symmetric=True, log=True, G0=np.outer(p, q), tol_rel=1e-14, tol_abs=1e-14)
show("semirelaxed.plan", T)
show("semirelaxed.value", log["srfgw_dist"] / 2)
T = ot.gromov.entropic_semirelaxed_fused_gromov_wasserstein(
    2 * M, cx, cy, p, alpha=alpha, symmetric=True, epsilon=2 * 3.0, G0=np.outer(p, q), max_iter=7, tol=0)
show("mirror.plan", T)

# Partial.
for mass in (0.5, 0.8):
    T, log = ot.gromov.partial_fused_gromov_wasserstein(
        2 * M, cx, cy, p, q, m=mass, alpha=alpha, symmetric=True, log=True, G0=np.outer(p, q) * mass, tol=1e-14)
    show(f"partial.{mass}.plan", T)
    show(f"partial.{mass}.value", log["partial_fgw_dist"] / 2)

# Unbalanced.
for rho, eps in ((5.0, 1.0), (0.7, 0.4)):
    T = ot.gromov.fused_unbalanced_gromov_wasserstein(
        cx, cy, p, q, reg_marginals=2 * rho, epsilon=2 * eps, unbalanced_solver="sinkhorn_log", divergence="kl",
        max_iter=3000, tol=1e-13, max_iter_ot=5000, tol_ot=1e-13)[0]
    show(f"unbalanced.{rho}.plan", T)

# Lower bounds from transport on the line.
sx, sy = np.sqrt(cx**2 @ p), np.sqrt(cy**2 @ q)
show("bound.first", 0.5 * ot.emd2_1d(sx, sy, p, q))
show("bound.second", 0.5 * ot.emd2_1d(cx.ravel(), cy.ravel(), np.outer(p, p).ravel(), np.outer(q, q).ravel()))

# Normal distributions.
A, B = rng.normal(size=(4, 4)).round(2), rng.normal(size=(3, 3)).round(2)
S, T = A @ A.T, B @ B.T
show("gaussian.s", S)
show("gaussian.t", T)
show("gaussian.value", ot.gaussian.gaussian_gromov_wasserstein_distance(S, T))

# Barycentres: twenty rounds, each coupling from the one before; one round for the KL loss.
Cs = [cx, cy]
start = ot.dist(rng.normal(size=(5, 2)).round(3))
show("barycentre.start", start)
w = ot.unif(5)
C = ot.gromov.gromov_barycenters(
    5, Cs, [p, q], w, [0.3, 0.7], "square_loss", symmetric=True, max_iter=20, tol=0, warmstartT=True, init_C=start)
show("barycentre.square", C)
C = ot.gromov.entropic_gromov_barycenters(
    5, [cx + 0.5, cy + 0.5], [p, q], w, [0.3, 0.7], "kl_loss", epsilon=2 * 0.5, symmetric=True, max_iter=1, tol=0,
    init_C=start + 0.5, numItermax=100000, stopThr=1e-13)
show("barycentre.kl", C)

# Low rank: a value to compare with.
u, v = rng.normal(size=(40, 2)).round(3), rng.normal(size=(50, 3)).round(3)
show("lowrank.u", u)
show("lowrank.v", v)
best = np.inf
for seed in range(5):
    Q, R, g = ot.gromov.lowrank_gromov_wasserstein_samples(u, v, rank=5, gamma_init="theory", seed_init=seed)
    P = Q @ np.diag(1 / g) @ R.T
    du, dv = ot.dist(u), ot.dist(v)
    value = 0.5 * ((du**2).mean() + (dv**2).mean()) - np.sum((du @ P @ dv) * P)
    best = min(best, value)
show("lowrank.value", best)
