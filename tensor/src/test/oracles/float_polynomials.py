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
for d in (3, 4, 5):
    fit(f"2 atanh(s/2), {d}", lambda w: (2 * mpmath.atanh(sqrt(w) / 2) / sqrt(w) - 1) / w,
        lambda w: w * sqrt(w) / (2 * mpmath.atanh(sqrt(w) / 2)), 1e-7, 0.4445, d)
q = float(mpmath.pi / 4) + 1e-4
fit("sin", lambda s: (mpmath.sin(sqrt(s)) / sqrt(s) - 1) / s, lambda s: s * sqrt(s) / mpmath.sin(sqrt(s)), 1e-9, q * q, 2)
fit("cos", lambda s: (mpmath.cos(sqrt(s)) - 1 + s / 2) / s**2, lambda s: s**2 / mpmath.cos(sqrt(s)), 1e-7, q * q, 2)
