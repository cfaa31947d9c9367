"""Writes small files of the layouts of Cars3D (MAT-files), 3D Faces (PyTorch) and resized images, as other programs do.

Run with numpy, scipy, torch and Pillow: python mat_torch_png.py
"""

import pathlib

import numpy as np
import scipy.io
import torch
from PIL import Image

OUT = pathlib.Path(__file__).parent.parent / "resources/org/gaspard/datasets"
FILES = OUT / "files"

# Sample (y, x, c) of car k at azimuth a and elevation e, of 3 azimuths and 2 elevations.
for k in range(3):
    y, x, c, a, e = np.ogrid[:4, :5, :3, :3, :2]
    im = (k * 91 + y * 13 + x * 29 + c * 53 + a * 7 + e * 111 & 255).astype("u1")
    # Compressed and plain, and after another variable.
    variables = {"other": np.arange(3.0), "im": im} if k == 1 else {"im": im}
    scipy.io.savemat(FILES / f"car_{k + 1:03}_mesh.mat", variables, do_compression=k != 2)

# Pixel (y, x) of face n, of 2·3·2·2 faces.
n, y, x = np.ogrid[:24, :4, :3]
faces = torch.from_numpy((n * 37 + y * 11 + x * 5 & 255).astype("u1"))
torch.save(faces, FILES / "faces_zip.pth")
torch.save(faces, FILES / "faces_legacy.pth", _use_new_zipfile_serialization=False)
torch.save(faces.float(), FILES / "faces_float.pth", _use_new_zipfile_serialization=False)

# A plane in Pillow's 32-bit float mode, where nothing is rounded to bytes.
y, x = np.mgrid[:13, :17]
plane = (((y * 7 + x * 11 + (y * x) % 5 * 9) % 64 + 96) / 256).astype("f4")
image = Image.fromarray(plane)
sizes = [(5, 7), (13, 6), (20, 31), (8, 8)]
filters = {"TRIANGLE": Image.BILINEAR, "CUBIC": Image.BICUBIC, "LANCZOS3": Image.LANCZOS}
rows = ["# filter, height, width, values; source (y·7 + x·11 + (y·x mod 5)·9 mod 64 + 96)/256 of 13×17"]
for name, kind in filters.items():
    for height, width in sizes:
        values = np.asarray(image.resize((width, height), kind)).ravel()
        rows.append(",".join([name, str(height), str(width)] + [f"{v:.8g}" for v in values]))
(OUT / "images/resized.csv").write_text("\n".join(rows) + "\n")

# Black and white noise in bytes, where the filters overshoot and Pillow clamps and rounds after each axis.
y, x = np.mgrid[:24, :30]
noise = np.where((y * 73 + x * 151 + y * x * 31) % 256 < 128, 0, 255).astype("u1")
rows = ["# filter, height, width, bytes; source 0 or 255, as (y·73 + x·151 + y·x·31) mod 256 is below 128 or not, of 24×30"]
for name, kind in filters.items():
    for height, width in [(16, 16), (40, 11)]:
        values = np.asarray(Image.fromarray(noise).resize((width, height), kind)).ravel()
        rows.append(",".join([name, str(height), str(width)] + [str(v) for v in values]))
(OUT / "images/resized_bytes.csv").write_text("\n".join(rows) + "\n")

# The same picture as PNG of several kinds and as JPEG: sample c of pixel (y, x) is (y·40 + x·20 + c·60) mod 256.
y, x, c = np.ogrid[:5, :6, :3]
rgb = (y * 40 + x * 20 + c * 60 & 255).astype("u1")
Image.fromarray(rgb).save(FILES / "rgb.png")
Image.fromarray(np.concatenate([rgb, 255 - rgb[..., :1]], axis=2), "RGBA").save(FILES / "rgba.png")
Image.fromarray(rgb[..., 1]).save(FILES / "grey.png")
Image.fromarray(rgb[..., 1].astype("u2") * 257).save(FILES / "grey16.png")
Image.fromarray(rgb[..., 1] > 127).save(FILES / "bits.png")
Image.fromarray(rgb).quantize(256).save(FILES / "palette.png")
smooth = np.broadcast_to(np.linspace(40, 200, 16)[:, None, None], (16, 24, 3)).astype("u1")
Image.fromarray(np.ascontiguousarray(smooth)).save(FILES / "smooth.jpg", quality=95)
