"""Values and gradients of the terms in org.gaspard.models.terms.topology, by PyTorch in float64, persistence by plain matrix
reduction over Z/2.

Run in this folder: python topology_terms.py. Images and weights are made by the formula of `wave`, in the test too. The samples
for which the shift is not defined are left out here, not masked.
"""

from itertools import combinations

import numpy as np
import torch

PATH = "../resources/org/gaspard/models/terms/topology/terms.txt"
LINES = []
N = 16
SHIFT = 0.25


def wave(phase, scale, *shape):
    k = np.arange(1, int(np.prod(shape)) + 1, dtype=np.float64)
    return torch.tensor(scale * np.sin(0.618 * k * k + phase).reshape(shape))


images = wave(0.1, 0.5, N, 4) + 0.5
weights = {
    "encoder.weight": wave(0.2, 0.9, 4, 6),
    "encoder.bias": wave(0.3, 0.3, 6),
    "decoder.weight": wave(1.1, 0.8, 3, 4),
    "decoder.bias": wave(0.5, 0.3, 4),
}
for w in weights.values():
    w.requires_grad_()


def encode():
    return torch.tanh(images @ weights["encoder.weight"] + weights["encoder.bias"])[:, :3]


def decode(z):
    return torch.sigmoid(3 * torch.sin(9 * (z @ weights["decoder.weight"] + weights["decoder.bias"])))


def put(name, tensor):
    tensor = tensor.detach()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [repr(v) for v in tensor.flatten().tolist()]))


def case(name, value, extra={}):
    put(name, value)
    inputs = {**weights, **extra}
    gradients = torch.autograd.grad(value, list(inputs.values()), allow_unused=True, retain_graph=True)
    for key, g in zip(inputs, gradients):
        put(f"{name}.{key}", torch.zeros_like(inputs[key]) if g is None else g)


# Persistence: pairs (birth edge, death edge) of the bars of dimension 1 of positive length, the longest first.


def order(d, simplices):
    length = lambda s: max(d[i, j] for i, j in combinations(s, 2))
    return sorted(simplices, key=lambda s: (length(s), tuple(-v for v in reversed(s))))


def longest_edge(d, s):
    best = (s[0], s[1])
    for e in combinations(s, 2):
        if d[e] > d[best]:
            best = e
    return best


def bars(d):
    n = len(d)
    edges = order(d, combinations(range(n), 2))
    at = {e: k for k, e in enumerate(edges)}
    low = {}
    found = []
    for t in order(d, combinations(range(n), 3)):
        column = {at[e] for e in combinations(t, 2)}
        while column and max(column) in low:
            column ^= low[max(column)]
        if column:
            low[max(column)] = column
            birth, death = edges[max(column)], longest_edge(d, t)
            if d[death] > d[birth]:
                found.append((d[death] - d[birth], birth, death))
    return [(b, e) for _, b, e in sorted(found, key=lambda bar: -bar[0])]


def block(corner, cross, within):
    return torch.cat([torch.cat([corner, cross.T], 1), torch.cat([cross, within], 1)], 0)


def sum_of_bars(form, a, b, z, published, p):
    zero = torch.zeros_like(a)
    low, high = torch.minimum(a, b), torch.maximum(a, b)
    f = {"MIN": block(zero, a, low), "MAX": block(zero, high, b), "SYMMETRIC": block(zero, high, low)}[form]
    births = block(zero, z, b) if published and form == "MAX" else f
    deaths = block(zero, a, z) if published and form == "MIN" else f
    found = bars(f.detach().numpy())
    if not found:
        return (a * 0).sum()
    (birth, death) = zip(*found[:50] if published else found)
    return ((deaths[tuple(zip(*death))] - births[tuple(zip(*birth))]).abs() ** p).sum()


def rtd(kind, x, z, published=False, p=1):
    if kind == "SYMMETRIC":
        return sum_of_bars(kind, x, z, z, published, p)
    forms = ["MIN", "MAX"] if kind == "MIN_MAX" else [kind]
    return sum(0.5 * (sum_of_bars(f, x, z, z, published, p) + sum_of_bars(f, z, x, z, published, p)) for f in forms)


def distances(x):
    off = ~torch.eye(len(x), dtype=torch.bool)
    squares = ((x[:, None] - x[None]) ** 2).sum(-1)
    return torch.where(off, torch.where(off, squares, 1.0).sqrt(), 0.0)


def scaled(d):
    return d / torch.quantile(d.detach(), 0.9)


def tree(d):
    """The edges of the minimum spanning tree, by Kruskal."""
    root = list(range(len(d)))

    def find(i):
        while root[i] != i:
            i = root[i]
        return i

    chosen = []
    for i, j in sorted(combinations(range(len(d)), 2), key=lambda e: d[e].item()):
        a, b = find(i), find(j)
        if a != b:
            root[a] = b
            chosen.append((i, j))
    return tuple(zip(*chosen))


def lite(a, b):
    c = torch.minimum(a, b)
    return 0.5 * (a[tree(a)].sum() + b[tree(b)].sum()) - c[tree(c)].sum()


# The batch shifted along axis 1, upwards.
z = encode()
normal = torch.distributions.Normal(z[:, 1].mean(), z[:, 1].std())
moved = normal.cdf(z[:, 1]) + SHIFT
kept = moved < 1
assert 2 < kept.sum() < N
put("kept", kept.double())
shifted = torch.stack([z[:, 0], normal.icdf(torch.where(kept, moved, 0.5)), z[:, 2]], 1)
x, y = decode(z[kept]), decode(shifted[kept])
a, b = scaled(distances(x)), scaled(distances(y))
divergences = {
    "published": rtd("MIN_MAX", a, b, published=True),
    "exact": rtd("MIN_MAX", a, b),
    "exact.squares": rtd("MIN_MAX", a, b, p=2),
    "min": rtd("MIN", a, b),
    "max": rtd("MAX", a, b),
    "symmetric": rtd("SYMMETRIC", a, b),
    "lite": lite(a, b),
}
apart = np.diff(sorted(v.item() for v in divergences.values()))
assert apart.min() > 1e-3, apart
for name, value in divergences.items():
    case(name, value)
case("squared", ((x - y) ** 2).sum(1).mean())
pooled = torch.cat([x, y])
squares = ((pooled[:, None] - pooled[None]) ** 2).sum(-1)
sign = torch.cat([torch.ones(len(x)), -torch.ones(len(x))]).double() / len(x)
mmd = lambda h: sign @ torch.exp(-squares / (2 * h**2)) @ sign
case("mmd.median", mmd(float(np.median(np.sqrt(squares.detach().numpy()[np.triu_indices(2 * len(x), 1)])))))
case("mmd.fixed", mmd(0.8))
between = ((x[:, None] - y[None]) ** 2).sum(-1)
case("chamfer.squares", between.min(1).values.mean() + between.min(0).values.mean())
case("chamfer.distances", between.sqrt().min(1).values.mean() + between.sqrt().min(0).values.mean())

# Between all images and their latents, with a trained scale.
raw = torch.tensor(0.3, dtype=torch.float64, requires_grad=True)
data, latent = distances(images), distances(z)


def signature(a, b):
    return sum(0.5 * ((a[e] - b[e]) ** 2).sum() for e in (tree(a), tree(b)))


case("signature", signature(data / data.max(), latent / latent.detach().max()))
case("signature.trained", signature(data / 4**0.5, latent / raw.exp()) / N, {"scale": raw})
case("rtdae", rtd("MIN", data / 4**0.5, latent / N**0.5, published=True))
case("rtdae.trained", rtd("MIN", data / 4**0.5, raw.exp() * latent / N**0.5), {"scale": raw})
case("rtdlite", lite(scaled(data), scaled(latent)))

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
