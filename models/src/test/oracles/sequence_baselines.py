"""Losses of org.gaspard.models.sequences.baselines and org.gaspard.models.flow.wave by PyTorch in double precision.

Run in this folder: python sequence_baselines.py. Random numbers are those of random_key.py, potentials those of flow.py, which this
script runs again. Weights are [in, out] here too.
"""

import math

import torch
from torch.nn import functional as F

import flow
from random_key import RandomKey

N, STEPS = 3, 4
FRAMES = STEPS + 1
PATH = "../resources/org/gaspard/models/sequences/baselines.txt"
flow.LINES.clear()
put, wave = flow.put, flow.wave
KEY = RandomKey(5)
X = 0.5 + wave(0.45, 1.7, 0.3, N, FRAMES, 4)


def put_gradients(name, value, inputs, transposed=()):
    put(name, value)
    for i, g in enumerate(torch.autograd.grad(value, inputs, retain_graph=True)):
        put(f"{name}.gradient{i}", g.T if i in transposed and g.dim() == 2 else g)


def weights(shift, *shapes):
    return [wave(0.7, 1.9, shift + i, *shape).requires_grad_() for i, shape in enumerate(shapes)]


class Vae:
    def __init__(self, n):
        self.n = n
        self.parameters = weights(0, (4, 2 * n), (2 * n,), (n, 5), (5,), (5, 4), (4,))

    def encode(self, x):
        both = x @ self.parameters[0] + self.parameters[1]
        return both[..., :self.n], both[..., self.n:]

    def decode(self, z):
        _, _, a, b, c, d = self.parameters
        return torch.sigmoid((z @ a + b).tanh() @ c + d)


def drawn(mean, log_variance, key):
    return mean + (log_variance / 2).exp() * key.normal(*mean.shape)


def bce(p, x):
    """Summed over pixels."""
    return F.binary_cross_entropy(p, x, reduction="none").sum(-1)


def kl(mean, log_variance):
    normal = torch.distributions.Normal(mean, (log_variance / 2).exp())
    return torch.distributions.kl_divergence(normal, torch.distributions.Normal(0.0, 1.0)).sum(-1)


def step(key, count):
    return int(key.uniform(count, single=True).argmax())


# Frames as images.
vae = Vae(3)
images = X.reshape(-1, 4)
mean, log_variance = vae.encode(images)
z = drawn(mean, log_variance, KEY.child(0))
put_gradients("plain", bce(vae.decode(z), images).mean() + 4 * kl(mean, log_variance).mean(), vae.parameters)


# SlowVAE, with batches in which the frames of a pair are neighbours, and cross-entropies by quadrature.
def laplace_cross_entropy(mean, log_variance, rate):
    """-E ln Laplace by the trapezoidal rule on each side of the kink."""
    deviation = (log_variance / 2).exp()
    total = torch.zeros_like(mean)
    for side in (-1, 1):
        # x = side * e^s: the density and |x| are smooth in s.
        s = torch.linspace(-16.0, 5.0, 6001)
        x = side * s.exp()
        density = torch.exp(torch.distributions.Normal(mean.unsqueeze(-1), deviation.unsqueeze(-1)).log_prob(x))
        total = total + torch.trapezoid(density * x.abs() * s.exp(), s, dim=-1)
    return rate * total - math.log(rate / 2)


def slow(name, mean, log_variance, x, z, rate=6.0):
    """All arguments [pairs, 2, ...]."""
    reconstruction = bce(vae.decode(z), x).mean()
    entropy = (0.5 * (log_variance + math.log(2 * math.pi * math.e))).sum(-1).mean()
    cross_normal = (0.5 * (mean ** 2 + log_variance.exp()) + 0.5 * math.log(2 * math.pi)).sum(-1).mean()
    laplace = (laplace_cross_entropy(mean[:, 0] - mean[:, 1], log_variance[:, 0], rate)
               + laplace_cross_entropy(mean[:, 1] - mean[:, 0], log_variance[:, 1], rate)).sum(-1).mean()
    put_gradients(name, 2 * reconstruction + (cross_normal - entropy) + 10 * (laplace - entropy), vae.parameters)


t = step(KEY.child(0), STEPS)
pair = X[:, t:t + 2]
mean, log_variance = vae.encode(pair)
noise = KEY.child(1).normal(2 * N, 3).reshape(N, 2, 3)
slow("slow.drawn", mean, log_variance, pair, mean + (log_variance / 2).exp() * noise)

mean, log_variance = vae.encode(X)
z = mean + (log_variance / 2).exp() * KEY.child(0).normal(N * FRAMES, 3).reshape(N, FRAMES, 3)
pairs = lambda a: torch.cat([torch.stack([a[:, i], a[:, i + 1]], 1) for i in range(STEPS)])
slow("slow.all", pairs(mean), pairs(log_variance), pairs(X), pairs(z))


# TVAE: capsules of 5 numbers. The first way is the transposed convolution of the published program, the second one loops.
CAPSULES, EXTENT, REACH, WIDTH = 2, 5, 2, 1
vae = Vae(CAPSULES * EXTENT)
spread = weights(6, (4, 2 * vae.n), (2 * vae.n,))
offset = torch.tensor(1.5, requires_grad=True)


def published_window(squares):
    u = squares.reshape(N, FRAMES, CAPSULES, EXTENT).permute(0, 2, 1, 3).reshape(-1, 1, FRAMES, EXTENT, 1)
    side = 2 * REACH + 1
    band = torch.triu(torch.ones(side, side), -WIDTH)
    band = (band * band.T).reshape(1, 1, side, side, 1)
    padded = F.pad(u, (0, 0, REACH, REACH, REACH, REACH), mode="circular")
    v = F.conv_transpose3d(padded, band, padding=(2 * REACH, 2 * REACH, 0))
    return v.reshape(N, CAPSULES, FRAMES, EXTENT).permute(0, 2, 1, 3).reshape(squares.shape)


def looped_window(squares, rolling):
    u = squares.reshape(N, FRAMES, CAPSULES, EXTENT)
    v = torch.zeros_like(u)
    for frame in range(FRAMES):
        for capsule in range(CAPSULES):
            for place in range(EXTENT):
                for delta in range(-REACH, REACH + 1):
                    for epsilon in range(-REACH, REACH + 1):
                        off = abs(delta - epsilon) if capsule == rolling else abs(epsilon)
                        if off <= WIDTH and 0 <= frame + delta < FRAMES:
                            v[:, frame, capsule, place] += u[:, frame + delta, capsule, (place + epsilon) % EXTENT]
    return v.reshape(squares.shape)


mean, log_variance = vae.encode(X)
both = X @ spread[0] + spread[1]
mean_u, log_variance_u = both[..., :vae.n], both[..., vae.n:]
shaped = lambda key: key.normal(N * FRAMES, vae.n).reshape(N, FRAMES, vae.n)
z = mean + (log_variance / 2).exp() * shaped(KEY.child(0))
u = mean_u + (log_variance_u / 2).exp() * shaped(KEY.child(1))
for name, variances in (("cyclic", published_window(u ** 2)), ("own", looped_window(u ** 2, 1))):
    student = (z + offset) / torch.sqrt(variances + 1e-6)
    loss = bce(vae.decode(student), X).mean() + kl(mean, log_variance).mean() + kl(mean_u, log_variance_u).mean()
    put_gradients("tvae." + name, loss, [*vae.parameters, *spread, offset])


# Wave flows.
vae = Vae(4)
potential = flow.Network(4, 6, 0.3)
speed = torch.tensor(1.3, requires_grad=True)


def derivatives(z, t):
    time = torch.full((N,), float(t), requires_grad=True)
    _, gradient, rate, sums = flow.derivatives(potential, z, time)
    acceleration = torch.autograd.grad(rate.sum(), time, create_graph=True)[0]
    hessian = torch.stack([
        torch.func.hessian(lambda x: potential(x.unsqueeze(0), torch.tensor([float(t)]))[0])(z[i]) for i in range(N)])
    return gradient, acceleration, sums, hessian.diagonal(dim1=-2, dim2=-1).sum(-1)


def wave_loss(code):
    t = step(KEY.child(0), STEPS)
    noise = KEY.child(1).normal(3 * N, 4)
    codes = [vae.encode(X[:, i]) for i in (0, t, t + 1)]
    z, z_now, z_next = [m + (v / 2).exp() * noise[i * N:(i + 1) * N] for i, (m, v) in enumerate(codes)]
    at, residual = z, 0.0
    for i in range(FRAMES):
        gradient, acceleration, sums, trace = derivatives(at, i)
        if code:
            residual = residual + ((acceleration.sum() - speed ** 2 * sums) ** 2).mean() / FRAMES
        else:
            residual = residual + ((acceleration - speed ** 2 * trace) ** 2).mean() / FRAMES
        at = at + gradient
        if i == t:
            latent1 = at
            move = derivatives(latent1, t + 1)[0]
            latent2 = latent1 + move
            jvp = torch.autograd.functional.jvp(vae.decode, latent1, v=move, create_graph=True)[1]
            change = (jvp ** 2).mean()
    squares = derivatives(z, 0)[0] ** 2
    initial = squares.mean() if code else squares.sum(-1).mean()
    elbo = bce(vae.decode(z), X[:, 0]).mean() + kl(*codes[0]).mean()
    elbo = elbo + bce(vae.decode(latent2), X[:, t + 1]).mean() + kl(*codes[2]).mean()
    matching = ((z_next - z_now + latent1 - latent2) ** 2).mean() + ((z_now - latent1) ** 2).mean()
    return elbo + (initial + residual - change) + matching


inputs = [*vae.parameters, *potential.parameters(), speed]
for mode in ("laplacian", "rowSums"):
    put_gradients("wave." + mode, wave_loss(mode == "rowSums"), inputs, transposed=range(6, 16))
frames = [vae.encode(X[:, 0])[0]]
at = frames[0] + derivatives(frames[0], 0)[0]
for i in range(1, STEPS + 1):
    at = at + derivatives(at, i)[0]
    frames.append(at)
put("wave.follow", vae.decode(torch.stack(frames, 1)))

with open(PATH, "w") as out:
    out.write("\n".join(flow.LINES) + "\n")
print(PATH, len(flow.LINES), "tensors")
