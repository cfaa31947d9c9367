"""Writes tiny_dsprites.npz, a file of the layout of dSprites, and prints the numbers frozen in PermutationTest.

Run with numpy: python datasets.py
"""

import itertools
import pathlib

import numpy as np

OUT = pathlib.Path(__file__).parent.parent / "resources/org/gaspard/datasets"

sizes = [1, 2, 3, 2, 2, 2]
levels = [np.array([1.0]), np.array([1.0, 2.0])] + [np.linspace(0.5, 1, n) for n in sizes[2:]]
classes = np.array(list(itertools.product(*map(range, sizes))), dtype="i8")
values = np.array([[levels[f][p] for f, p in enumerate(row)] for row in classes])
# Pixel k of image i is bit k mod 13 of i·37.
pixel = np.arange(9 * 8) % 13
imgs = ((np.arange(len(classes)) * 37)[:, None] >> pixel & 1).astype("u1").reshape(-1, 9, 8)
metadata = np.array({"title": "layout of dSprites"}, dtype=object)
np.savez_compressed(
    OUT / "tiny_dsprites.npz", metadata=metadata, imgs=imgs, latents_classes=classes, latents_values=values
)

MASK = 2**64 - 1


def mix(value):
    z = (value + 0x9E3779B97F4A7C15) & MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def permutation(size, seed):
    half = max(1, ((size - 1).bit_length() + 1) // 2)
    order = []
    for value in range(size):
        while True:
            left, right = value >> half, value & ((1 << half) - 1)
            for r in range(8):
                left, right = right, left ^ mix(mix((seed + r) & MASK) ^ right) & ((1 << half) - 1)
            value = left << half | right
            if value < size:
                break
        order.append(value)
    return order


print(permutation(10, 0))
print(permutation(10, MASK))
print(permutation(1000, 42)[:8])
