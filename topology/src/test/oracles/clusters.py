"""The points of the Clusters example of Barannikov et al. (arXiv:2201.00058), with NumPy's legacy generator.

    python clusters.py > ../resources/org/gaspard/topology/clusters.txt

Cloud A: 60 draws of 5 points of N(0, I) in the plane, one point on a line, in order. Cloud B_k, made by the tests: the
points of the i-th of k clusters, draws i, i + k, i + 2k, ..., moved by 10 (cos t, sin t) with t = 2 pi i / k.
"""

import numpy as np

np.random.seed(7)
for x, y in np.concatenate([np.random.randn(5, 2) for _ in range(60)]):
    print(repr(float(x)), repr(float(y)))
