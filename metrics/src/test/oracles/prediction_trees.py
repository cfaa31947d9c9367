"""Reference values for TreePredictionOracleTest: DCI with forests and SAP with trees, written from their definitions, with
scikit-learn's learners.

Run `python prediction_trees.py > ../resources/org/gaspard/metrics/prediction/prediction_trees.txt`
(made with numpy 2.4.6 and scikit-learn 1.9.1). Samples are those of prediction.py. Forests draw points and features with other
random numbers than the test, so figures are means over random_state 0 to SEEDS - 1. A line each: name, number of the sample,
then D, C, test and training informativeness for DCI; SAP for training and test points, then the training accuracies [L x K].
"""

import warnings

import numpy as np
from prediction import boosted_figures, case, gap, regressed_figures
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold
from sklearn.preprocessing import MinMaxScaler
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
SEEDS = {"forest": 10, "gwae": 20}


def forest(z, v, test_z, test_v, seed):
    return boosted_figures([RandomForestClassifier(random_state=1000 * seed + k).fit(z, y) for k, y in enumerate(v.T)],
                           z, v, test_z, test_v)


def unit(z, v, test_z, test_v):
    scale, values = MinMaxScaler().fit(z), MinMaxScaler().fit(v)
    return scale.transform(z), values.transform(v), scale.transform(test_z), values.transform(test_v)


def gwae(z, v, test_z, test_v, seed):
    x, y, test_x, test_y = unit(z, v, test_z, test_v)
    errors = [sum(np.mean((RandomForestRegressor(10, max_depth=depth, random_state=1000 * seed + k)
                           .fit(x[train], t[train]).predict(x[left]) - t[left]) ** 2)
                  for k, t in enumerate(y.T) for train, left in KFold(5).split(x)) for depth in [2, 4, 8, 12]]
    depth = [2, 4, 8, 12][int(np.argmin(errors))]
    models = [RandomForestRegressor(10, max_depth=depth, random_state=1000 * seed + k).fit(x, t)
              for k, t in enumerate(y.T)]
    return regressed_figures(models, 6, x, y, test_x, test_y)


def sap_tree(z, v, test_z, test_v):
    s = np.zeros((2, z.shape[1], v.shape[1]))
    for i in range(z.shape[1]):
        for k, y in enumerate(v.T):
            x = z[:, [i]]
            search = GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": range(1, 10)},
                                  cv=StratifiedKFold(10), scoring="accuracy").fit(x, y)
            s[:, i, k] = search.score(x, y), search.score(test_z[:, [i]], test_v[:, k])
    return [gap(s[0]), gap(s[1]), *np.ravel(s[0])]


def show(name, number, values):
    print(name, number, *(repr(float(value)) for value in values), flush=True)


if __name__ == "__main__":
    for name, metric, numbers in [("forest", forest, range(12)), ("gwae", gwae, range(6))]:
        for number in numbers:
            codes, factors, n = case(number)
            data = codes[:n], factors[:n], codes[n:], factors[n:]
            show(name, number, np.mean([metric(*data, seed) for seed in range(SEEDS[name])], axis=0))
    for number in range(12):
        codes, factors, n = case(number)
        show("sap", number, sap_tree(codes[:n], factors[:n], codes[n:], factors[n:]))
