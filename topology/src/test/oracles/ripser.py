"""Barcodes of Ripser for the tests of Vietoris-Rips persistence.

    python ripser.py RIPSER RIPSER_COEFF > ../resources/org/gaspard/topology/rips/ripser.txt

RIPSER is the program, RIPSER_COEFF the one built with USE_COEFFICIENTS. Each line: kind, n, seed, highest dimension, prime,
then for each dimension "|" and its bars in ascending order as birth,death ("inf" for none). Distances are multiples of 2^-20
that are made here and in the tests from the same seeds. Ripser prints six digits: an input with distances that these do not
tell apart is passed over.
"""

import math
import re
import subprocess
import sys

GRID = 2**20
MASK = 2**64 - 1
SIZES = ((2, 1, 1), (3, 2, 2), (7, 2, 8), (12, 2, 10), (18, 2, 6), (30, 1, 4), (24, 2, 2))


class Random:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def uniform(self):
        return (self.next() >> 44) / GRID


def rotation(a, b, c, d):
    """The matrix of a unit quaternion, row by row."""
    return [1 - 2 * (c * c + d * d), 2 * (b * c - a * d), 2 * (b * d + a * c),
            2 * (b * c + a * d), 1 - 2 * (b * b + d * d), 2 * (c * d - a * b),
            2 * (b * d - a * c), 2 * (c * d + a * b), 1 - 2 * (b * b + c * c)]


def matrix(kind, n, seed):
    random = Random(seed)
    d = [[0.0] * n for _ in range(n)]
    if kind in ("uniform", "integer"):
        for i in range(n):
            for j in range(i):
                value = 1 + math.floor(12 * random.uniform()) if kind == "integer" else random.uniform()
                d[i][j] = d[j][i] = float(value)
        return d
    dimension = {"plane": 2, "rotation": 4}.get(kind, 3)
    x = []
    for _ in range(n):
        point = []
        norm = 0.0
        for _ in range(dimension):
            u = random.uniform()
            c = float(math.floor(4 * u)) if kind == "grid" else 2 * u - 1
            point.append(c)
            norm += c * c
        if kind in ("sphere", "rotation"):
            root = math.sqrt(norm)
            point = [c / root for c in point]
        x.append(rotation(*point) if kind == "rotation" else point)
    dimension = len(x[0])
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(dimension):
                total += (x[i][k] - x[j][k]) * (x[i][k] - x[j][k])
            d[i][j] = math.floor(math.sqrt(total) * GRID) / GRID
    return d


def bars(program, d, names, dimension, prime):
    n = len(d)
    text = "\n" + "\n".join(",".join(repr(d[i][j]) for j in range(i)) for i in range(1, n)) + "\n"
    command = [program, "--format", "lower-distance", "--dim", str(dimension)]
    if prime != 2:
        command += ["--modulus", str(prime)]
    out = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    found = [[] for _ in range(dimension + 1)]
    current = None
    for line in out.splitlines():
        head = re.match(r"persistence intervals in dim (\d+)", line)
        if head:
            current = int(head.group(1))
        bar = re.match(r"\s*\[([^,]+),\s*([^)]*)\)", line)
        if bar and current is not None:
            death = bar.group(2).strip()
            found[current].append((names[bar.group(1)], math.inf if death == "" else names[death]))
    return [sorted(f) for f in found]


def main():
    program, coefficients = sys.argv[1:]
    seed = 0
    for kind in ("uniform", "integer", "plane", "sphere", "grid"):
        for n, dimension, repeats in SIZES:
            for prime in (2, 3):
                done = 0
                while done < repeats:
                    seed += 1
                    d = matrix(kind, n, seed)
                    values = {v for row in d for v in row} | {0.0}
                    names = {"%.6g" % v: v for v in values}
                    if len(names) == len(values):
                        found = bars(program if prime == 2 else coefficients, d, names, dimension, prime)
                        print(kind, n, seed, dimension, prime,
                              *("|" + "".join(f" {b!r},{e!r}" for b, e in f) for f in found))
                        done += 1


if __name__ == "__main__":
    main()
