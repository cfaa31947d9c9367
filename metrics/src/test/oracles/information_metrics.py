"""Reference values for InformationOracleTest, from the definitions, with numpy, scipy and scikit-learn.

Run `python information_metrics.py > ../resources/org/gaspard/metrics/information/information_metrics.txt`
(the first line of the output names the versions it was made with). The data come from integer arithmetic that the test
repeats, so that only results are stored: a line for each case, its values in the order of the last function.
"""

import numpy as np
import scipy
import sklearn
from scipy.special import digamma, logsumexp
from scipy.stats import norm
from sets import integers, noise
from sklearn.metrics import mutual_info_score
from sklearn.preprocessing import MinMaxScaler


def data(case):
    n, k, width = 150 + 37 * case, 2 + case % 3, 2 + case % 4
    sizes = [1 if case % 6 == 5 and j == 0 else 2 + (case + 3 * j) % 7 for j in range(k)]
    factors = (integers(n * k, case + 1).reshape(n, k) >> 8) % np.array(sizes)
    weights = noise((width, k), 200 + case)
    codes = 0.3 * noise((n, width), 100 + case)
    for j in range(k):
        for i in range(width):
            if (i + j + case) % 3 != 1:
                codes[:, i] = codes[:, i] + weights[i, j] * (factors[:, j] / sizes[j])
    if case % 5 == 0:
        codes[:, -1] = 1.5
    smooth = np.stack([factors[:, j] / sizes[j] + 0.2 * noise((n, k), 300 + case)[:, j] for j in range(k)], 1)
    log_variances = -4 + 3 * noise((n, width), 400 + case)
    draws = codes + np.exp(0.5 * log_variances) * (3.4 * (noise((n, width), 500 + case) - 0.5))
    varying = [j for j in range(k) if len(set(factors[:, j])) > 1]
    return codes, factors[:, varying], smooth, log_variances, draws


def own_range(x, bins):
    return np.digitize(x, np.histogram(x, bins)[1][:-1])


def unit_range(x, bins):
    return np.digitize(MinMaxScaler().fit_transform(x[:, None])[:, 0], np.linspace(0, 1, bins + 1)[:-1])


def fixed_range(x, bins, low, high):
    return np.clip(np.digitize(x, np.linspace(low, high, bins + 1)[:-1]), 1, bins)


def quantiles(x, bins):
    return np.digitize(x, np.quantile(x, np.arange(bins) / bins))


def entropy(labels):
    p = np.unique(labels, return_counts=True)[1] / len(labels)
    return -np.sum(p * np.log(p))


def joint_entropy(x, y):
    return entropy(np.unique(np.stack([x, y]), axis=1, return_inverse=True)[1])


def matrix(z, v, information):
    return np.array([[information(z[:, i], v[:, j]) for j in range(v.shape[1])] for i in range(z.shape[1])])


def entropies(labels):
    return np.array([entropy(column) for column in labels.T])


def binned(x, rule, *options):
    return np.stack([rule(column, *options) for column in x.T], 1)


def column_gaps(m):
    ordered = np.sort(m, axis=0)
    return ordered[-1] - ordered[-2]


def divided(m, by):
    return np.where(by > 0, m / np.where(by > 0, by, 1), 0)


def modularity(m, rows):
    scores = []
    for i in rows:
        row = np.sort(m[i])[::-1]
        scores.append(0 if row[0] == 0 else 1 - np.sum(row[1:] ** 2) / (row[0] ** 2 * (len(row) - 1)))
    return np.mean(scores)


def jemmig(z, v, m, bins):
    raw, normalised = [], []
    for j in range(v.shape[1]):
        best, second = np.argsort(-m[:, j], kind="stable")[:2]
        raw.append(joint_entropy(z[:, best], v[:, j]) - m[best, j] + m[second, j])
        normalised.append(1 - raw[-1] / (entropy(v[:, j]) + np.log(bins)))
    return np.mean(normalised), np.mean(raw)


def dcimig(m, h):
    credits = np.zeros(m.shape[1])
    for row in m:
        ordered = np.sort(row)
        best = np.argmax(row)
        credits[best] = max(credits[best], ordered[-1] - ordered[-2])
    return credits.sum() / h.sum()


def info_mec(m, h, codes, share):
    ranges = np.ptp(codes, axis=0)
    parts = (m / h)[ranges > share * ranges.max()]

    def best(rows):
        count = rows.shape[1]
        shares = [row.max() / row.sum() if row.sum() > 0 else 1 / count for row in rows]
        return (np.mean(shares) - 1 / count) / (1 - 1 / count)
    return best(parts), best(parts.T) if len(parts) > 1 else np.nan


def scaled(x):
    return x / x.std() if x.std() > 1e-14 else x


def ross(x, labels, k):
    x = scaled(x)
    counts = {label: np.sum(labels == label) for label in set(labels)}
    kept = np.array([counts[label] > 1 for label in labels])
    x, labels = x[kept], labels[kept]
    terms = []
    for value, label in zip(x, labels):
        same = np.sort(np.abs(x[labels == label] - value))
        neighbours = min(k, len(same) - 1)
        radius = same[neighbours]
        near = np.abs(x - value)
        m = np.sum(near < radius) if radius > 0 else np.sum(near == 0)
        terms.append(digamma(neighbours) - digamma(len(same)) - digamma(m))
    return max(0, digamma(len(x)) + np.mean(terms))


def kraskov(x, y, k):
    x, y = scaled(x), scaled(y)
    dx, dy = np.abs(x[:, None] - x), np.abs(y[:, None] - y)
    radius = np.sort(np.maximum(dx, dy), axis=1)[:, k][:, None]
    within = lambda d: np.where(radius[:, 0] > 0, np.sum(d < radius, axis=1), np.sum(d == 0, axis=1))
    return max(0, digamma(len(x)) + digamma(k) - np.mean(digamma(within(dx)) + digamma(within(dy))))


def sampled(means, log_variances, draws, v):
    def surprise(i, points):
        mu, s, z = means[points, i], log_variances[points, i], draws[points, i]
        log_q = norm.logpdf(z[:, None], mu, np.exp(s / 2))
        return -np.mean(logsumexp(log_q, axis=1) - np.log(len(mu)))

    everywhere = np.arange(len(v))
    m = np.zeros((means.shape[1], v.shape[1]))
    for i in range(m.shape[0]):
        h = surprise(i, everywhere)
        for j in range(m.shape[1]):
            values, counts = np.unique(v[:, j], return_counts=True)
            conditional = [surprise(i, everywhere[v[:, j] == value]) for value in values]
            m[i, j] = max(0, h - np.dot(counts, conditional) / len(v))
    return np.mean(column_gaps(m / entropies(v)))


def plain_entropy(p):
    p = np.ravel(p)
    return -np.sum(p[p > 0] * np.log(p[p > 0]))


def quantised(means, log_variances, v, bins, low, high):
    edges = np.linspace(low, high, bins + 1)
    edges[0], edges[-1] = -np.inf, np.inf
    m = np.zeros((means.shape[1], v.shape[1]))
    joints = np.zeros(m.shape)
    informativeness = []
    for i in range(m.shape[0]):
        masses = np.diff(norm.cdf(edges, means[:, [i]], np.exp(log_variances[:, [i]] / 2)), axis=1)
        h = plain_entropy(masses.mean(axis=0))
        informativeness.append(h - np.mean([plain_entropy(row) for row in masses]))
        for j in range(m.shape[1]):
            table = np.array([masses[v[:, j] == value].sum(axis=0) for value in set(v[:, j])]) / len(v)
            joints[i, j] = plain_entropy(table)
            m[i, j] = h + entropy(v[:, j]) - joints[i, j]
    raw, normalised = [], []
    for j in range(m.shape[1]):
        best = np.argmax(m[:, j])
        raw.append(joints[best, j] - column_gaps(m)[j])
        normalised.append(1 - raw[-1] / (entropy(v[:, j]) + np.log(bins)))
    return (np.mean(column_gaps(m)), np.mean(column_gaps(m) / entropies(v)), np.mean(normalised), np.mean(raw),
            np.mean(informativeness))


def scores(case):
    codes, v, smooth, log_variances, draws = data(case)
    h = entropies(v)
    own, unit = binned(codes, own_range, 20), binned(codes, unit_range, 10)
    m_own, m_unit = matrix(own, v, mutual_info_score), matrix(unit, v, mutual_info_score)
    m_unit = np.maximum(m_unit, 0)
    h_unit = entropies(unit)[:, None]
    alive = np.flatnonzero(np.ptp(codes, axis=0) > 0)
    yield np.mean(column_gaps(m_own / h))
    yield np.mean(column_gaps(divided(m_unit, h_unit)))
    yield np.mean(column_gaps(matrix(binned(codes, quantiles, 8), v, mutual_info_score)))
    yield np.mean(column_gaps(matrix(binned(codes, fixed_range, 30, 0.1, 0.9), v, mutual_info_score) / h))
    v_own = binned(smooth, own_range, 20)
    yield np.mean(column_gaps(matrix(own, v_own, mutual_info_score) / entropies(v_own)))
    yield np.mean(column_gaps(matrix(codes, smooth, lambda x, y: kraskov(x, y, 3))))
    yield np.mean(column_gaps(divided(m_unit, h_unit).T))
    yield np.mean(column_gaps(divided(m_unit[alive], h).T))
    yield modularity(np.maximum(m_own, 0), range(len(m_own)))
    yield modularity(m_unit, alive)
    yield from jemmig(unit, v, m_unit, 10)
    yield dcimig(m_unit, h)
    yield from info_mec(np.maximum(m_own, 0), h, codes, 1 / 20)
    yield from info_mec(matrix(codes, v, lambda x, y: ross(x, y, 10)), h, codes, 1 / 20)
    yield sampled(codes, log_variances, draws, v)
    yield from quantised(codes, log_variances, v, 100, -4, 4)


print("#", "numpy", np.__version__, "scipy", scipy.__version__, "scikit-learn", sklearn.__version__)
for case in range(24):
    print(case, *(repr(float(score)) for score in scores(case)))
