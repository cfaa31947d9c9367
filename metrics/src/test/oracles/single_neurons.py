"""Reference values for SingleNeuronOracleTest: SNC, NK and DCI-ES written from their definitions, with scikit-learn's
learners and scipy's linear assignment, on the cases of prediction.py.

Run `python single_neurons.py > ../resources/org/gaspard/metrics/prediction/single_neurons.txt`
(made with numpy 2.4.6, scipy 1.17.1 and scikit-learn 1.9.1). Random Fourier features take their numbers from SplitMix64, as
the test does; logistic regressions run to their optimum; boosting is the mean over random_state 0 to 4. Lines "name set value
...": snc: SNC for test and training points, by bins; accuracy: training accuracy of a tree of depth 3, matched by it; removed,
mean: NK with logistic regression; fourier: E and I of Fourier features; boosting: E, I, D, C; size: S.
"""

import warnings

import numpy as np
from prediction import case
from scipy.optimize import linear_sum_assignment
from scipy.stats import entropy
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
MASK = 2**64 - 1
EPS = 2.0**-52


def information(x, y):
    joint = np.zeros((len(np.unique(x)), len(np.unique(y))))
    np.add.at(joint, (np.unique(x, return_inverse=True)[1], np.unique(y, return_inverse=True)[1]), 1)
    return entropy(joint.sum(1)) + entropy(joint.sum(0)) - entropy(joint.ravel())


def share(code, factor):
    labels = np.digitize(code, np.histogram(code, 20)[1][:-1])
    return information(labels, factor) / entropy(np.bincount(factor))


def matched(scores):
    factors, neurons = linear_sum_assignment(scores, maximize=True)
    found = np.full(scores.shape[0], -1)
    found[factors] = neurons
    return found


class Bins:
    """20 bins of equal width over the range of the training points, each with its most frequent class."""

    def fit(self, x, y):
        self.low, self.high = x.min(), x.max()
        every = np.bincount(y)
        self.table = [np.argmax(c) if c.sum() else np.argmax(every)
                      for c in (np.bincount(y[self.bins(x) == b], minlength=len(every)) for b in range(20))]
        return self

    def bins(self, x):
        if self.high == self.low:
            return np.zeros(len(x), int)
        return np.clip(np.floor((x[:, 0] - self.low) / (self.high - self.low) * 20), 0, 19).astype(int)

    def predict(self, x):
        return np.array(self.table)[self.bins(x)]


def majority(y, test_y):
    return np.mean(test_y == np.argmax(np.bincount(y)))


def snc(z, v, test_z, test_v, neurons, learner, chance):
    test, training = [], []
    for k, l in enumerate(neurons):
        y, t = v[:, k], test_v[:, k]
        if l < 0:
            a, b = majority(y, t), majority(y, y)
        else:
            m = learner().fit(z[:, [l]], y)
            a, b = np.mean(m.predict(test_z[:, [l]]) == t), np.mean(m.predict(z[:, [l]]) == y)
        test.append((a - chance(y, t)) / (1 - chance(y, t)))
        training.append((b - chance(y, y)) / (1 - chance(y, y)))
    return np.mean(test), np.mean(training)


def logistic(c):
    return LogisticRegression(C=c, tol=1e-12, max_iter=100000, solver="newton-cholesky")


def nk(z, v, test_z, test_v, neurons, remove):
    scale = StandardScaler().fit(z)
    x, test_x = scale.transform(z), scale.transform(test_z)
    lost = []
    for k, l in enumerate(neurons):
        y, t = v[:, k], test_v[:, k]
        m = logistic(1).fit(x, y)
        before, after = m.score(test_x, t), None
        if l < 0:
            after = before
        elif remove:
            rest = [i for i in range(x.shape[1]) if i != l]
            after = logistic(1).fit(x[:, rest], y).score(test_x[:, rest], t)
        else:
            silenced = test_x.copy()
            silenced[:, l] = 0
            after = m.score(silenced, t)
        lost.append((before - after) / (1 - majority(y, t)))
    return np.mean(lost)


def uniform_numbers(seed):
    """SplitMix64, upper 53 bits."""
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        m = seed
        m = ((m ^ (m >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        m = ((m ^ (m >> 27)) * 0x94D049BB133111EB) & MASK
        yield ((m ^ (m >> 31)) >> 11) * 2.0**-53


def fourier(points, count, bandwidth, seed):
    u = uniform_numbers(seed)
    columns = []
    for _ in range(count):
        frequencies = []
        for _ in range(points.shape[1]):
            radius = np.sqrt(-2 * np.log(1 - next(u)))
            frequencies.append(radius * np.cos(2 * np.pi * next(u)) / bandwidth)
        columns.append(np.cos(points @ np.array(frequencies) + 2 * np.pi * next(u)))
    return np.sqrt(2 / count) * np.array(columns).T


def log_loss(p, classes, y):
    return -np.mean(np.log(np.maximum(p[np.arange(len(y)), np.searchsorted(classes, y)], EPS)))


def explicitness(capacities, losses, baseline):
    """E and I of one factor."""
    x, y = np.log2(capacities), np.minimum.accumulate(losses)
    return 1 - np.trapezoid(y - y[-1], x) / (0.5 * (x[-1] - x[0]) * baseline), 1 - y[-1] / baseline


def baseline(y, t):
    return -np.mean(np.log((np.bincount(y) / len(y))[t]))


def es_fourier(z, v, test_z, test_v):
    scale = StandardScaler().fit(z)
    x, test_x = scale.transform(z), scale.transform(test_z)
    capacities, parts = [4, 8, 16, 32], []
    for y, t in zip(v.T, test_v.T):
        losses = []
        for m in capacities:
            model = logistic(100).fit(fourier(x, m, 2, 11), y)
            losses.append(log_loss(model.predict_proba(fourier(test_x, m, 2, 11)), model.classes_, t))
        parts.append(explicitness(capacities, losses, baseline(y, t)))
    return np.mean(parts, axis=0)


def es_boosting(z, v, test_z, test_v, seed):
    scale = StandardScaler().fit(z)
    x, test_x = scale.transform(z), scale.transform(test_z)
    capacities, parts, importances = [1, 2, 4, 8, 16], [], []
    for y, t in zip(v.T, test_v.T):
        models = [GradientBoostingClassifier(n_estimators=m, random_state=seed).fit(x, y) for m in capacities]
        losses = [log_loss(m.predict_proba(test_x), m.classes_, t) for m in models]
        parts.append(explicitness(capacities, losses, baseline(y, t)))
        importances.append(np.abs(models[int(np.argmin(losses))].feature_importances_))
    r = np.array(importances).T
    d = 1 - entropy(r.T + 1e-11, base=r.shape[1])
    c = 1 - entropy(r + 1e-11, base=r.shape[0])
    return [*np.mean(parts, axis=0), np.sum(d * r.sum(1)) / r.sum(), np.mean(c)]


def show(name, number, *values):
    print(name, number, *(repr(float(value)) for value in values))


if __name__ == "__main__":
    for number in range(24):
        codes, factors, training = case(number)
        z, v, test_z, test_v = codes[:training], factors[:training], codes[training:], factors[training:]
        data = z, v, test_z, test_v
        neurons = matched(np.array([[share(code, factor) for code in z.T] for factor in v.T]))
        show("snc", number, *snc(*data, neurons, Bins, majority))
        tree = lambda: DecisionTreeClassifier(max_depth=3, random_state=0)
        by_accuracy = matched(np.array([[tree().fit(z[:, [l]], y).score(z[:, [l]], y) for l in range(z.shape[1])]
                                        for y in v.T]))
        show("accuracy", number, np.mean([tree().fit(z[:, [l]], v[:, k]).score(z[:, [l]], v[:, k])
                                          for k, l in enumerate(by_accuracy) if l >= 0]))
        show("removed", number, nk(*data, neurons, True))
        show("mean", number, nk(*data, neurons, False))
        show("fourier", number, *es_fourier(*data))
        show("boosting", number, *np.mean([es_boosting(*data, seed) for seed in range(5)], axis=0))
        show("size", number, v.shape[1] / z.shape[1])
