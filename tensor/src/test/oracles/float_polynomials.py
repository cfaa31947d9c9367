"""Fits the polynomials of FloatMath: minimax in relative error by Lawson's reweighted least squares, rounded to float32.

Prints for each the coefficients in ascending powers and the largest relative error they leave in exact arithmetic.
Needs mpmath and numpy.
"""

import mpmath
import numpy as np

mpmath.mp.dps = 40


def fit(name, target, weight, low, high, degree):
    """target ~ sum c_i t^i on [low, high]; weight turns its error into the relative error of the final function."""
    nodes = (low + high) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(600) + 0.5) / 600)
    f = np.array([float(target(mpmath.mpf(t))) for t in nodes])
    w = np.array([abs(float(weight(mpmath.mpf(t)))) for t in nodes])
    scale = max(abs(low), abs(high))
    basis = np.vander(nodes / scale, degree + 1, increasing=True)
    lawson = np.ones_like(nodes)
    for _ in range(200):
        root = np.sqrt(lawson)
        c = np.linalg.lstsq(basis * (w * root)[:, None], f * w * root, rcond=None)[0]
        error = np.abs(basis @ c - f) * w
        lawson = lawson * (error / error.max() + 1e-3)
        lawson /= lawson.max()
    c = np.float32(c / scale ** np.arange(degree + 1))
    error = np.abs(np.vander(nodes, degree + 1, increasing=True) @ c.astype(np.float64) - f) * w
    print(f"{name}: {error.max():.2e}", ", ".join(f"{x:.9e}f" for x in c))


e, log, sqrt, erf, erfc = mpmath.exp, mpmath.log, mpmath.sqrt, mpmath.erf, mpmath.erfc
half = 0.3470
fit("exp", lambda r: (e(r) - 1 - r) / r**2, lambda r: r**2 / mpmath.expm1(r), -half, half, 4)
for d in (7, 8):
    fit(f"log {d}", lambda f: (mpmath.log1p(f) - f + f**2 / 2) / f**3, lambda f: f**3 / mpmath.log1p(f),
        float(sqrt(0.5) - 1), float(sqrt(2) - 1), d)
for d in (7, 8, 9):
    fit(f"-log erfc, {d}", lambda a: -log(erfc(a)) / a - 1, lambda a: a * erfc(a) / erf(a), 1e-6, 3.95, d)
fit("tanh", lambda s: (mpmath.tanh(sqrt(s)) / sqrt(s) - 1) / s, lambda s: s * sqrt(s) / mpmath.tanh(sqrt(s)), 1e-9, 0.3026, 4)
q = float(mpmath.pi / 4) + 1e-4
fit("sin", lambda s: (mpmath.sin(sqrt(s)) / sqrt(s) - 1) / s, lambda s: s * sqrt(s) / mpmath.sin(sqrt(s)), 1e-9, q * q, 2)
fit("cos", lambda s: (mpmath.cos(sqrt(s)) - 1 + s / 2) / s**2, lambda s: s**2 / mpmath.cos(sqrt(s)), 1e-7, q * q, 2)


def fit_in_turn(name, target, weight, low, high, first, degree):
    """As fit, but one coefficient is rounded at a time, from the lowest on, and the others make up for it."""
    nodes = np.maximum((low + high) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(600) + 0.5) / 600), 1e-6)
    left = np.array([float(target(mpmath.mpf(t))) for t in nodes])
    w = np.array([abs(float(weight(mpmath.mpf(t)))) for t in nodes])
    powers = np.vander(nodes, degree + 1, increasing=True)
    rounded = []
    for j in range(degree + 1):
        lawson = np.ones_like(nodes)
        for _ in range(200):
            root = np.sqrt(lawson)
            c = np.linalg.lstsq(powers[:, j:] * (w * root)[:, None], left * w * root, rcond=None)[0]
            error = np.abs(powers[:, j:] @ c - left) * w
            lawson = lawson * (error / error.max() + 1e-3)
            lawson /= lawson.max()
        rounded.append(np.float32(first if j == 0 else c[0]))
        left = left - float(rounded[-1]) * powers[:, j]
    print(f"{name}: {np.abs(left * w).max():.2e}", ", ".join(f"{x:.9e}f" for x in rounded))


fit_in_turn("ln(1 + z)", lambda z: (mpmath.log1p(z) - z) / z**2, lambda z: z**2 / mpmath.log1p(z), 0, 1, -0.5, 8)
