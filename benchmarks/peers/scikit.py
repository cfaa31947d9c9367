"""The scikit-learn side of benchmarks/compare.

    python3 scikit.py CASE THREADS
"""

import os
import sys

# Read by the linear algebra behind NumPy when it is loaded; trees use one thread whatever it says.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = sys.argv[2]

try:
    import numpy as np
    import sklearn
    from sklearn.ensemble import GradientBoostingClassifier
except ImportError as missing:
    print(f"{sys.executable} cannot import scikit-learn: {missing}", file=sys.stderr)
    sys.exit(3)

from hashes import fingerprint, numbers
from worker import serve


def codes_and_factors(n, sizes, width):
    """Labels of independent factors, and codes: each factor with noise, sums of two factors, noise alone; see LearnedCodes.java."""
    v = np.stack([np.floor((numbers(10 + k, n) + 1) / 2 * size) for k, size in enumerate(sizes)], axis=1)
    scaled = v / np.array(sizes)
    z = np.stack([numbers(30 + l, n) for l in range(width)], axis=1)
    z[:, : len(sizes)] = scaled + 0.15 * z[:, : len(sizes)]
    for l in range(len(sizes), len(sizes) + 2):
        z[:, l] = 0.5 * (scaled[:, l - len(sizes)] + scaled[:, l - len(sizes) + 1]) + 0.25 * z[:, l]
    return z, v.astype(int)


def dci(training, test, sizes, width):
    """One model for each factor: importances, then the accuracies on training and test codes, averaged over factors."""
    z, v = codes_and_factors(training + test, sizes, width)

    def run():
        importances, accuracies = [], []
        for k in range(len(sizes)):
            model = GradientBoostingClassifier(random_state=0).fit(z[:training], v[:training, k])
            importances.append(model.feature_importances_)
            accuracies.append(
                [model.score(z[:training], v[:training, k]), model.score(z[training:], v[training:, k])]
            )
        return np.concatenate([np.stack(importances, axis=1).ravel(), np.mean(accuracies, axis=0)])

    return run


CASES = {"dci-dsprites": lambda: dci(10_000, 5_000, [3, 6, 40, 32, 32], 10)}


def main():
    run = CASES[sys.argv[1]]()
    serve(f"scikit-learn {sklearn.__version__}", run, lambda: fingerprint(run()))


if __name__ == "__main__":
    main()
