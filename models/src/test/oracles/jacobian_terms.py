"""Values and gradients of the terms in org.gaspard.models.terms.jacobian by PyTorch in float64, from whole Jacobians.

Run in this folder: python jacobian_terms.py. Images and weights are made by the formula of `wave`, as in topology_terms.py; the
random numbers are those of the library, copied from the test.
"""

import numpy as np
import torch

PATH = "../resources/org/gaspard/models/terms/jacobian/terms.txt"
LINES = []
N = 6
ETA = 0.2

# RandomKey.of(40).child(3).child(1) with the children 0 (permutation), 1 (uniform numbers) and 2 (normal numbers).
PERMUTATION = [4, 1, 2, 3, 5, 0]
UNIFORM = [
    0.5858675706396265, 0.2500811110571516, 0.36031452992375945, 0.5202055299823986, 0.24823504987836598,
    0.39725536963672836,
]
NORMAL = [
    0.09641751472330752, -0.231782802262974, -2.698176348587764E-4, 1.1363450340746828, -0.2301596945157104,
    -0.7141165448151259, 0.16381029989032772, 1.51805173227432, -0.4819512433112615, -0.45384442657007107,
    -1.054937319663958, -1.3895042103776611, -0.9551122043388337, 0.7407050130506958, -0.750804047580721,
    1.0189584019396025, 0.2519585659405854, 1.4963617468714898,
]


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
for w in weights.values():
    w.requires_grad_()


def encode(x):
    return torch.tanh(x @ weights["encoder.weight"] + weights["encoder.bias"])[..., :3]


def decode(z):
    return torch.sigmoid(3 * torch.sin(9 * (z @ weights["decoder.weight"] + weights["decoder.bias"])))


def put(name, tensor):
    tensor = tensor.detach()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [repr(v) for v in tensor.flatten().tolist()]))


def case(name, value):
    put(name, value)
    gradients = torch.autograd.grad(value, list(weights.values()), allow_unused=True, retain_graph=True)
    for key, g in zip(weights, gradients):
        put(f"{name}.{key}", torch.zeros_like(weights[key]) if g is None else g)


def mixed(points):
    alpha = (torch.tensor(UNIFORM, dtype=torch.float64) * (1 + 2 * ETA) - ETA)[:, None]
    return alpha * points + (1 - alpha) * points[PERMUTATION]


v = torch.tensor(NORMAL, dtype=torch.float64).reshape(N, 3)


def jacobians(function, points):
    return torch.stack([torch.autograd.functional.jacobian(function, p, create_graph=True) for p in points])


def cases(name, g):
    gv = torch.einsum("nij,nj->ni", g, v)
    trace = torch.einsum("ni,ni->n", v, gv).mean()
    case(f"{name}.distortion", (gv**2).sum(1).mean() / trace**2)
    case(f"{name}.norm", trace)
    case(f"{name}.orthonormal", ((gv - 0.7 * v) ** 2).sum(1).mean())


j = jacobians(decode, mixed(encode(images)))
cases("decoder", j.transpose(1, 2) @ j)
j = jacobians(encode, images)
cases("encoder", j @ j.transpose(1, 2))
j = jacobians(encode, mixed(images))
cases("encoder.mixed", j @ j.transpose(1, 2))

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
