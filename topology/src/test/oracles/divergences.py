"""Reference values for RepresentationTopologyDivergenceTest and ManifoldTopologyDivergenceTest, from Ripser and SciPy.

    python divergences.py RIPSER > ../resources/org/gaspard/topology/divergences.txt

RIPSER is the program, which computes in float32 and prints six digits. Each line: a name, a colon, numbers.
"""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import scipy
from scipy.spatial.distance import cdist

CLUSTERS = np.loadtxt(Path(__file__).parent / "../resources/org/gaspard/topology/clusters.txt")


def write(name, *values):
    flat = np.concatenate([np.ravel(np.asarray(v, dtype=float)) for v in values])
    print(name + ": " + " ".join(repr(round(float(v), 9)) for v in flat))


def lengths(d, dimension):
    text = "\n" + "\n".join(",".join(repr(float(x)) for x in d[i, :i]) for i in range(1, len(d))) + "\n"
    out = subprocess.run([sys.argv[1], "--format", "lower-distance", "--dim", str(dimension)], input=text,
                         capture_output=True, text=True, check=True).stdout
    bars = out.split(f"persistence intervals in dim {dimension}:")[1]
    return np.array([float(e) - float(b) for b, e in re.findall(r"\[([^,]+),([^)]+)\)", bars)])


def block(corner, cross, within):
    return np.block([[corner, cross.T], [cross, within]])


def rtd(a, b, kind):
    low, high = np.minimum(a, b), np.maximum(a, b)
    zero = np.zeros_like(a)
    return lengths(block(zero, a, low) if kind == "min" else block(zero, high, b), 1).sum()


def normalised(points):
    d = cdist(points, points)
    return d / np.quantile(d, 0.9)


# The Clusters example with its first 12 draws alone, 60 points: RTD_1 both ways, then the same of the max-type.
def clusters():
    points = CLUSTERS[:60]
    a = normalised(points)
    for k in (2, 3, 4, 5, 6, 10, 12):
        angle = 2 * np.pi * (np.arange(60) // 5 % k) / k
        b = normalised(points + 10 * np.stack([np.cos(angle), np.sin(angle)], axis=1))
        write(f"clusters.{k}", *(rtd(x, y, kind) for kind in ("min", "max") for x, y in ((a, b), (b, a))))


# The first random part of the example of uniform squares: RTD_1 both ways.
def squares():
    np.random.seed(7)
    p, q = np.random.rand(1000, 2), np.random.rand(1000, 2)
    rows = np.random.choice(1000, 500, replace=False)
    a, b = normalised(p[rows]), normalised(q[rows])
    write("squares", rtd(a, b, "min"), rtd(b, a, "min"))


# Clouds of different sizes: points of P, points of Q, then for each direction, metric and dimension the number of bars, the
# sum of their lengths, and the longest one.
def manifolds():
    rng = np.random.default_rng(2106)
    clouds = {
        "plane": (rng.uniform(size=(30, 2)), rng.uniform(size=(50, 2))),
        "space": (rng.normal(size=(35, 3)), rng.normal(0.5, 0.7, size=(20, 3))),
        "grid": (rng.integers(0, 6, size=(24, 2)), rng.integers(0, 6, size=(12, 2))),
    }
    circle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    circle = np.stack([np.cos(circle), np.sin(circle)], axis=1)
    clouds["circle"] = (circle + rng.normal(0, 0.05, circle.shape), circle[:25] + rng.normal(0, 0.05, (25, 2)))
    metrics = {"EUCLIDEAN": "euclidean", "SQUARED_EUCLIDEAN": "sqeuclidean", "MANHATTAN": "cityblock",
               "CHEBYSHEV": "chebyshev", "COSINE": "cosine"}
    for name, (p, q) in clouds.items():
        p, q = np.round(p, 4), np.round(q, 4)
        write(f"{name}.first", p)
        write(f"{name}.second", q)
        for metric, scipys in metrics.items():
            if metric == "COSINE" and name == "grid":
                continue  # the origin is one of the points, and SciPy divides by its norm
            for direction, x, y in (("forward", p, q), ("backward", q, p)):
                d = block(np.zeros((len(y), len(y))), cdist(x, y, scipys), cdist(x, x, scipys))
                for dimension in (1, 2):
                    found = lengths(d, dimension)
                    write(f"{name}.{metric}.{direction}.{dimension}", len(found), found.sum(), found.max(initial=0))


print(f"# Ripser, SciPy {scipy.__version__}, NumPy {np.__version__}")
clusters()
squares()
manifolds()
