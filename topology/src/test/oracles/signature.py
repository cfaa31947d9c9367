"""Reference values for TopologicalSignatureLossTest, from SciPy's minimum_spanning_tree and PyTorch's gradients.

    python signature.py > ../resources/org/gaspard/topology/signature.txt

Each line: a name, a colon, numbers; clouds and gradients are row-major.
"""

import numpy as np
import scipy
import torch
from scipy.sparse.csgraph import minimum_spanning_tree


def write(name, values):
    print(name + ": " + " ".join(repr(float(v)) for v in np.ravel(values)))


def distances(points):
    """With zeros on the diagonal, through which no gradient flows."""
    n = len(points)
    i, j = torch.triu_indices(n, n, 1)
    d = torch.zeros(n, n, dtype=torch.float64)
    lengths = (points[i] - points[j]).norm(dim=1)
    return d.index_put((i, j), lengths).index_put((j, i), lengths)


def edges(d):
    t = minimum_spanning_tree(d.detach().numpy()).tocoo()
    return torch.tensor(t.row.astype(int)), torch.tensor(t.col.astype(int))


def loss(a, b):
    at_a, at_b = edges(a), edges(b)
    return 0.5 * ((a[at_a] - b[at_a]) ** 2).sum() + 0.5 * ((b[at_b] - a[at_b]) ** 2).sum()


print(f"# SciPy {scipy.__version__}, PyTorch {torch.__version__}")
rng = np.random.default_rng(1906)
x = rng.normal(size=(12, 5))
z = rng.normal(size=(12, 2))
write("x", x)
write("z", z)
for name in ("plain", "maximum", "scaled"):
    points, latents = torch.tensor(x, requires_grad=True), torch.tensor(z, requires_grad=True)
    scale = torch.tensor(0.7, dtype=torch.float64, requires_grad=True)
    a, b = distances(points), distances(latents)
    if name != "plain":
        a = a / a.max().detach()
    if name == "maximum":
        b = b / b.max().detach()
    if name == "scaled":
        b = b / scale
    value = loss(a, b)
    value.backward()
    write(f"{name}.value", value.item())
    write(f"{name}.x", points.grad.numpy())
    write(f"{name}.z", latents.grad.numpy())
    if name == "scaled":
        write("scaled.scale", scale.grad.item())
