"""Inputs and fingerprints in NumPy that are the same as on our side: see Pattern.java and Fingerprint.java."""

import numpy as np

_MASK = 0xFFFFFFFF


def numbers(seed, *shape):
    """Numbers in [-1, 1) that floats hold: a hash of place and seed, as in Pattern.java."""
    h = (np.arange(np.prod(shape), dtype=np.int64) + ((seed * 0x9E3779B9) & _MASK)) & _MASK
    h = ((h ^ (h >> 16)) * 0x7FEB352D) & _MASK
    h = ((h ^ (h >> 15)) * 0x846CA68B) & _MASK
    h = h ^ (h >> 16)
    return ((h >> 8) * 2.0**-23 - 1).reshape(shape)


def fingerprint(result):
    """Norm and product with fixed numbers, each with its scale; of a number, as of an array of one."""
    r = np.asarray(result, dtype=float).reshape(-1)
    norm = float(np.linalg.norm(r))
    return f"{norm!r}/{norm!r} {float(r @ numbers(99, r.size))!r}/{norm!r}"
