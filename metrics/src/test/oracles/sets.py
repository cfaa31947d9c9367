"""Fixed representations of the oracle scripts; OracleSets.java makes the same ones."""

from itertools import islice

import numpy as np

COUNT = 24


def stream(seed):
    """The 31-bit states of a linear congruential generator (Park and Miller)."""
    state = seed
    while True:
        state = state * 48271 % 2147483647
        yield state


def integers(count, seed):
    """The first states after a seed."""
    return np.fromiter(islice(stream(seed), count), dtype=np.int64)


def noise(shape, seed):
    """Numbers in (0, 1)."""
    return integers(int(np.prod(shape)), seed).reshape(shape) / 2147483647.0


def points(s):
    return 40 + 7 * s


def codes(s):
    """[n, 2 … 4]"""
    n, width, kind = points(s), 2 + s % 3, s % 6
    u = noise((n, 4), 1000 + s)
    z = np.zeros((n, width))
    for l in range(width):
        if kind == 0:
            z[:, l] = u[:, l]
        elif kind == 1:
            z[:, l] = u[:, l] + 0.5 * u[:, (l + 1) % 4]
        elif kind == 2:
            z[:, l] = (u[:, l] - 0.5) * (u[:, l] - 0.5) * (u[:, l] - 0.5) * 10.0**l
        elif kind == 3:
            z[:, l] = u[:, 0] + 0.3 * u[:, l]
        elif kind == 4:
            z[:, l] = 0.25 if l == width - 1 else u[:, l]
        else:
            z[:, l] = u[:, 0] if l == 0 else 100 * u[:, l] - 50 * u[:, 0] + 7
    return z


def others(s):
    """Other codes of the same points, [n, 2 … 4]"""
    n, width = points(s), 2 + s // 3 % 3
    u = noise((n, 4), 1000 + s)
    v = noise((n, 4), 2000 + s)
    y = u[:, :width] * u[:, :width] + 0.5 * v[:, :width]
    y[:, 0] += u[:, 1]
    return y


def show(name, s, *values):
    print(name, s, *(repr(float(v)) for v in values))
