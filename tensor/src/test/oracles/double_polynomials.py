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


def smooth(f, order):
    """(f(x) - its Taylor polynomial below x^order) / x^order as a function of s = x^2."""
    series = mpmath.taylor(f, 0, order + 24)

    def quotient(s):
        if s < mpmath.mpf("1e-3"):
            return mpmath.polyval(series[order::2][::-1], s)
        x = mpmath.sqrt(s)
        return (f(x) - mpmath.polyval(series[order - 1::-1], x)) / x**order

    return quotient


def log1p_rest(z):
    return mpmath.hyp2f1(1, 2, 3, -z) / -2


# tanh x = x + x^3 P(x^2) up to 0.55; ln(1 + z) = z + z^2 P(z); erf x = x + x P(x^2) up to 1
fit("tanh", smooth(mpmath.tanh, 3), 0, 0.3026, 11)
fit("ln(1 + z)", log1p_rest, 0, 1, 21)
fit("erf below 1", lambda s: smooth(mpmath.erf, 1)(s) - 1, 0, 1, 13)
# sin r = r + r^3 P(r^2) and cos r = 1 - r^2/2 + r^4 P(r^2) up to pi/4
quarter = float(mpmath.pi / 4) + 1e-6
fit("sin", smooth(mpmath.sin, 3), 0, quarter**2, 6)
fit("cos", smooth(mpmath.cos, 4), 0, quarter**2, 6)


def weighted(name, target, weight, low, high, center, degree):
    """Minimax of weight * error by Lawson's reweighted least squares, in powers of x - center."""
    count = 4 * degree
    nodes = [(low + high) / 2 + (high - low) / 2 * mpmath.cos(mpmath.pi * (i + 0.5) / count) for i in range(count)]
    values, weights = [target(x) for x in nodes], [weight(x) for x in nodes]
    lawson = [mpmath.mpf(1)] * count
    for _ in range(8):
        rows = mpmath.matrix(count, degree + 1)
        right = mpmath.matrix(count, 1)
        for i in range(count):
            root = mpmath.sqrt(lawson[i]) * weights[i]
            right[i] = values[i] * root
            for j in range(degree + 1):
                rows[i, j] = root * (nodes[i] - center) ** j
        c = list(mpmath.qr_solve(rows, right)[0])
        error = [abs(mpmath.polyval(c[::-1], x - center) - v) * w for x, v, w in zip(nodes, values, weights)]
        lawson = [a * (e / max(error) + mpmath.mpf("1e-3")) for a, e in zip(lawson, error)]
        lawson = [a / max(lawson) for a in lawson]
    print(f"{name}: {float(max(error)):.1e}", ", ".join(repr(float(x)) for x in c))


# -ln erfc(a) in powers of a - 2; an error of it counts for erf as erfc / erf
weighted("erf from 1", lambda a: -mpmath.log(mpmath.erfc(a)), lambda a: mpmath.erfc(a) / mpmath.erf(a), 1, 5.95, 2, 17)
