"""Reference values for FairnessTest: unfairness written from its definition, with scikit-learn's LogisticRegressionCV.

Run `python fairness.py > ../resources/org/gaspard/metrics/prediction/fairness.txt`
(made with numpy 2.4.6 and scikit-learn 1.9.1). The population of a line are the training points of a sample of prediction.py,
of every third sample the first 40 of them, which lack combinations; points are drawn by the generator that the test draws with.
Penalties are chosen in 5 consecutive parts, each regression run to its optimum. Each line: number of the sample, mean of means,
mean of largest, largest of means, largest of largest, mean of means of worst cases, accuracy, then unfairness [K x K].
"""

import warnings

import numpy as np
from prediction import case
from sklearn.linear_model import LogisticRegressionCV
from sklearn.model_selection import KFold
from splittable import Splittable

warnings.filterwarnings("ignore")


def copies(factors, point, k, random):
    """A random point with each value of factor k and the other factors of a point, by value; fewer if there are not all."""
    alike = np.all(np.delete(factors, k, 1) == np.delete(factors[point], k), axis=1)
    found = [np.flatnonzero(alike & (factors[:, k] == value)) for value in np.unique(factors[:, k])]
    return [points[random.below(len(points)) if len(points) > 1 else 0] for points in found if len(points)]


def unfairness(codes, factors, seed, training=200, test=40):
    count, width = factors.shape
    random = Splittable(seed)
    learned = random.many(training, count)
    mean, worst = np.full((width, width), np.nan), np.full((width, width), np.nan)
    accuracies = []
    for t in range(width):
        model = LogisticRegressionCV(Cs=10, cv=KFold(5), tol=1e-10, max_iter=100000, scoring="accuracy",
                                     l1_ratios=(0,), use_legacy_attributes=False)
        predicted = model.fit(codes[learned], factors[learned, t]).predict(codes)
        for s in range(width):
            if s == t:
                continue
            drawn = random.many(test, count)
            accuracies.append(np.mean(predicted[drawn] == factors[drawn, t]))
            rows = [copies(factors, point, s, random) for point in drawn]
            rows = np.array([row for row in rows if len(row) == len(np.unique(factors[:, s]))], dtype=int)
            if len(rows):
                # Frequencies of predictions for each value of the sensitive factor, [values x classes].
                p = np.stack([np.mean(predicted[rows] == y, axis=0) for y in model.classes_], 1)
                variations = np.abs(p - p.mean(0)).sum(1) / 2
                mean[t, s], worst[t, s] = variations.mean(), variations.max()
    means, largest = np.nanmean(mean, 1), np.nanmax(mean, 1)
    return [np.nanmean(means), np.nanmean(largest), np.nanmax(means), np.nanmax(largest),
            np.nanmean(np.nanmean(worst, 1)), np.mean(accuracies), *mean.ravel()]


for number in range(5):
    codes, factors, training = case(number)
    size = 40 if number % 3 == 0 else training
    print(number, *(repr(float(value)) for value in unfairness(codes[:size], factors[:size], 1000 + number)))
