"""Values and gradients of DST and GMG on latents and images (org.gaspard.models.terms.GeometryPreservation) by PyTorch in float64, the
Gromov-Wasserstein problem by trying all permutations. (Of six images, the library's local search misses the best one for cosines.)

Run in this folder: python geometry_terms.py. Images and weights are made by the formula of `wave`, as in topology_terms.py.
"""

from itertools import permutations

import numpy as np
import torch

PATH = "../resources/org/gaspard/models/terms/geometry.txt"
LINES = []
N = 5


def wave(phase, scale, *shape):
    k = np.arange(1, int(np.prod(shape)) + 1, dtype=np.float64)
    return torch.tensor(scale * np.sin(0.618 * k * k + phase).reshape(shape))


images = wave(0.1, 0.5, 16, 4)[:N] + 0.5
weights = {
    "encoder.weight": wave(0.2, 0.9, 4, 6),
    "encoder.bias": wave(0.3, 0.3, 6),
    "decoder.weight": wave(1.1, 0.8, 3, 4),
    "decoder.bias": wave(0.5, 0.3, 4),
}
scale = torch.tensor(0.3, dtype=torch.float64)
for w in [*weights.values(), scale]:
    w.requires_grad_()


def put(name, tensor):
    tensor = tensor.detach()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [repr(v) for v in tensor.flatten().tolist()]))


def case(name, value, inputs):
    put(name, value)
    gradients = torch.autograd.grad(value, list(inputs.values()), allow_unused=True, retain_graph=True)
    for key, g in zip(inputs, gradients):
        put(f"{name}.{key}", torch.zeros_like(inputs[key]) if g is None else g)


def squares(x):
    return ((x[:, None] - x[None]) ** 2).sum(-1)


def cosines(x):
    unit = x / x.norm(dim=1, keepdim=True)
    return unit @ unit.T


def products(x):
    return x @ x.T


def distortion(c, d):
    return ((c - d) ** 2).sum() / (2 * N**2)


def gap(c, d):
    best = min(permutations(range(N)), key=lambda p: distortion(c.detach(), d.detach()[p, :][:, p]).item())
    return distortion(c, d) - distortion(c, d[best, :][:, best])


z = torch.tanh(images @ weights["encoder.weight"] + weights["encoder.bias"])[:, :3]
decoded = torch.sigmoid(3 * torch.sin(9 * (z @ weights["decoder.weight"] + weights["decoder.bias"])))
costs = {"squares": squares, "cosines": cosines, "products": products}
for name, cost in costs.items():
    for measure in (distortion, gap):
        case(f"{measure.__name__}.encoder.{name}", measure(cost(images), cost(z)), weights)
        case(f"{measure.__name__}.decoder.{name}", measure(cost(z), cost(decoded)), weights)
for measure in (distortion, gap):
    scaled = {**weights, "scale": scale}
    case(f"{measure.__name__}.encoder.scaled", measure(squares(images), scale.exp() * squares(z)), scaled)
    case(f"{measure.__name__}.decoder.scaled", measure(scale.exp() * squares(z), squares(decoded)), scaled)

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
