"""Gaussian mixtures by scikit-learn 1.9, from given starts. Run in this folder: python gaussian_mixture.py."""

import numpy as np
from sklearn.mixture import GaussianMixture

PATH = "../resources/org/gaspard/models/prior/gaussian_mixture.txt"
LINES = []
N, D, K, REGULARISATION = 150, 3, 4, 1e-6


def put(name, array):
    array = np.asarray(array, dtype=np.float64)
    extents = ",".join(str(n) for n in array.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in array.ravel()]))


def start(points, labels):
    weights, means, precisions = [], [], []
    for k in range(K):
        own = points[labels == k]
        weights.append(len(own) / N)
        means.append(own.mean(0))
        precisions.append(np.linalg.inv(np.cov(own.T, bias=True) + REGULARISATION * np.eye(D)))
    return {"weights_init": weights, "means_init": means, "precisions_init": precisions}


rng = np.random.default_rng(3)
group = rng.integers(0, K, N)
mixing = rng.normal(size=(K, D, D)) * 0.7
points = rng.normal(size=(K, D))[group] * 0.8 + np.einsum("nij,nj->ni", mixing[group], rng.normal(size=(N, D)))
points = np.round(points, 4)
labels = np.argsort(np.argsort(points[:, 0])) * K // N
put("points", points)
put("labels", labels)
for name, tolerance, iterations in (("standard", 1e-3, 100), ("long", 1e-7, 1000), ("short", 1e-3, 3)):
    fit = GaussianMixture(
        K, reg_covar=REGULARISATION, tol=tolerance, max_iter=iterations, **start(points, labels)).fit(points)
    put(f"{name}.weights", fit.weights_)
    put(f"{name}.means", fit.means_)
    put(f"{name}.covariances", fit.covariances_)
    put(f"{name}.log_likelihood", fit.lower_bound_)
    put(f"{name}.iterations", fit.n_iter_)
    put(f"{name}.log_densities", fit.score_samples(points))
    print(name, fit.n_iter_, fit.converged_)

# Five groups far apart, which every good start finds.
centres = np.array([[0, 0, 0], [9, 0, 0], [0, 9, 0], [0, 0, 9], [9, 9, 9]])
apart = np.round(centres[rng.integers(0, 5, 300)] + rng.normal(size=(300, 3)), 4)
fit = GaussianMixture(5, random_state=0, n_init=5).fit(apart)
put("apart.points", apart)
put("apart.log_likelihood", fit.score(apart))
order = np.lexsort(np.round(fit.means_).T)
put("apart.means", fit.means_[order])

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
