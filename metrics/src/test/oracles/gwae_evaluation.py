"""Reference values of novelty, clustering, linear transferability and pairs of distances, from scikit-learn and the definitions with numpy and scipy.

Run `python gwae_evaluation.py clustering > ../resources/org/gaspard/metrics/clustering/clustering.txt`, and the same with
`novelty`, with `transfer` (into prediction/transfer.txt; five minutes) and with `distances` (into similarity/distances.txt)
(made with numpy 2.4.6, scipy 1.17.1 and scikit-learn 1.9.1).
"""

import sys
import warnings

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.stats import multivariate_normal, spearmanr
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    adjusted_rand_score,
    calinski_harabasz_score,
    confusion_matrix,
    normalized_mutual_info_score,
    roc_auc_score,
    roc_curve,
)
from sklearn.model_selection import StratifiedKFold
from sklearn.multiclass import OneVsRestClassifier

from sets import COUNT, codes, integers, noise, points, show

warnings.simplefilter("ignore")


def novelty(s):
    n = points(s)
    inside = np.floor((5 + s) * noise((n + s % 5,), 12000 + s))
    outside = np.floor((5 + s) * noise((n + s % 3,), 13000 + s) + s % 4)
    each = min(len(inside), len(outside))
    scores = np.concatenate([inside[:each], outside[:each]])
    labels = np.repeat([0, 1], each)
    show("area", s, roc_auc_score(labels, scores), roc_auc_score(labels, -scores))
    no, yes, _ = roc_curve(labels, scores, drop_intermediate=False)
    show("curve", s, *no, *yes)
    z = codes(s)
    show("normal", s, *-multivariate_normal(np.zeros(z.shape[1])).logpdf(z))


def labels(s, count, seed):
    return integers(points(s), seed) % count


def clustering(s):
    z = codes(s)
    k = 2 + s % 5
    found = KMeans(k, init=z[:k], n_init=1, max_iter=300, tol=0, algorithm="lloyd").fit(z)
    show("centres", s, found.inertia_, *found.cluster_centers_.ravel(), *found.labels_)
    show("index", s, calinski_harabasz_score(z, found.labels_))
    first, second = labels(s, k, 14000 + s), labels(s, 2 + s % 7, 15000 + s)
    second = np.where(noise((points(s),), 16000 + s) < s / 24, first, second)
    table = confusion_matrix(first, second)
    rows, columns = linear_sum_assignment(-table)
    show(
        "agreement",
        s,
        adjusted_rand_score(first, second),
        normalized_mutual_info_score(first, second),
        table[rows, columns].sum() / len(first),
    )


def transfer(s):
    """Binary factors in even sets, three values in odd ones; solved far beyond liblinear's default stop."""
    z = codes(s) / (1 if s % 6 in (0, 1, 3, 4) else 10)
    n, classes = len(z), 2 + s % 2
    score = z[:, 0] - z[:, 1] + (noise((n,), 17000 + s) - 0.5)
    factor = np.searchsorted(np.quantile(score, np.arange(1, classes) / classes), score)
    base = lambda c: LogisticRegression(l1_ratio=1, solver="liblinear", C=c, tol=1e-12, max_iter=1_000_000, random_state=0)
    exact = base(0.3) if classes == 2 else OneVsRestClassifier(base(0.3))
    exact.fit(z, factor)
    machines = [exact] if classes == 2 else exact.estimators_
    show("weights", s, *np.concatenate([np.append(m.coef_, m.intercept_) for m in machines]))
    means = []
    for c in (30, 3, 0.3):
        found = []
        for train, test in StratifiedKFold(5).split(z, factor):
            model = base(c) if classes == 2 else OneVsRestClassifier(base(c))
            found.append(model.fit(z[train], factor[train]).score(z[test], factor[test]))
        means.append(np.mean(found))
    show("accuracies", s, *means)


def distances(s):
    z, x = noise((points(s), 2), 18000 + s).T
    x = z * (24 - s) / 24 + 3 * x
    counts, _, _ = np.histogram2d(x, z, bins=2 + s)
    show("histogram", s, *counts.ravel(), z.min(), z.max(), x.min(), x.max())
    roots = np.sqrt(z), np.sqrt(x)
    show(
        "difference",
        s,
        np.mean(np.abs((1 + s / 4) * roots[0] - roots[1])),
        np.corrcoef(*roots)[0, 1],
        np.corrcoef(z, x)[0, 1],
        spearmanr(*roots).statistic,
        roots[0].mean(),
        roots[1].mean(),
        np.linalg.lstsq(roots[0][:, None], roots[1], rcond=None)[0][0],
    )


for s in range(COUNT):
    {"distances": distances, "novelty": novelty, "clustering": clustering, "transfer": transfer}[sys.argv[1]](s)
