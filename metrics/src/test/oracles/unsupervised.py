"""Reference values of the unsupervised scores, from their definitions with numpy, scipy and scikit-learn.

Run `python unsupervised.py > ../resources/org/gaspard/metrics/unsupervised/unsupervised.txt`
(made with numpy 2.4.6, scipy 1.17.1 and scikit-learn 1.9.1).
"""

import itertools
import warnings

import numpy as np
import scipy.linalg
import scipy.stats
from sklearn.linear_model import Lasso
from sklearn.metrics import mutual_info_score
from sklearn.preprocessing import StandardScaler

from sets import COUNT, codes, noise, points, show

warnings.filterwarnings("ignore")


def total_correlation(z):
    z = z[:, z.std(axis=0) > 1e-12]
    if z.shape[1] < 2:
        return 0
    covariance = np.cov(z.T)
    return 0.5 * (np.sum(np.log(np.diag(covariance))) - np.linalg.slogdet(covariance)[1])


def wasserstein_correlation(z):
    z = z[:, z.std(axis=0) > 1e-12]
    covariance = np.atleast_2d(np.cov(z.T))
    scales = np.sqrt(np.diag(covariance))
    # tr (D^½ Σ D^½)^½ is the nuclear norm of the scaled points, which loses no digits.
    trace = np.linalg.norm((z - z.mean(axis=0)) * scales, "nuc") / np.sqrt(len(z) - 1)
    root = scipy.linalg.sqrtm(np.diag(scales**2) @ covariance)
    assert abs(trace - np.trace(root).real) < 1e-9 * trace
    distance = 2 * np.trace(covariance) - 2 * trace
    return distance, distance / np.trace(covariance)


def mutual_information(z):
    labels = [np.digitize(column, np.histogram(column, 20)[1][:-1]) for column in z.T]
    return np.mean([mutual_info_score(a, b) for a, b in itertools.permutations(labels, 2)])


def factorised_support(z, batch):
    sums = []
    for start in range(0, len(z), batch):
        part = z[start : start + batch]
        total = 0
        for a, b in itertools.combinations(range(z.shape[1]), 2):
            grid = (part[:, a][:, None, None] - part[:, a]) ** 2 + (part[:, b][None, :, None] - part[:, b]) ** 2
            total += grid.min(axis=2).max()
        sums.append(total)
    return np.mean(sums)


def ranking(models, similarity):
    """models: (codes, divergences) of the same points"""
    scaled = [StandardScaler().fit_transform(z)[:, kl > 0.01] for z, kl in models]
    agreement = np.zeros((len(models), len(models)))
    for i, j in itertools.permutations(range(len(models)), 2):
        x, y = scaled[i], scaled[j]
        if similarity == "lasso":
            r = np.abs(np.atleast_2d(Lasso(alpha=0.1, tol=1e-12, max_iter=100000).fit(x, y).coef_)).T
        else:
            r = np.abs([[scipy.stats.spearmanr(a, b)[0] for b in y.T] for a in x.T])
        strength = [np.nan_to_num(r.max(axis=k) ** 2 / r.sum(axis=k)).mean() for k in (0, 1)]
        agreement[i, j] = np.mean(strength)
    return [np.median(np.delete(agreement[:, j], j)) for j in range(len(models))]


def models(s):
    """Four models of the same points: permuted, turned and noisy versions of independent codes; the last code is the prior's."""
    n = points(s)
    u = noise((n, 4), 3000 + s)
    result = []
    for m in range(4):
        v = noise((n, 4), 4000 + 10 * s + m)
        z = np.stack([u[:, (l + m) % 3] + 0.4 * m * u[:, (l + 1) % 3] + 0.1 * v[:, l] for l in range(3)] + [v[:, 3]], 1)
        result.append((z, np.array([1.0, 0.5, 0.02 if m != 2 else 0.005, 0.01])))
    return result


for s in range(COUNT):
    z = codes(s)
    show("total_correlation", s, total_correlation(z))
    show("wasserstein_correlation", s, *wasserstein_correlation(z))
    show("mutual_information", s, mutual_information(z))
    show("factorised_support", s, factorised_support(z, 64))
    show("udr_spearman", s, *ranking(models(s), "spearman"))
    show("udr_lasso", s, *ranking(models(s), "lasso"))
