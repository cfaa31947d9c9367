"""Fits the polynomials of DoubleMath: Chebyshev interpolation at 40 digits, rounded to double.

Prints for each the coefficients in ascending powers and the error of the fit before the rounding. Needs mpmath.
"""

import mpmath

mpmath.mp.dps = 40


def fit(name, target, low, high, terms):
    coefficients, error = mpmath.chebyfit(target, [low, high], terms, error=True)
    print(f"{name}: {float(error):.1e}", ", ".join(repr(float(c)) for c in reversed(coefficients)))


# (e^r - 1 - r) / r^2
fit("exp", lambda r: mpmath.hyp1f1(1, 3, r) / 2, -0.3470, 0.3470, 11)
# (2 atanh(s) / s - 2) / s^2 as a function of z = s^2, with s = f / (2 + f) and 1 + f from sqrt(1/2) to sqrt(2)
fit("log", lambda z: 2 * mpmath.hyp2f1(1, 1.5, 2.5, z) / 3, 0, 0.0296, 7)
