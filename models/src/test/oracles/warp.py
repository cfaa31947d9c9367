"""Warps of org.gaspard.models.networks.warp by PyTorch 2.13 in double precision: grid_sample, affine_grid and interpolate.

Run in this folder: python warp.py. Images are [N, H, W, C] there and [N, C, H, W] here.
"""

import math

import torch
from torch.nn import functional as F

PATH = "../resources/org/gaspard/models/networks/warp.txt"
LINES = []
N, H, W, C = 2, 5, 4, 3
torch.set_default_dtype(torch.float64)


def put(name, tensor):
    tensor = torch.as_tensor(tensor, dtype=torch.float64).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


def put_gradients(name, value, inputs):
    """The value, and the gradients of its sum weighted by 1, 2, ..."""
    put(name, value)
    weighted = (value.flatten() * torch.arange(1.0, value.numel() + 1)).sum()
    for i, g in enumerate(torch.autograd.grad(weighted, inputs, retain_graph=True)):
        put(f"{name}.gradient{i}", g)


def wave(scale, step, shift, *shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * torch.sin(step * i + shift)).reshape(shape).requires_grad_()


def sample(images, places, outside):
    found = F.grid_sample(images.permute(0, 3, 1, 2), places, "bilinear", outside, align_corners=True)
    return found.permute(0, 2, 3, 1)


images = wave(1.0, 1.7, 0.3, N, H, W, C)
places = wave(1.6, 2.3, 0.8, N, 3, 6, 2)
for outside, padding in (("zero", "zeros"), ("border", "border")):
    put_gradients("sample." + outside, sample(images, places, padding), [images, places])


def affine(numbers):
    theta = numbers.reshape(-1, 2, 3) + torch.eye(2, 3)
    return F.affine_grid(theta, (len(numbers), C, H, W), align_corners=True)


def displacement(numbers, rows, columns, reach):
    moves = reach * torch.tanh(numbers).reshape(-1, rows, columns, 2).permute(0, 3, 1, 2)
    fine = F.interpolate(moves, (H, W), mode="bilinear", align_corners=True).permute(0, 2, 3, 1)
    return fine + F.affine_grid(torch.eye(2, 3).expand(len(numbers), 2, 3), (len(numbers), C, H, W), align_corners=True)


numbers = wave(0.6, 1.3, 0.4, N, 6)
put_gradients("affine", affine(numbers), [numbers])
moves = wave(1.1, 2.1, 0.2, N, 24)
put_gradients("displacement", displacement(moves, 3, 4, 0.7), [moves])
fine_moves = wave(1.1, 2.1, 0.2, N, 50)
put_gradients("five", displacement(fine_moves, 5, 5, 1.0), [fine_moves])

# A whole decoder: three latents of appearance after two of perspective, a linear map of each.
latents = wave(1.2, 1.9, 0.6, N, 5)


def weights(*shapes):
    return [wave(0.5, 1.9, shift, *shape) for shift, shape in enumerate(shapes)]


for name, outside, warp, count in (
        ("affine", "border", affine, 6), ("displacement", "zeros", lambda n: displacement(n, 3, 4, 0.7), 24)):
    w = weights((3, H * W * C), (H * W * C,), (2, count), (count,))
    appearance = (latents[:, 2:] @ w[0] + w[1]).reshape(N, H, W, C)
    drawn = sample(appearance, warp(latents[:, :2] @ w[2] + w[3]), outside)
    put_gradients("decoder." + name, drawn, [latents, *w])

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
