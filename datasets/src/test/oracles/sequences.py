"""Writes images/warped.csv, images/hues.csv and sequences/frames.csv: affine warps, hues and sequences of a small image.

Run with numpy, scipy and torch: python sequences.py

Warps on CORNERS and AREAS_BETWEEN_CORNERS: torch's affine_grid and grid_sample, with the matrix in pixels normalised by the
corners, once with align_corners = True and once with False; those on AREAS: scipy's affine_transform. Hues: colorsys.
"""

import colorsys
import math
import pathlib

import numpy as np
import torch
from scipy import ndimage

OUT = pathlib.Path(__file__).parent.parent / "resources/org/gaspard/datasets"


def image(height, width, channels):
    """Value k of the image is (37·k mod 101)/100, as a float."""
    values = (np.arange(height * width * channels) * 37 % 101).astype(np.float32) / np.float32(100)
    return values.reshape(height, width, channels).astype(np.float64)


def rotation(cx, cy, degrees, scale):
    """OpenCV's getRotationMatrix2D: counter-clockwise for the origin in the top left corner."""
    a = scale * math.cos(math.radians(degrees))
    b = scale * math.sin(math.radians(degrees))
    return np.array([[a, b, (1 - a) * cx - b * cy], [-b, a, b * cx + (1 - a) * cy], [0, 0, 1]])


def normal(height, width):
    return np.array([[2 / (width - 1), 0, -1], [0, 2 / (height - 1), -1], [0, 0, 1]])


def torch_warp(x, matrix, align):
    height, width, _ = x.shape
    n = normal(height, width)
    theta = np.linalg.inv(n @ matrix @ np.linalg.inv(n))[:2]
    batch = torch.tensor(x.transpose(2, 0, 1)[None])
    grid = torch.nn.functional.affine_grid(torch.tensor(theta[None]), batch.shape, align_corners=align)
    out = torch.nn.functional.grid_sample(batch, grid, mode="bilinear", padding_mode="zeros", align_corners=align)
    return out[0].numpy().transpose(1, 2, 0)


def scipy_warp(x, matrix):
    """Pixel centres at i + 1/2; scipy's coordinates are (row, column, channel)."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    back = np.linalg.inv(half) @ np.linalg.inv(matrix) @ half
    swap = back[np.ix_([1, 0], [1, 0])]
    return np.stack(
        [
            ndimage.affine_transform(x[..., c], swap, back[[1, 0], 2], order=1, mode="grid-constant", cval=0)
            for c in range(x.shape[2])
        ],
        axis=2,
    )


def warp(x, matrix, grid):
    return scipy_warp(x, matrix) if grid == "AREAS" else torch_warp(x, matrix, grid == "CORNERS")


def numbers(values):
    return ",".join(f"{v:.8g}" for v in np.ravel(values))


GRIDS = ["CORNERS", "AREAS", "AREAS_BETWEEN_CORNERS"]
MATRICES = [
    rotation(3.5, 2.5, 30, 1),
    rotation(3.5, 2.5, -75, 1.3),
    rotation(1, 4, 200, 0.6),
    np.array([[1, 0.25, -1.5], [-0.4, 0.8, 0.75], [0, 0, 1]]),
]

with open(OUT / "images/warped.csv", "w") as file:
    file.write("# grid, matrix in pixels (6 values), warped image of 5×7×2\n")
    for grid in GRIDS:
        for matrix in MATRICES:
            file.write(f"{grid},{','.join(repr(float(v)) for v in matrix[:2].ravel())}")
            file.write(f",{numbers(warp(image(5, 7, 2), matrix, grid))}\n")

colours = [(r / 4, g / 4, b / 4) for r in range(5) for g in range(5) for b in range(5)]
with open(OUT / "images/hues.csv", "w") as file:
    file.write("# red, green, blue, hue, saturation, value, and red, green, blue with the hue turned by 0.3\n")
    for colour in colours:
        h, s, v = colorsys.rgb_to_hsv(*colour)
        file.write(numbers(colour + (h, s, v) + colorsys.hsv_to_rgb((h + 0.3) % 1, s, v)) + "\n")

with open(OUT / "sequences/frames.csv", "w") as file:
    file.write("# grid, transformation, frame, image of 6×6×3 made from a grey one\n")
    grey = image(6, 6, 1)
    red = np.concatenate([grey, 0 * grey, 0 * grey], axis=2)
    for grid in GRIDS:
        for t in (0, 1, 4, 8):
            scaled = warp(red, rotation(3, 3, 0, 1 + t / 10), grid)
            rotated = warp(red, rotation(3, 3, 10 * t, 1), grid)
            turn = (math.radians(180 + 20 * t) - math.pi) / (2 * math.pi)
            hsv = [colorsys.rgb_to_hsv(*p) for p in red.reshape(-1, 3)]
            turned = np.array([colorsys.hsv_to_rgb((h + turn) % 1, s, v) for h, s, v in hsv])
            for k, frame in enumerate([scaled, rotated, turned]):
                file.write(f"{grid},{k},{t},{numbers(frame)}\n")
