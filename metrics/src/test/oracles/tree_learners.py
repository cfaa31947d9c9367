"""Reference values for TreeLearnersOracleTest: scikit-learn's gradient boosting and decision trees.

Run `python tree_learners.py > ../resources/org/gaspard/metrics/tree_learners.txt`
(made with numpy 2.4.6 and scikit-learn 1.9.1). The data come from integer arithmetic that the test repeats, so that only
results are stored. Each block: a line of options, the importances, the training deviance by stage (boosting only), the
predictions, and the probabilities of the first test points (classifiers only).

Equal cuts. scikit-learn looks at features in random order, and rounding or that order chooses among equally good cuts. A
problem has ties if in some node the best two cuts are closer than 1e-10 of the node's sum of squares. Where ties are not
wanted, other data are tried until there are none. Where they are, `tied` is 1, and in place of all else the lowest and
highest importances and final deviances over eleven seeds are stored.
"""

import numpy as np
from sets import noise
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

SHOWN = 4


def data(kind, points, width, classes, seed):
    u = noise((points, width + 1), seed)
    if kind == "duplicates":
        u[points // 2:, :width] = u[:points - points // 2, :width]
    t = 0.9 * u[:, 0] + 0.4 * (u[:, 1 % width] * u[:, 2 % width]) + 0.3 * u[:, width]
    labels = 7 * np.floor(t / 1.6 * classes).astype(np.int64) - 3
    x = u[:, :width] * 4 - 2
    if kind == "steps":
        x = np.floor(x * 4) / 4
    elif kind == "near":
        x = x * 2e-6
    elif kind == "large":
        x = x * 1e6 + 3e7
    elif kind == "constant":
        x[:, 0] = 1.25
    return x, labels, t * 10 - 3


def learner(name, stages, rate, depth, split, leaf, seed):
    limits = dict(max_depth=depth or None, min_samples_split=split, min_samples_leaf=leaf, random_state=seed)
    if name == "boosting":
        return GradientBoostingClassifier(n_estimators=stages, learning_rate=rate, **limits)
    return (DecisionTreeClassifier if name == "classifier" else DecisionTreeRegressor)(**limits)


def line(values):
    print(*[repr(v.item()) for v in np.ravel(values)])


def has_ties(x, y, tree, leaf):
    """x in single precision, y [N, outputs]; for classes the indicators, whose variances sum to the Gini impurity."""
    members = tree.decision_path(x).toarray().astype(bool)
    for node in np.nonzero(tree.children_left >= 0)[0]:
        inside = members[:, node]
        z, v = y[inside], x[inside]
        centred = z - z.mean(axis=0)
        count = len(z)
        left = np.arange(1, count)
        gains = []
        for column in v.T:
            order = np.argsort(column, kind="stable")
            sums = np.cumsum(centred[order], axis=0)[:-1]
            gain = (sums**2).sum(axis=1) * (1 / left + 1 / (count - left))
            sorted_values = column[order]
            apart = sorted_values[1:] > sorted_values[:-1] + np.float32(1e-7)
            gains.append(gain[apart & (left >= leaf) & (count - left >= leaf)])
        gains = np.sort(np.concatenate(gains))
        if len(gains) > 1 and gains[-1] - gains[-2] < 1e-10 * (centred**2).sum():
            return True
    return False


def trees_and_targets(name, model, x, y):
    if name == "regressor":
        yield model.tree_, y[:, None]
        return
    indicators = (y[:, None] == model.classes_).astype(float)
    if name == "classifier":
        yield model.tree_, indicators
        return
    before = [model._raw_predict_init(x)] + list(model._staged_raw_predict(x))
    for stage, raw in zip(model.estimators_, before):
        gradients = indicators - model._loss.predict_proba(raw)
        for k, estimator in enumerate(stage):
            yield estimator.tree_, gradients[:, [1 if len(stage) == 1 else k]]


def show(name, kind, points, width, classes, seed, stages=0, rate=0.1, depth=3, split=2, leaf=1, tied=False):
    tests = 40
    while True:
        x, labels, targets = data(kind, points + tests, width, classes, seed)
        y = targets if name == "regressor" else labels
        model = learner(name, stages, rate, depth, split, leaf, 0).fit(x[:points], y[:points])
        x32 = x[:points].astype(np.float32)
        if tied == any(has_ties(x32, t, tree, leaf) for tree, t in trees_and_targets(name, model, x32, y[:points])):
            break
        seed += 100
    print(name, kind, points, tests, width, classes, seed, stages, rate, depth, split, leaf, int(tied))
    if tied:
        models = [learner(name, stages, rate, depth, split, leaf, s).fit(x[:points], y[:points]) for s in range(11)]
        importances = np.array([m.feature_importances_ for m in models])
        line(importances.min(axis=0))
        line(importances.max(axis=0))
        if name == "boosting":
            final = [m.train_score_[-1] for m in models]
            line(np.array([min(final), max(final)]))
        return
    line(model.feature_importances_)
    if name == "boosting":
        line(model.train_score_)
    line(model.predict(x[points:]))
    if name != "regressor":
        line(model.predict_proba(x[points:points + SHOWN]))


show("boosting", "plain", 200, 1, 2, 1, stages=50)
show("boosting", "plain", 200, 4, 3, 2, stages=50, leaf=5)
show("boosting", "plain", 300, 6, 5, 3, stages=30, leaf=8)
show("boosting", "plain", 300, 3, 9, 4, stages=20, depth=2, leaf=10)
show("boosting", "plain", 150, 5, 4, 5, stages=40, depth=1)
show("boosting", "plain", 400, 3, 2, 6, stages=100, leaf=4)
show("boosting", "plain", 400, 8, 3, 7, stages=25, rate=0.5, leaf=12)
show("boosting", "plain", 250, 4, 6, 8, stages=20, depth=4, split=40, leaf=6)
show("boosting", "plain", 120, 3, 2, 9, stages=20, depth=5, split=30, leaf=9)
show("boosting", "plain", 500, 10, 4, 10, stages=10, rate=1.0, depth=2, leaf=20)
show("boosting", "plain", 1000, 3, 7, 11, stages=15, leaf=15)
show("boosting", "steps", 300, 4, 3, 12, stages=30, leaf=5)
show("boosting", "steps", 500, 5, 2, 13, stages=60, leaf=10)
show("boosting", "near", 300, 4, 3, 14, stages=30, leaf=5)
show("boosting", "large", 300, 4, 3, 15, stages=30, leaf=5)
show("boosting", "duplicates", 300, 4, 4, 16, stages=30, leaf=6)
show("boosting", "constant", 300, 4, 3, 17, stages=30, leaf=5)
show("boosting", "plain", 30, 3, 3, 18, stages=100, tied=True)
show("boosting", "plain", 60, 5, 10, 19, stages=20, tied=True)
show("boosting", "steps", 80, 3, 4, 20, stages=40, tied=True)
show("boosting", "plain", 200, 4, 2, 21, stages=200, rate=0.3, leaf=3, tied=True)
show("classifier", "plain", 300, 4, 3, 22, depth=0, leaf=25)
show("classifier", "plain", 400, 5, 6, 23, depth=5, leaf=10)
show("classifier", "plain", 150, 3, 2, 24, depth=3, leaf=8)
show("classifier", "steps", 300, 4, 8, 25, depth=4, split=50, leaf=5)
show("classifier", "near", 200, 3, 4, 26, depth=3, leaf=10)
show("classifier", "plain", 60, 4, 3, 27, depth=0, tied=True)
show("regressor", "plain", 200, 4, 1, 28, depth=0, leaf=5)
show("regressor", "plain", 150, 3, 1, 29, depth=4, tied=True)
show("regressor", "steps", 300, 5, 1, 30, depth=6, leaf=4)
show("regressor", "duplicates", 120, 3, 1, 31, depth=0, split=12, leaf=3)
show("regressor", "large", 200, 4, 1, 32, depth=0, split=20, leaf=2)
show("regressor", "constant", 100, 3, 1, 33, depth=5, leaf=3)
