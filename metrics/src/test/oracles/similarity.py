"""Reference values of the similarities of representations, from their definitions with numpy, scipy and scikit-learn.

Run `python similarity.py > ../resources/org/gaspard/metrics/similarity/similarity.txt`
(made with numpy 2.4.6, scipy 1.17.1 and scikit-learn 1.9.1).
"""

import itertools

import numpy as np
import scipy.linalg
import scipy.spatial
import scipy.stats
from scipy.spatial.distance import pdist, squareform
from sklearn.neighbors import NearestNeighbors

from sets import COUNT, codes, others, show


def gaussian(x, fraction):
    squares = squareform(pdist(x, "sqeuclidean"))
    return np.exp(-squares / (2 * fraction**2 * np.median(squares)))


def biased(k, l):
    n = len(k)
    h = np.eye(n) - np.ones((n, n)) / n
    return np.trace(k @ h @ l @ h)


def debiased(k, l):
    n = len(k)
    k, l = k - np.diag(np.diag(k)), l - np.diag(np.diag(l))
    one = np.ones(n)
    return (np.trace(k @ l) + one @ k @ one * (one @ l @ one) / (n - 1) / (n - 2) - 2 / (n - 2) * one @ k @ l @ one) / n / (n - 3)


def alignment(k, l, criterion):
    return criterion(k, l) / np.sqrt(criterion(k, k) * criterion(l, l))


def basis(x, kept):
    """Orthonormal columns that span the centred x, or its leading directions, with numpy's tolerance for the rank."""
    x = x - x.mean(axis=0)
    u, s, _ = np.linalg.svd(x, full_matrices=False)
    count = np.sum(s > s[0] * max(x.shape) * np.finfo(float).eps)
    if kept < 1:
        shares = np.cumsum(s**2) / np.sum(s**2)
        count = min(count, np.searchsorted(shares, kept) + 1)
    return u[:, :count]


def correlations(x, y, kept=1):
    return np.cos(scipy.linalg.subspace_angles(basis(x, kept), basis(y, kept)))[::-1]


def projected(x, y):
    u, v = basis(x, 1), basis(y, 1)
    p, rho, _ = np.linalg.svd(u.T @ v)
    h = (u @ p)[:, : len(rho)]
    alpha = np.abs(h.T @ (x - x.mean(axis=0))).sum(axis=1)
    return np.sum(alpha * rho) / alpha.sum()


def triplets(x, y):
    d, e = squareform(pdist(x)), squareform(pdist(y))
    agreeing = total = 0
    for a in range(len(x)):
        i, j = np.triu_indices(len(x), 1)
        use = (i != a) & (j != a)
        agreeing += np.sum(np.sign(d[a, i] - d[a, j])[use] == np.sign(e[a, i] - e[a, j])[use])
        total += use.sum()
    return agreeing / total


def neighbours(x, k, metric):
    found = NearestNeighbors(n_neighbors=k + 1, metric=metric, algorithm="brute").fit(x).kneighbors(x)[1]
    return [set(row.tolist()) - {i} for i, row in enumerate(found)]


def mutual(x, y, k, metric):
    return np.mean([len(a & b) / k for a, b in zip(neighbours(x, k, metric), neighbours(y, k, metric))])


def filled(x, width):
    return np.pad(x, ((0, 0), (0, width - x.shape[1])))


for s in range(COUNT):
    x, y = codes(s), others(s)
    width = max(x.shape[1], y.shape[1])
    show("linear", s, alignment(x @ x.T, y @ y.T, biased), alignment(x @ x.T, y @ y.T, debiased))
    k, l = gaussian(x, 0.8), gaussian(y, 0.8)
    show("gaussian", s, alignment(k, l, biased), alignment(k, l, debiased))
    rho = correlations(x, y)
    show("cca", s, rho.mean(), (rho**2).mean(), projected(x, y), projected(y, x))
    show("svcca", s, correlations(x, y, 0.99).mean())
    disparity = scipy.spatial.procrustes(filled(x, width), filled(y, width))[2]
    show("procrustes", s, 2 - 2 * np.sqrt(1 - disparity), disparity)
    show("distances", s, scipy.stats.pearsonr(pdist(x), pdist(y))[0], scipy.stats.spearmanr(pdist(x), pdist(y))[0])
    show("triplets", s, triplets(x, y))
    show("neighbours", s, mutual(x, y, 10, "cosine"), mutual(x, y, 5, "euclidean"))
