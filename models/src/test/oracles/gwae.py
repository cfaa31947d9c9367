"""Gromov-Wasserstein autoencoders by PyTorch 2.13 in double precision: the terms, and whole training steps with five updates of the
critic after each of the model.

Run in this folder: python gwae.py. Weights, images and the vectors of spectral normalisation are formulas of the test, and all random
numbers those of its keys.
"""

import math

import torch
from torch import nn, optim
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from random_key import RandomKey

PATH = "../resources/org/gaspard/models/gwae/gwae.txt"
LINES = []
N, D = 6, 3
torch.set_default_dtype(torch.float64)


def put(name, tensor):
    tensor = torch.as_tensor(tensor, dtype=torch.float64).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


def as_there(of, tensor):
    """Weights are [in, out] in the test."""
    return tensor.T if isinstance(of, nn.Parameter) and of.dim() == 2 else tensor


def put_gradients(name, value, inputs):
    put(name, value)
    for i, g in enumerate(torch.autograd.grad(value, inputs, retain_graph=True, allow_unused=True)):
        g = torch.zeros_like(inputs[i]) if g is None else g
        put(f"{name}.gradient{i}", as_there(inputs[i], g))


def wave(scale, step, shift, *shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * torch.sin(step * i + shift)).reshape(shape)


def gromov(z, x, c, deviation, different, exponent):
    """Pair by pair."""
    n = z.shape[0]
    s = torch.stack([z[:, k].std() for k in range(z.shape[1])]).mean().clamp(min=1e-8) if deviation else 1.0
    total = 0
    for i in range(n):
        for j in range(n):
            if i != j:
                dz = c.exp() / s * torch.linalg.vector_norm(z[i] - z[j])
                dx = torch.linalg.vector_norm(x[i] - x[j])
                total = total + (dz - dx).abs() ** exponent
    return total / (n * (n - 1) if different else n * n)


for deviation in (False, True):
    for different in (False, True):
        for exponent in (1, 2, 1.5):
            z = wave(1.1, 1.3, 0.2, N, D).requires_grad_()
            x = (0.5 + wave(0.45, 1.7, 0.3, N, 4)).requires_grad_()
            c = torch.tensor(0.3).requires_grad_()
            name = f"gromov_{'deviation' if deviation else 'none'}_{'different' if different else 'all'}_{exponent}"
            put_gradients(name, gromov(z, x, c, deviation, different, exponent), [z, x, c])


class Linear(nn.Module):
    def __init__(self, inputs, outputs, shift, normalised, bias=True):
        super().__init__()
        self.layer = nn.Linear(inputs, outputs, bias)
        with torch.no_grad():
            self.layer.weight.copy_(wave(0.7, 1.9, shift, inputs, outputs).T)
            if bias:
                self.layer.bias.copy_(wave(0.7, 1.9, shift + 1, outputs))
        self.trained = [self.layer.weight, self.layer.bias] if bias else [self.layer.weight]
        if normalised:
            spectral_norm(self.layer, eps=1e-12)
            state = self.layer.parametrizations.weight[0]
            state._u.copy_(F.normalize(wave(1, 2.3, shift, outputs) + 0.2, dim=0))
            state._v.copy_(F.normalize(wave(1, 2.9, shift, inputs) + 0.1, dim=0))
            self.trained = [self.layer.parametrizations.weight.original, self.layer.bias]
            self.vectors = [state._u, state._v]

    def forward(self, x):
        return self.layer(x)


class Critic(nn.Module):
    def __init__(self, normalised):
        super().__init__()
        sizes = [(4, 5), (5, 3), (D, 4), (4, 3), (6, 4), (4, 1)]
        self.layers = nn.ModuleList(Linear(a, b, 2 * i, normalised) for i, (a, b) in enumerate(sizes))
        self.trained = [p for layer in self.layers for p in layer.trained]

    def features(self, x):
        return self.layers[1](F.leaky_relu(self.layers[0](x), 0.2))

    def forward(self, x, z):
        g = F.leaky_relu(self.layers[3](F.leaky_relu(self.layers[2](z), 0.2)), 0.2)
        both = torch.cat((self.features(x), g), 1) / 2
        return self.layers[5](F.leaky_relu(self.layers[4](both), 0.2))[:, 0]


class Model(nn.Module):
    """Encoder, decoder and prior, which has no bias before its normalisation: it would have no gradient but rounding errors, and
    RMSprop makes steps of one size of any gradient."""

    def __init__(self):
        super().__init__()
        sizes = [(4, 2 * D), (D, 5), (5, 4), (D, 4), (4, D)]
        self.layers = nn.ModuleList(Linear(a, b, 20 + 2 * i, False, i < 4) for i, (a, b) in enumerate(sizes))
        self.trained = [p for layer in self.layers for p in layer.trained]
        self.norm = nn.BatchNorm1d(D, affine=False, momentum=0.5)

    def encode(self, x):
        return self.layers[0](x).chunk(2, 1)

    def decode(self, z):
        return torch.sigmoid(self.layers[2](torch.tanh(self.layers[1](z))))

    def prior(self, noise):
        return self.norm(self.layers[4](torch.tanh(self.layers[3](noise))))


IMAGES = 0.5 + wave(0.45, 1.7, 0.3, N, 4)


def generated_values(critic, xs, zs, x_hat, z, mixed):
    high = critic(xs, zs)
    return 0.5 * (high + critic(x_hat, z.detach())) if mixed else high


def critic_loss(critic, x, z, xs, zs, x_hat, t, mixed, weight, centre, drift):
    high = generated_values(critic, xs, zs, x_hat, z, mixed)
    low = critic(x, z)
    difference = (high - low).mean()
    xt = (t * x + (1 - t) * xs).requires_grad_()
    zt = (t * z + (1 - t) * zs).requires_grad_()
    gradients = torch.autograd.grad(critic(xt, zt).sum(), [xt, zt], create_graph=True)
    norms = torch.linalg.vector_norm(torch.cat(gradients, 1), dim=1)
    penalty = ((norms - centre) ** 2).mean() + drift * (low ** 2).mean() + drift * (high ** 2).mean()
    return weight * penalty - difference, difference, penalty, norms.mean()


def step_losses(model, critic, key, mixed, learned, single):
    m, s = model.encode(IMAGES)
    z = m + (0.5 * s).exp() * key.child(0).normal(N, D, single=single)
    x_hat = model.decode(z)
    c = model.c
    zs = model.prior(key.child(1).normal(N, D, single=single))
    xs = model.decode(zs)
    gw = gromov(zs, xs, c, True, False, 1)
    reconstruction = 0.5 * ((IMAGES - x_hat) ** 2).sum() / N
    if learned:
        reconstruction = reconstruction + 0.5 * ((critic.features(IMAGES) - critic.features(x_hat)) ** 2).sum() / N
    entropy = -s.sum(1).mean()
    high = generated_values(critic, xs, zs, x_hat, z, mixed)
    matching = (high - critic(IMAGES, z)).mean()
    return gw, reconstruction, entropy, matching


def inner(model, critic, m, s, key, mixed, weight, centre, drift, single):
    z = (m + (0.5 * s).exp() * key.child(0).normal(N, D, single=single)).detach()
    zs = model.prior(key.child(1).normal(N, D, single=single)).detach()
    xs = model.decode(zs).detach()
    t = key.child(2).uniform(N, 1, single=single)
    return critic_loss(critic, IMAGES, z, xs, zs, model.decode(z).detach(), t, mixed, weight, centre, drift)


for normalised in (False, True):
    for mixed in (False, True):
        for learned in (False, True):
            model, critic = Model(), Critic(normalised)
            model.c = nn.Parameter(torch.tensor(0.9))
            name = "_".join(["terms", *(w for w, on in (("spectral", normalised), ("mixed", mixed), ("learned", learned)) if on)])
            parts = step_losses(model, critic, RandomKey(7), mixed, learned, False)
            for part, value in zip(("gromov", "reconstruction", "entropy", "matching"), parts):
                put_gradients(f"{name}.{part}", value, model.trained + [model.c])
        for centre in (0, 1):
            model, critic = Model(), Critic(normalised)
            m, s = model.encode(IMAGES)
            values = inner(model, critic, m, s, RandomKey(7), mixed, 10, centre, 1e-4, False)
            name = "_".join(["critic", *(w for w, on in (("spectral", normalised), ("mixed", mixed), ("zero", centre == 0)) if on)])
            put_gradients(name, values[0], critic.trained)
            put(f"{name}.figures", torch.stack(values[1:]))

RATE = 1e-3
model, critic = Model(), Critic(True)
model.c = nn.Parameter(torch.tensor(math.log(2.5)))
trained = model.trained + [model.c]
main = optim.RMSprop(trained, lr=RATE)
other = optim.RMSprop(critic.trained, lr=RATE)
rows = []
for t in range(8):
    key = RandomKey(100 + t)
    gw, reconstruction, entropy, matching = step_losses(model, critic, key, False, False, True)
    loss = gw + reconstruction + 0.03 * entropy + matching
    main.zero_grad()
    loss.backward()
    main.step()
    m, s = model.encode(IMAGES)
    for u in range(5):
        values = inner(model, critic, m, s, key.child(-1).child(-1 - u), False, 10, 1, 1e-4, True)
        other.zero_grad()
        values[0].backward()
        other.step()
    rows.append([v.item() for v in (loss, gw, reconstruction, entropy, matching, *values, model.c.exp())])
put("steps", torch.tensor(rows))
for i, w in enumerate(trained):
    put(f"steps.model{i}", as_there(w, w))
for i, w in enumerate(critic.trained):
    put(f"steps.critic{i}", as_there(w, w))
for i, v in enumerate(v for layer in critic.layers for v in layer.vectors):
    put(f"steps.vector{i}", v)
put("steps.running0", model.norm.running_mean)
put("steps.running1", model.norm.running_var)

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
