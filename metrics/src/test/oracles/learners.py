"""Reference values for org.gaspard.metrics.learners, from scikit-learn.

Ran with Python 3.11, scikit-learn 1.9.1, SciPy 1.17.1, NumPy 2.4.6:
    python learners.py > ../resources/org/gaspard/metrics/learners/learners.txt
Lines are "name: numbers". The data come from a Lehmer generator that LearnersOracle.java repeats. Solvers run far beyond their
default stop ("default-..." lines: with the default stop).
"""

import warnings

import numpy as np
from sets import stream
from sklearn.feature_selection import mutual_info_classif, mutual_info_regression
from sklearn.feature_selection._mutual_info import _compute_mi_cc, _compute_mi_cd
from sklearn.linear_model import Lasso, LassoCV, LinearRegression, LogisticRegression, LogisticRegressionCV
from sklearn.metrics import accuracy_score, balanced_accuracy_score, log_loss, r2_score, roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

warnings.simplefilter("ignore")


def say(name, *values):
    numbers = np.concatenate([np.ravel(np.asarray(v, dtype=float)) for v in values])
    print(name + ": " + " ".join(repr(float(v)) for v in numbers))


def problem(seed, points, width, classes, noise):
    """Features, labels (3 k - 5) and targets."""
    random = (state / 2147483647.0 for state in stream(seed))
    mixing = [[next(random) - 0.5 for _ in range(width)] for _ in range(classes)]
    features, labels, targets = [], [], []
    for _ in range(points):
        x = [2 * next(random) - 1 for _ in range(width)]
        best, score = 0, -1e300
        for k in range(classes):
            s = noise * (next(random) - 0.5)
            for l in range(width):
                s += mixing[k][l] * x[l]
            if k == 0:
                targets.append(s)
            if s > score:
                best, score = k, s
        features.append(x)
        labels.append(3 * best - 5)
    return np.array(features), np.array(labels), np.array(targets)


def logistic(name, x, y, c, weights):
    exact = LogisticRegression(C=c, class_weight=weights, solver="newton-cholesky", tol=1e-14, max_iter=1000).fit(x, y)
    quick = LogisticRegression(C=c, class_weight=weights).fit(x, y)
    say(name + "-coefficients", exact.coef_)
    say(name + "-intercepts", exact.intercept_)
    say(name + "-probabilities", exact.predict_proba(x[:5]))
    say(name + "-scores", exact.score(x, y), log_loss(y, exact.predict_proba(x)))
    say("default-" + name + "-coefficients", quick.coef_)
    say("default-" + name + "-scores", quick.score(x, y), log_loss(y, quick.predict_proba(x)))


inf = np.inf
x, y, t = problem(1, 120, 3, 2, 1.0)
logistic("logistic-binary", x, y, 1, None)
logistic("logistic-binary-balanced", x, y, 0.01, "balanced")
logistic("logistic-binary-free", x, y, inf, None)
x, y, t = problem(2, 200, 5, 4, 0.8)
logistic("logistic-four", x, y, 1, None)
logistic("logistic-four-balanced", x, y, 100, "balanced")
logistic("logistic-four-free", x, y, inf, "balanced")
logistic("logistic-shifted", x * np.array([1, 10, 0.1, 1, 2]) + np.array([0, 30, 1, -2, 5]), y, 1, None)
x, y, t = problem(3, 40, 12, 3, 0.8)
logistic("logistic-few-points", x, y, 1, None)
x, y, t = problem(4, 300, 2, 8, 0.5)
logistic("logistic-eight", x, y, 10, None)


def logistic_cv(name, x, y, weights):
    model = LogisticRegressionCV(
        Cs=10, cv=5, class_weight=weights, solver="newton-cholesky", tol=1e-10, max_iter=1000, use_legacy_attributes=False
    ).fit(x, y)
    say(name + "-c", model.C_)
    say(name + "-accuracies", model.scores_[:, 0, :])
    say(name + "-coefficients", model.coef_)
    say(name + "-intercepts", model.intercept_)


x, y, t = problem(5, 90, 4, 2, 1.5)
logistic_cv("logistic-cv-binary", x, y, None)
x, y, t = problem(6, 160, 3, 4, 0.7)
logistic_cv("logistic-cv-four", x, y, "balanced")


def newton(model, x, y):
    """Newton steps from a solution of liblinear, which stops when its value no longer falls: at gradients of 1e-6 to 1e-4."""
    rows = np.column_stack([x, np.ones(len(y))])
    two = len(model.classes_) == 2
    balanced = {k: len(y) / (len(model.classes_) * np.sum(y == k)) for k in model.classes_}
    for i, k in enumerate(model.classes_[1:] if two else model.classes_):
        sign = np.where(y == k, 1, -1)
        cost = np.full(len(y), float(model.C))
        if model.class_weight == "balanced":
            cost *= [balanced[label] if two or label == k else 1 for label in y]
        v = np.append(model.coef_[i], model.intercept_[i])
        for _ in range(20):
            slack = np.maximum(0, 1 - sign * (rows @ v))
            gradient = v - rows.T @ (2 * cost * sign * slack)
            hessian = np.eye(len(v)) + 2 * (rows.T * (cost * (slack > 0))) @ rows
            v = v - np.linalg.solve(hessian, gradient)
        assert np.abs(v[:-1] - model.coef_[i]).max() < 1e-6
        model.coef_[i], model.intercept_[i] = v[:-1], v[-1]


def svm(name, x, y, c, weights):
    exact = LinearSVC(C=c, class_weight=weights, dual=False, tol=1e-13, max_iter=1_000_000).fit(x, y)
    newton(exact, x, y)
    quick = LinearSVC(C=c, class_weight=weights).fit(x, y)
    say(name + "-coefficients", exact.coef_)
    say(name + "-intercepts", exact.intercept_)
    say(name + "-scores", exact.score(x, y))
    say("default-" + name + "-coefficients", quick.coef_)
    say("default-" + name + "-scores", quick.score(x, y))


x, y, t = problem(7, 150, 1, 2, 1.0)
svm("svm-line-two", x, y, 1, None)
svm("svm-line-two-balanced", x, y, 0.01, "balanced")
x, y, t = problem(8, 400, 1, 6, 0.7)
svm("svm-line-six", x, y, 0.01, "balanced")
svm("svm-line-six-shifted", 3 * x + 2, y, 1, None)
x, y, t = problem(9, 200, 4, 3, 0.8)
svm("svm-space-three", x, y, 1, "balanced")
svm("svm-space-three-loose", x, y, 100, None)
x, y, t = problem(10, 50, 8, 2, 1.0)
svm("svm-space-two", x, y, 0.1, "balanced")


def lasso(name, x, t, alpha):
    exact = Lasso(alpha=alpha, tol=1e-15, max_iter=1_000_000).fit(x, t)
    quick = Lasso(alpha=alpha).fit(x, t)
    say(name + "-coefficients", exact.coef_)
    say(name + "-intercept", exact.intercept_)
    say("default-" + name + "-coefficients", quick.coef_)


x, y, t = problem(11, 100, 8, 1, 0.3)
lasso("lasso-weak", x, t, 0.001)
lasso("lasso-strong", x, t, 0.05)
mixed = x + 5 + 3 * x[:, [1, 0, 3, 2, 5, 4, 7, 6]]
lasso("lasso-correlated", mixed, t, 0.01)
x, y, t = problem(12, 20, 30, 1, 0.3)
lasso("lasso-few-points", x, t, 0.02)
x, y, t = problem(13, 85, 6, 1, 1.0)
grid = [1e-4, 1e-3, 0.01, 0.1, 0.2, 0.4, 0.8, 1]
model = LassoCV(alphas=grid, cv=10, tol=1e-14, max_iter=1_000_000).fit(x, t)
say("lasso-cv-alpha", model.alpha_)
say("lasso-cv-errors", model.mse_path_)
say("lasso-cv-coefficients", model.coef_)
model = LassoCV(alphas=20, cv=5, tol=1e-14, max_iter=1_000_000).fit(x, t)
say("lasso-grid-alphas", model.alphas_)
say("lasso-grid-alpha", model.alpha_)


def least_squares(name, x, t):
    model = LinearRegression().fit(x, t)
    say(name + "-coefficients", model.coef_)
    say(name + "-intercept", model.intercept_)


x, y, t = problem(14, 60, 5, 1, 0.5)
least_squares("least-squares", x + np.array([100, 0, -3, 7, 0]), t)
least_squares("least-squares-dependent", np.column_stack([x, x[:, 0] + x[:, 1]]), t)
x, y, t = problem(15, 6, 9, 1, 0.5)
least_squares("least-squares-few-points", x, t)


x, y, t = problem(16, 250, 3, 4, 0.5)
for k in (1, 3, 10):
    say(f"information-continuous-{k}", mutual_info_regression(x, t, n_neighbors=k, random_state=0))
    say(f"information-discrete-{k}", mutual_info_classif(x, y, n_neighbors=k, random_state=0))
alone = y.copy()
alone[7], alone[100] = 50, 60
say("information-discrete-alone", mutual_info_classif(x, alone, random_state=0))
u = x[:, 0] * x[:, 0] + 0.1 * x[:, 1]
say("information-parabola", mutual_info_regression(1000 * x, u, random_state=0))
tied = np.floor(4 * x)
partly = np.where(x > 0.2, np.floor(10 * x) / 10, x)
say("information-tied-continuous", [_compute_mi_cc(tied[:, i] / tied[:, i].std(), t / t.std(), 3) for i in range(3)])
say("information-tied-discrete", [_compute_mi_cd(partly[:, i] / partly[:, i].std(), y, 3) for i in range(3)])


x, y, t = problem(17, 200, 3, 4, 0.5)
for k in (1, 4, 5):
    model = KNeighborsClassifier(n_neighbors=k).fit(x[:120], y[:120])
    say(f"neighbours-{k}", model.predict(x[120:]))

y = np.array([7] * 3 + [2] * 11 + [5] * 6 + [7, 2, 5] * 4 + [2])
say("folds-stratified-5", *[test for _, test in StratifiedKFold(5).split(y, y)])
say("folds-stratified-3", *[test for _, test in StratifiedKFold(3).split(y, y)])
say("folds-consecutive-7", *[test for _, test in KFold(7).split(y)])

x, y, t = problem(18, 80, 4, 3, 0.9)
x[:, 3] = 0.1
x[:, 2] = 1e-3 * x[:, 2] + 1e6
scaler = StandardScaler().fit(x)
say("standardization-mean", scaler.mean_)
say("standardization-scale", scaler.scale_)

x, y, t = problem(19, 70, 2, 3, 1.0)
rounded = np.round(4 * x[:, 0])
say("auc-binary", roc_auc_score(y == y[0], x[:, 0]), roc_auc_score(y == y[0], rounded))
model = LogisticRegression(C=1, solver="newton-cholesky", tol=1e-12).fit(x, y)
p = model.predict_proba(x)
say("auc-three", roc_auc_score(y, p, multi_class="ovr"))
guess = model.predict(x)
say("scores", accuracy_score(y, guess), balanced_accuracy_score(y, guess), log_loss(y, p))
hard = np.eye(3)[np.searchsorted(model.classes_, guess)]
say("log-loss-hard", log_loss(y, hard))
say("determination", r2_score(t, x[:, 0]), r2_score(t, t), r2_score(np.ones(3), [1, 2, 3]))
