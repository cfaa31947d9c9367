"""Writes erf.csv and erfinv.csv: arguments and values to 60 digits, rounded to double. Needs mpmath."""

import pathlib

import mpmath

mpmath.mp.dps = 60
out = pathlib.Path(__file__).parent.parent / "resources/org/gaspard/tensor"
out.mkdir(parents=True, exist_ok=True)


def write(name, rows):
    (out / name).write_text("".join(",".join(v.hex() for v in row) + "\n" for row in rows))


erf_arguments = [5e-324, 3e-310, 1e-300, 1e-30, 1e-9, 3.7e-9, 3.8e-9, 1e-5, 0.84374, 0.84375, 1.2499, 1.25, 2.857, 2.858]
erf_arguments += [0.013 + 0.0817 * i for i in range(75)]
write("erf.csv", [(x, float(mpmath.erf(mpmath.mpf(x))), float(mpmath.erfc(mpmath.mpf(x)))) for x in erf_arguments]
      + [(-x, float(-mpmath.erf(x)), float(1 + mpmath.erf(x))) for x in erf_arguments[10:40]]
      + [(x, 1.0, float(mpmath.erfc(x))) for x in (7.0, 9.5, 15.25, 20.0, 26.0)])

inverse_arguments = [5e-324, 1e-300, 1e-20, 9e-10, 1.1e-9, 1e-4, 0.4999999, 0.5, 0.999]
inverse_arguments += [0.007 + 0.0163 * i for i in range(61)]
inverse_arguments += [1 - 2.0**-k for k in range(5, 54, 3)] + [1 - 2.0**-53]
write("erfinv.csv", [(x, float(mpmath.erfinv(mpmath.mpf(x)))) for x in inverse_arguments])
