"""The random numbers of org.gaspard.tensor.RandomKey: Philox4x32-10 by its definition, in NumPy.

Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011, section 3.3.
"""

import math

import numpy as np
import torch

LOW = 0xFFFFFFFF


def block(counter, key):
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & LOW, (p0 >> 32) ^ c3 ^ k1, p0 & LOW
        k0, k1 = (k0 + 0x9E3779B9) & LOW, (k1 + 0xBB67AE85) & LOW
    return c0, c1, c2, c3


class RandomKey:
    def __init__(self, low, high=0):
        self.words = low & LOW, high & LOW

    def child(self, i):
        return RandomKey(*block((0, 0, i & LOW, 1), self.words)[:2])

    def bits(self, width, stream, count):
        words = [w for i in range(-(-count // 4)) for w in block((i, 0, stream, 0), self.words)]
        return np.array([w >> (32 - width) for w in words[:count]], dtype=np.float64)

    def uniform(self, *shape, single=False):
        """In float64; with float32's 23 bits if `single`."""
        count = math.prod(shape)
        if single:
            u = (self.bits(23, 0, count) + 0.5) * 2.0**-23
        else:
            u = (self.bits(26, 0, count) * 2.0**26 + self.bits(26, 1, count) + 0.5) * 2.0**-52
        return torch.from_numpy(u.reshape(shape))

    def normal(self, *shape, single=False):
        return torch.erfinv(2 * self.uniform(*shape, single=single) - 1) * math.sqrt(2)
