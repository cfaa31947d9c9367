"""Reference values for the tests of cubical persistence, from GUDHI.

    python3 cubical.py > ../resources/org/gaspard/topology/cubical.txt

Each line: a name, a colon, numbers. Images are row-major; diagrams are births and deaths in turn, sorted. Needs numpy and
gudhi.

GUDHI's cells of the highest dimension are the pixels (T). The V-construction is made of them as a thickened complex: one
pixel for each cell of the complex on the vertices, at the value of the cell. Two such pixels touch where their cells have a
face in common, so the union of those up to t is the complex at t up to homotopy.
"""

import itertools

import gudhi
import numpy as np


def write(name, values):
    words = (repr(float(v)) for v in np.ravel(np.asarray(values, dtype=float)))
    print((name + ": " + " ".join(words)).rstrip())


print(f"# GUDHI {gudhi.__version__}, NumPy {np.__version__}")
rng = np.random.default_rng(20241122)


def generic(*shape):
    return rng.permutation(int(np.prod(shape))).reshape(shape) / 8


def tied(levels, *shape):
    return rng.integers(0, levels, shape).astype(float)


def holed(image, fraction):
    image = image.copy()
    image[rng.random(image.shape) < fraction] = np.inf
    return image


def thickened(image):
    cells = np.empty([2 * n - 1 for n in image.shape])
    for at in itertools.product(*map(range, cells.shape)):
        vertices = itertools.product(*({c // 2, (c + 1) // 2} for c in at))
        cells[at] = max(image[vertex] for vertex in vertices)
    return cells


images = {
    "line": generic(25),
    "plane": generic(9, 11),
    "tiedPlane": tied(5, 12, 10),
    "space": generic(5, 6, 7),
    "tiedSpace": tied(4, 6, 7, 6),
    "holedPlane": holed(tied(6, 9, 9), 0.3),
    "holedSpace": holed(tied(6, 5, 5, 6), 0.3),
}
for name, image in images.items():
    write(name + ".shape", image.shape)
    write(name + ".image", image)
    for construction, pixels in {"TOP_CELLS": image, "VERTICES": thickened(image)}.items():
        complex = gudhi.CubicalComplex(top_dimensional_cells=pixels)
        complex.compute_persistence(homology_coeff_field=2)
        for k in range(image.ndim):
            bars = complex.persistence_intervals_in_dimension(k).reshape(-1, 2)
            # A cell at infinity is one that never enters: a bar of such cells alone is none.
            bars = bars[bars[:, 0] < np.inf]
            write(f"{name}.{construction}.{k}", sorted(map(tuple, bars)))
