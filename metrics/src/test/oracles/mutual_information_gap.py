"""Reference values for MutualInformationGapTest: the procedure of disentanglement_lib with numpy and scikit-learn.

Run `python mutual_information_gap.py > ../resources/org/gaspard/metrics/information/mutual_information_gap.txt`
(made with numpy 2.4.6 and scikit-learn 1.9.1). The data come from integer arithmetic that the test repeats, so that only
results are stored. Each block: name, N, L, K, then MIG, the entropies, and one line of mutual information for each code.
"""

import numpy as np
from sets import integers, noise
from sklearn.metrics import mutual_info_score


def histogram_labels(codes, bins=20):
    return np.array([np.digitize(row, np.histogram(row, bins)[1][:-1]) for row in codes])


def mutual_information_gap(codes, factors):
    """codes [L, N], factors [K, N]"""
    labels = histogram_labels(codes)
    information = np.array([[mutual_info_score(v, z) for v in factors] for z in labels])
    entropies = np.array([mutual_info_score(v, v) for v in factors])
    ordered = np.sort(information, axis=0)[::-1]
    return np.mean((ordered[0] - ordered[1]) / entropies), information, entropies


def show(name, codes, factors):
    score, information, entropies = mutual_information_gap(codes.T, factors.T)
    print(name, len(codes), codes.shape[1], factors.shape[1])
    print(repr(float(score)))
    print(*map(repr, map(float, entropies)))
    for row in information:
        print(*map(repr, map(float, row)))


def factors_of(n, sizes, seed):
    return (integers(n * len(sizes), seed).reshape(n, len(sizes)) >> 8) % np.array(sizes)


n, sizes = 1000, [3, 6, 40, 32]
factors = factors_of(n, sizes, 7)
scaled = factors / np.array(sizes)
show("aligned", scaled + 0.05 * noise((n, 4), 11), factors)
show("mixed", scaled @ np.array([[1, 0.5, 0, 2], [0, 1, 0.25, 1], [1, 0, 1, -1], [0.5, 0.5, -2, 1]])
     + 0.1 * noise((n, 4), 13), factors)
codes = np.concatenate([scaled[:, [2, 0]], noise((n, 3), 17), np.zeros((n, 1)), scaled[:, [2]] ** 3], axis=1)
show("dead-and-noise", codes, factors)
n = 37
show("few-points", noise((n, 2), 19) ** 3 * 1e6 - 17, factors_of(n, [2, 5], 23))
