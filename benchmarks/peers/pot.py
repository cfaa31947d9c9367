"""The POT side of benchmarks/compare, with its NumPy backend in double precision.

    python3 pot.py CASE THREADS
"""

import os
import sys

# Read by the linear algebra behind NumPy when it is loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = sys.argv[2]
for backend in ("PYTORCH", "JAX", "CUPY", "TENSORFLOW"):
    os.environ[f"POT_BACKEND_DISABLE_{backend}"] = "1"

try:
    import numpy as np
    import ot
    from scipy.spatial.distance import cdist
except ImportError as missing:
    print(f"{sys.executable} cannot import POT: {missing}", file=sys.stderr)
    sys.exit(3)

from hashes import fingerprint, numbers
from worker import serve


def weights(seed, n):
    """Positive, with the sum 1."""
    w = 1 + 0.5 * numbers(seed, n)
    return w / w.sum()


def between(n):
    """Squared distances of two clouds in space, and weights."""
    return cdist(numbers(1, n, 3), numbers(2, n, 3), "sqeuclidean"), weights(3, n), weights(4, n)


def within(n):
    """Distances within two clouds, of the plane and of space, and the weights 1/n."""
    x, y = numbers(1, n, 2), numbers(2, n, 3)
    return cdist(x, x), cdist(y, y), np.full(n, 1 / n)


def sinkhorn(n, method, iterations):
    cost, a, b = between(n)
    epsilon = 0.05 * cost.mean()
    return lambda: ot.sinkhorn(
        a, b, cost, epsilon, method=method, numItermax=iterations, stopThr=0, warn=False
    )


def emd(n):
    cost, a, b = between(n)
    return lambda: (ot.emd(a, b, cost, numItermax=10_000_000) * cost).sum()


def entropic_gromov(n):
    c1, c2, p = within(n)
    # POT leaves out the 1/2 of the cost, so its epsilon is twice ours.
    epsilon = 2 * 0.05 * c1.std() * c2.std()
    return lambda: ot.gromov.entropic_gromov_wasserstein(
        c1, c2, p, p, "square_loss", epsilon, symmetric=True, max_iter=10, tol=0, numItermax=50, stopThr=0, warn=False
    )


def exact_gromov(n):
    c1, c2, p = within(n)

    def run():
        plan = ot.gromov.gromov_wasserstein(c1, c2, p, p, "square_loss", symmetric=True)
        return (c1**2).mean() + (c2**2).mean() - 2 * ((c1 @ plan @ c2) * plan).sum()

    return run


CASES = {
    "sinkhorn-2048": lambda: sinkhorn(2048, "sinkhorn", 100),
    "sinkhorn-log-2048": lambda: sinkhorn(2048, "sinkhorn_log", 10),
    "emd-2048": lambda: emd(2048),
    "entropic-gw-64": lambda: entropic_gromov(64),
    "entropic-gw-1024": lambda: entropic_gromov(1024),
    "exact-gw-256": lambda: exact_gromov(256),
}


def main():
    run = CASES[sys.argv[1]]()
    serve(f"POT {ot.__version__}", run, lambda: fingerprint(run()))


if __name__ == "__main__":
    main()
