"""Reference values for RtdLossTest, RipsValuesTest and RtdAutoencoderLossTest: persistence by plain matrix reduction over
Z/2, losses and gradients by PyTorch in float64.

    python rtd_loss.py > ../resources/org/gaspard/topology/rtd_loss.txt

Each line: a name, a colon, numbers. Simplices of one length and dimension enter in descending order of their vertices, the
largest one first. The longest edge of a triangle is the first one of 01, 02, 12.
"""

from itertools import combinations

import numpy as np
import torch


def write(name, *values):
    print(name + ": " + " ".join(repr(float(v)) for v in np.ravel(np.concatenate([np.ravel(v) for v in values]))))


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
    """Pairs (birth edge, death edge) of the bars of dimension 1 of positive length, longest first."""
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


def term(form, a, b, z, published, p):
    zero = torch.zeros_like(a)
    low, high = torch.minimum(a, b), torch.maximum(a, b)
    f = {
        "MIN": block(zero, a, low),
        "MAX": block(zero, high, b),
        "SYMMETRIC": block(zero, high, low),
    }[form]
    births, deaths = f, f
    if published and form == "MIN":
        deaths = block(zero, a, z)
    if published and form == "MAX":
        births = block(zero, z, b)
    found = bars(f.detach().numpy())
    if not found:
        return (a * 0).sum()
    (birth, death) = zip(*found[:50] if published else found)
    bi, bj = zip(*birth)
    di, dj = zip(*death)
    return ((deaths[di, dj] - births[bi, bj]).abs() ** p).sum()


def loss(kind, x, z, published, p):
    if kind == "SYMMETRIC":
        return term(kind, x, z, z, published, p)
    forms = ["MIN", "MAX"] if kind == "MIN_MAX" else [kind]
    return sum(0.5 * (term(f, x, z, z, published, p) + term(f, z, x, z, published, p)) for f in forms)


def distances(x):
    n = len(x)
    off = ~torch.eye(n, dtype=torch.bool)
    squares = ((x[:, None] - x[None]) ** 2).sum(-1)
    return torch.where(off, torch.where(off, squares, 1.0).sqrt(), 0.0)


def normalised(d):
    return d / torch.quantile(d.detach(), 0.9)


def cloud(rng, n, d):
    return torch.tensor(rng.normal(size=(n, d)), dtype=torch.float64, requires_grad=True)


def quirk():
    """The first seed at which the published minimum form is not the divergence."""
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        x, z = cloud(rng, 14, 3), cloud(rng, 14, 3)
        a, b = normalised(distances(x)), normalised(distances(z))
        if abs(loss("MIN", a, b, True, 1) - loss("MIN", a, b, False, 1)) > 1e-3:
            return x, z


print(f"# PyTorch {torch.__version__}, NumPy {np.__version__}")
rng = np.random.default_rng(20)
clouds = {
    "eight": (cloud(rng, 8, 3), cloud(rng, 8, 2)),
    "ten": (cloud(rng, 10, 2), cloud(rng, 10, 4)),
    "quirk": quirk(),
}
for name, (x, z) in clouds.items():
    write(f"{name}.x", x.detach())
    write(f"{name}.z", z.detach())
    for kind in ("MIN", "MAX", "MIN_MAX", "SYMMETRIC"):
        for mode in ("EXACT", "PUBLISHED"):
            if kind == "SYMMETRIC" and mode == "PUBLISHED":
                continue
            for p in (1, 2):
                value = loss(kind, normalised(distances(x)), normalised(distances(z)), mode == "PUBLISHED", p)
                gx, gz = torch.autograd.grad(value, (x, z))
                write(f"{name}.{kind}.{mode}.{p}", value.detach(), gx, gz)

x, z = clouds["ten"]
scale = torch.tensor(1.7, dtype=torch.float64, requires_grad=True)
for mode in ("EXACT", "PUBLISHED"):
    value = loss("MIN", distances(x.detach()) / 2**0.5, scale * distances(z) / 10**0.5, mode == "PUBLISHED", 1)
    gz, gs = torch.autograd.grad(value, (z, scale))
    write(f"autoencoder.{mode}", value.detach(), gz, gs)

angles = np.arange(12) * (2 * np.pi / 12)
ring = np.stack([np.cos(angles), np.sin(angles)], 1) + 0.1 * np.random.default_rng(3).normal(size=(12, 2))
points = torch.tensor(np.concatenate([ring, ring * 0.6 + [2.5, 0.2]]), dtype=torch.float64, requires_grad=True)
d = distances(points)
birth, death = zip(*bars(d.detach().numpy()))
births, deaths = d[tuple(zip(*birth))], d[tuple(zip(*death))]
lengths = deaths - births
q = lengths / lengths.sum()
write("rips.points", points.detach())
write("rips.bars", births.detach(), deaths.detach())
for name, value in {
    "total": lengths.sum(),
    "norm": (lengths**3).sum() ** (1 / 3),
    "entropy": -(q * q.log()).sum(),
    "polynomial": (lengths**2 * ((births + deaths) / 2) ** 1.5)[1:].sum(),
}.items():
    write(f"rips.{name}", value.detach(), torch.autograd.grad(value, points, retain_graph=True)[0])
