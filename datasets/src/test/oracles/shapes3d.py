"""Writes tiny_3dshapes.h5, tiny_3dshapes_plain.h5 and tiny_3dshapes_part.h5, HDF5 files of the layout of 3D Shapes.

Run with numpy and h5py: python shapes3d.py

The first is chunked and compressed with chunks that divide neither the number nor the size of the images, the second
contiguous, the third an excerpt of nine images of the first one's grid with published labels.
"""

import itertools
import pathlib

import h5py
import numpy as np

OUT = pathlib.Path(__file__).parent.parent / "resources/org/gaspard/datasets/files"

levels = [
    np.linspace(0, 0.9, 10)[:2],
    np.linspace(0, 0.9, 10)[:1],
    np.linspace(0, 0.9, 10)[3:5],
    np.linspace(0.75, 1.25, 8)[:2],
    np.arange(4.0)[:3],
    np.linspace(-30, 30, 15)[7:9],
]
labels = np.array(list(itertools.product(*levels)))
n = len(labels)
# Sample (y, x, c) of image i.
i, y, x, c = np.ogrid[:n, :6, :5, :3]
images = (i * 31 + y * 17 + x * 7 + c * 101 & 255).astype("u1")


def write(name, rows, **options):
    with h5py.File(OUT / name, "w") as file:
        file.create_dataset("images", data=images[rows], **options)
        file.create_dataset("labels", data=labels[rows])


write("tiny_3dshapes.h5", slice(None), chunks=(7, 4, 5, 2), compression="gzip")
write("tiny_3dshapes_plain.h5", slice(None))
write("tiny_3dshapes_part.h5", slice(5, 14), chunks=True, compression="gzip", shuffle=True)
