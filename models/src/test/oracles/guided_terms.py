"""The terms of Guided-VAE by PyTorch 2.13 in double precision, with its own affine_grid and grid_sample.

Run in this folder: python guided_terms.py. Images and bases are written in the layout of Gaspard.
"""

import math

import torch
from torch.nn import functional as F

PATH = "../resources/org/gaspard/models/terms/guided.txt"
LINES = []
N, H, W, C = 4, 5, 4, 2
DEFORMATION, CONTENT, HIDDEN = 2, 3, 3
torch.set_default_dtype(torch.float64)


def put(name, tensor):
    tensor = torch.as_tensor(tensor, dtype=torch.float64).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


def wave(scale, step, shift, *shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * torch.sin(step * i + shift)).reshape(shape)


def images_first(flat):
    """[..., H·W·C] as [..., C, H, W]."""
    return flat.unflatten(-1, (H, W, C)).movedim(-1, -3)


images = 0.5 + wave(0.45, 1.7, 0.3, N, H * W * C)
latent = wave(1.1, 2.3, 0.4, N, DEFORMATION + CONTENT).requires_grad_()
bases = wave(0.6, 0.7, 1.1, CONTENT + 1, H * W * C).requires_grad_()
weights = [
    wave(0.7, 1.9, 0, DEFORMATION, HIDDEN),
    wave(0.7, 1.9, 1, HIDDEN),
    wave(0.7, 1.9, 2, HIDDEN, 6),
    wave(0.7, 1.9, 3, 6)]
weights = [w.requires_grad_() for w in weights]


def deformation(z):
    h = F.relu(F.linear(z, weights[0].T, weights[1]))
    return F.linear(h, weights[2].T, weights[3]).view(N, 2, 3)


def decode(identity):
    theta = deformation(latent[:, :DEFORMATION])
    if identity:
        theta = theta + torch.eye(2, 3)
    ones = torch.ones(N, 1)
    still = images_first(torch.cat([latent[:, DEFORMATION:], ones], 1) @ bases)
    grid = F.affine_grid(theta, [N, C, H, W], align_corners=False)
    print("points outside the image:", (grid.abs() > 1).any(-1).double().mean().item())
    return F.grid_sample(still, grid, mode="bilinear", padding_mode="border", align_corners=False)


for name, identity in (("map", False), ("from_identity", True)):
    y = decode(identity)
    put(f"{name}.images", y.movedim(1, -1))
    value = ((images_first(images) - y) ** 2).sum((1, 2, 3)).mean()
    put(name, value)
    for i, g in enumerate(torch.autograd.grad(value, [latent, bases] + weights)):
        put(f"{name}.gradient{i}", g)

value = sum((bases[k] @ bases[j]) ** 2 for k in range(CONTENT + 1) for j in range(CONTENT + 1) if j != k)
put("orthogonality", value)
put("orthogonality.gradient", torch.autograd.grad(value, bases)[0])

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
