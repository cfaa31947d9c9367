"""Writes elementary.csv: functions of one double to 60 digits, as name, argument, rounded value, what the rounding left.

Needs mpmath.
"""

import math
import pathlib
import random

import mpmath

mpmath.mp.dps = 60
random.seed(7)
out = pathlib.Path(__file__).parent.parent / "resources/org/gaspard/tensor/cpu"
out.mkdir(parents=True, exist_ok=True)


def spread(low, high):
    """A number of either sign whose exponent is uniform."""
    return random.choice([-1, 1]) * 2.0 ** random.uniform(low, high)


def between(low, high):
    return random.uniform(low, high)


functions = {
    "EXP": (mpmath.exp, lambda: [between(-745, 709), between(-20, 20), between(-1, 1), spread(-60, 0)]),
    "EXPM1": (mpmath.expm1, lambda: [between(-40, 709), between(-2, 2), between(0.3, 0.5), spread(-60, 0)]),
    "LOG": (mpmath.log, lambda: [abs(spread(-1074, 1023)), between(0.5, 1.5), between(0.6, 0.8), between(0, 100)]),
    "LOG1P": (mpmath.log1p, lambda: [abs(spread(-60, 100)), between(-0.9, 2), between(0.4, 0.7), spread(-60, -1)]),
    "TANH": (mpmath.tanh, lambda: [between(-20, 20), between(-1, 1), between(0.5, 0.7), spread(-60, 0)]),
    "SIGMOID": (lambda x: 1 / (1 + mpmath.exp(-x)),
                lambda: [between(-740, 40), between(-10, 10), between(-1, 1), between(-40, 0)]),
    "SOFTPLUS": (lambda x: mpmath.log1p(mpmath.exp(x)),
                 lambda: [between(-740, 40), between(-10, 10), between(-1, 1), between(0, 0.1)]),
    "ERF": (mpmath.erf, lambda: [between(-6.5, 6.5), between(0.9, 1.2), between(-1, 1), spread(-60, 0)]),
    "SIN": (mpmath.sin, lambda: [between(-7, 7), between(-1e6, 1e6), spread(-60, 20),
                                 random.randint(1, 600_000) * (math.pi / 2)]),
    "COS": (mpmath.cos, lambda: [between(-7, 7), between(-1e6, 1e6), spread(-60, 20),
                                 random.randint(1, 600_000) * (math.pi / 2)]),
}
lines = []
for name, (function, arguments) in functions.items():
    for _ in range(20):
        for x in arguments():
            value = function(mpmath.mpf(x))
            rounded = float(value)
            lines.append(f"{name},{x.hex()},{rounded.hex()},{float(value - mpmath.mpf(rounded)).hex()}\n")
(out / "elementary.csv").write_text("".join(lines))
