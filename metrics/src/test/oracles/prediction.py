"""Reference values for PredictionOracleTest: DCI, SAP, explicitness and InfoE written from their definitions, with
scikit-learn's learners.

Run `python prediction.py > ../resources/org/gaspard/metrics/prediction/prediction.txt`
(made with numpy 2.4.6 and scikit-learn 1.9.1). Codes and factors come from integer arithmetic that the test repeats, so that
only results are stored. Linear learners run to their optimum (small tolerances). Boosting has scikit-learn's defaults; its
random numbers decide between equally good cuts only, and figures are the mean over random_state 0 to 4. Each block: number, kind,
L and K; D, C, test and training informativeness of boosting; the same of the lasso; SAP for test and training points and by
correlation; its test accuracies [L x K]; explicitness for test and training points, then one-versus-rest; InfoE for
training and test points.
"""

import warnings

import numpy as np
from scipy.stats import entropy
from sets import stream
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LassoCV, LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")
SIZES = [[3, 4], [2, 5, 3], [4, 2], [3, 3, 2]]
KINDS = ["aligned", "mixed", "rotated", "duplicated", "dead", "split"]


def case(number):
    """Codes [N, L] and factors [N, K] of a case, and how many of the points are for training."""
    sizes, kind = SIZES[number % 4], KINDS[number % 6]
    training, test = 300 + 10 * number, 200
    states = stream(101 + 7 * number)
    noise = 0.3 + 0.1 * (number % 5)
    factors, codes = [], []
    for _ in range(training + test):
        v = [(next(states) >> 8) % size for size in sizes]
        s = [value / size for value, size in zip(v, sizes)]
        if kind == "aligned":
            z = list(s)
        elif kind == "mixed":
            z = [s[0] + 0.5 * s[1], s[1] - 0.25 * s[0], s[-1] + 0.3 * s[0], s[-1] - 0.4 * s[1]]
        elif kind == "rotated":
            z = [s[0] + s[1], s[0] - s[1], s[-1]]
        elif kind == "duplicated":
            z = s + s
        elif kind == "dead":
            z = s + [0.0, 0.0]
        else:
            z = [float(v[0] % 2), float(v[0] // 2)] + s[1:]
        z = [value + (3 * noise if kind == "duplicated" and i >= len(s) else noise) * (next(states) / 2147483647.0)
             for i, value in enumerate(z)]
        if kind == "dead":
            z[-1] = 0.25
        factors.append(v)
        codes.append(z)
    return np.array(codes), np.array(factors), training


def boosted(z, v, test_z, test_v, seed):
    models = [GradientBoostingClassifier(random_state=seed).fit(z, y) for y in v.T]
    return boosted_figures(models, z, v, test_z, test_v)


def boosted_figures(models, z, v, test_z, test_v):
    r = np.abs(np.array([m.feature_importances_ for m in models])).T
    d = 1 - entropy(r.T + 1e-11, base=r.shape[1])
    c = 1 - entropy(r + 1e-11, base=r.shape[0])
    return [np.sum(d * r.sum(1)) / r.sum(), np.sum(c * r.sum(0)) / r.sum(),
            np.mean([m.score(test_z, y) for m, y in zip(models, test_v.T)]),
            np.mean([m.score(z, y) for m, y in zip(models, v.T)])]


def dci(*data):
    return np.mean([boosted(*data, seed) for seed in range(5)], axis=0)


def dci_lasso(z, v, test_z, test_v):
    scale, values = MinMaxScaler().fit(z), MinMaxScaler().fit(v)
    x, y, test_x, test_y = scale.transform(z), values.transform(v), scale.transform(test_z), values.transform(test_v)
    models = [LassoCV(alphas=[1e-4, 1e-3, 0.01, 0.1, 0.2, 0.4, 0.8, 1], cv=10, tol=1e-10, max_iter=1000000).fit(x, t)
              for t in y.T]
    return regressed_figures(models, 12, x, y, test_x, test_y)


def regressed_figures(models, scale, x, y, test_x, test_y):
    r = np.abs(np.array([m.coef_ if hasattr(m, "coef_") else m.feature_importances_ for m in models])).T
    p, q = r / np.maximum(r.sum(1, keepdims=True), 1e-300), r / np.maximum(r.sum(0, keepdims=True), 1e-300)
    d = 1 - entropy(np.where(r.sum(1, keepdims=True) > 0, p, 1), base=r.shape[1], axis=1)
    c = 1 - entropy(np.where(r.sum(0, keepdims=True) > 0, q, 1), base=r.shape[0], axis=0)

    def information(inputs, targets):
        return np.mean([max(0, 1 - scale * np.mean((m.predict(inputs) - t) ** 2)) for m, t in zip(models, targets.T)])

    return [np.sum(d * r.sum(1)) / r.sum(), np.mean(c), information(test_x, test_y), information(x, y)]


def gap(s):
    ordered = np.sort(s, axis=0)
    return np.mean(ordered[-1] - ordered[-2])


def sap(z, v, test_z, test_v):
    s = np.zeros((2, z.shape[1], v.shape[1]))
    for i in range(z.shape[1]):
        for k in range(v.shape[1]):
            m = LinearSVC(C=0.01, class_weight="balanced", dual=False, tol=1e-12, max_iter=100000)
            m.fit(z[:, [i]], v[:, k])
            s[:, i, k] = (accuracy_score(test_v[:, k], m.predict(test_z[:, [i]])),
                          accuracy_score(v[:, k], m.predict(z[:, [i]])))
    squared = np.zeros(s.shape[1:])
    for i in range(z.shape[1]):
        for k in range(v.shape[1]):
            c = np.cov(z[:, i], v[:, k], ddof=1)
            squared[i, k] = 0 if c[0, 0] <= 1e-12 else c[0, 1] ** 2 / (c[0, 0] * c[1, 1])
    return [gap(s[0]), gap(s[1]), gap(squared)], s[0]


def areas(labels, probabilities, classes):
    return np.mean([roc_auc_score(labels == c, probabilities[:, j]) for j, c in enumerate(classes)])


def explicitness(z, v, test_z, test_v):
    scale = StandardScaler().fit(z)
    parts = []
    for y, test_y in zip(v.T, test_v.T):
        m = LogisticRegression(tol=1e-10, max_iter=100000).fit(scale.transform(z), y)
        parts.append((areas(test_y, m.predict_proba(scale.transform(test_z)), m.classes_),
                      areas(y, m.predict_proba(scale.transform(z)), m.classes_)))
    return np.mean(parts, axis=0)


def explicitness_one_versus_rest(z, v, test_z, test_v):
    scale = MinMaxScaler().fit(z)
    parts = []
    for y, test_y in zip(v.T, test_v.T):
        for_classes = []
        for c in np.unique(y):
            m = LogisticRegression(class_weight="balanced", tol=1e-10, max_iter=100000).fit(scale.transform(z), y == c)
            for_classes.append((roc_auc_score(test_y == c, m.predict_proba(scale.transform(test_z))[:, 1]),
                                roc_auc_score(y == c, m.predict_proba(scale.transform(z))[:, 1])))
        parts.append(2 * (np.mean(for_classes, axis=0) - 0.5))
    return np.mean(parts, axis=0)


def info_e(z, v, test_z, test_v):
    scale = StandardScaler().fit(z)
    parts = []
    for y, test_y in zip(v.T, test_v.T):
        entropies = []
        for x, test_x in [(scale.transform(z), scale.transform(test_z)), (np.zeros_like(z), np.zeros_like(test_z))]:
            m = LogisticRegression(C=np.inf, class_weight="balanced", tol=1e-9, max_iter=20000).fit(x, y)
            entropies.append([log_loss(labels, m.predict_proba(inputs), labels=m.classes_)
                              for labels, inputs in [(y, x), (test_y, test_x)]])
        parts.append(1 - np.divide(*entropies))
    return np.mean(parts, axis=0)


def show(*values):
    print(*(repr(float(value)) for value in np.ravel(np.concatenate([np.ravel(v) for v in values]))))


if __name__ == "__main__":
    for number in range(24):
        codes, factors, training = case(number)
        data = codes[:training], factors[:training], codes[training:], factors[training:]
        print(number, KINDS[number % 6], codes.shape[1], factors.shape[1])
        show(dci(*data))
        show(dci_lasso(*data))
        figures, accuracies = sap(*data)
        show(figures)
        show(accuracies)
        show(explicitness(*data), explicitness_one_versus_rest(*data))
        show(info_e(*data))
