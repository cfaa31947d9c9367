"""Models that Gromov-Wasserstein autoencoders are compared with, by PyTorch 2.13 in double precision: calibrated and constrained
reconstructions, discrepancies from any prior, the adversarial autoencoder, DAGMM, and whole training steps of a second stage.

Run in this folder: python comparison_terms.py. Posteriors, latents and weights are the formulas of TinyVae in the tests, and all
random numbers those of its keys. The sliced distance is held against POT, too.
"""

import math

import numpy as np
import ot
import torch
from torch import distributions, nn, optim
from torch.nn import functional as F

from random_key import RandomKey

PATH = "../resources/org/gaspard/models/terms/comparison_terms.txt"
LINES = []
N, D = 6, 3
KEY = RandomKey(7)
torch.set_default_dtype(torch.float64)


def put(name, tensor):
    tensor = torch.as_tensor(tensor, dtype=torch.float64).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


def put_gradients(name, value, inputs):
    put(name, value)
    gradients = torch.autograd.grad(value, inputs, retain_graph=True, allow_unused=True)
    for i, (g, x) in enumerate(zip(gradients, inputs)):
        put(f"{name}.gradient{i}", torch.zeros_like(x) if g is None else g)


def wave(scale, step, shift, *shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * torch.sin(step * i + shift)).reshape(shape)


def weights(*shapes):
    """Weights are [in, out], as they are there."""
    return [wave(0.7, 1.9, shift, *shape).requires_grad_() for shift, shape in enumerate(shapes)]


mean = wave(1.1, 1.3, 0.2, N, D)
log_variance = wave(0.8, 0.9, 1.0, N, D) - 0.7
latent = (mean + (0.5 * log_variance).exp() * wave(1.2, 2.1, 0.4, N, D)).requires_grad_()
images = 0.5 + wave(0.45, 1.7, 0.3, N, 4)
model = weights((4, 6), (6,), (3, 5), (5,), (5, 4), (4,))
decoder = model[2:]


def reconstruction(z):
    return (torch.tanh(z @ model[2] + model[3]) @ model[4] + model[5]).sigmoid()


# Calibrated reconstructions: densities of PyTorch.
def soft_limit(s, least):
    return least + F.softplus(s - least)


def calibrated(s):
    return -distributions.Normal(reconstruction(latent), s.exp()).log_prob(images).sum(1).mean()


best = (images - reconstruction(latent)).square().mean().sqrt().log()
for least in (-6.0, -0.9):
    put_gradients(f"optimal_{-least:g}", calibrated(soft_limit(best, least)), [latent] + decoder)
put_gradients("optimal_unlimited", calibrated(best), [latent] + decoder)
trained = torch.tensor(-0.35, requires_grad=True)
put_gradients("trained", calibrated(soft_limit(trained, -0.9)), [latent] + decoder + [trained])
put_gradients("trained_unlimited", calibrated(trained), [latent] + decoder + [trained])


# The constraint: a sequence of steps.
TOLERANCE, MOMENTUM = 0.8, 0.7
log_multiplier, average, rows = 0.0, 0.0, []
for t in range(24):
    z = (1 + 0.8 * math.sin(0.37 * t)) * latent
    each = (images - reconstruction(z)).square().sum(1) - TOLERANCE**2
    now = each.mean().item()
    average = now if t == 0 else MOMENTUM * average + (1 - MOMENTUM) * now
    loss = (each + (average - each).detach()).mean() * math.exp(log_multiplier)
    gradient = torch.autograd.grad(loss, latent, retain_graph=True)[0]
    rows.append([now, average, math.exp(log_multiplier), loss.item()] + gradient.flatten().tolist())
    if t % 3 == 0 and t > 4:
        log_multiplier += max(math.log(0.9), min(math.log(1.05), average))
put("constrained", torch.tensor(rows))


# Discrepancies from a prior that is trained: draws times a scale plus a shift.
prior = [wave(0.5, 1.1, 0.3, D).add(1.2).detach().requires_grad_(), wave(0.4, 0.7, 0.1, D).requires_grad_()]


def draw(key):
    return key.normal(N, D) * prior[0] + prior[1]


def mmd(kernel, x, y):
    r = lambda a, b: (a[:, None] - b[None]).square()
    return kernel(r(x, x)).mean() + kernel(r(y, y)).mean() - 2 * kernel(r(x, y)).mean()


def wide(squares):
    return (-squares.mean(2) / squares.shape[2]).exp()


a = torch.tensor([[0.0, 1.0], [1.0, 0.0], [2.0, -1.0]])
b = torch.tensor([[0.5, 0.5], [1.0, 1.0], [-1.0, 0.0]])
put("wide_points", mmd(wide, a, b))
drawn = draw(KEY.child(0))
put_gradients("mmd_wide", mmd(wide, latent, drawn), [latent] + prior)
both = torch.cat((latent, drawn))
above = torch.triu_indices(2 * N, 2 * N, 1)
middle = np.median((both[:, None] - both[None]).square().sum(2)[above[0], above[1]].detach().numpy())
put_gradients("mmd_median", mmd(lambda s: (-s.sum(2) / (2 * middle)).exp(), latent, drawn), [latent] + prior)
lines = F.normalize(KEY.child(1).normal(5, D), dim=1)
for power in (2, 1.5):
    apart = ((latent @ lines.T).sort(0).values - (drawn @ lines.T).sort(0).values).abs() ** power
    put_gradients(f"sliced_{power:g}", apart.mean(), [latent] + prior)
pot = ot.sliced_wasserstein_distance(latent.detach().numpy(), drawn.detach().numpy(), projections=lines.T.numpy(), p=2)
put("sliced_pot", pot**2)

# The adversarial autoencoder.
network = weights((3, 4), (4,), (4, 2), (2,))


def logits(z):
    return F.leaky_relu(z @ network[0] + network[1], 0.2) @ network[2] + network[3]


zeros, ones = torch.zeros(N, dtype=torch.long), torch.ones(N, dtype=torch.long)
encoded = logits(latent)
put_gradients("adversarial_cross_entropy", F.cross_entropy(encoded, ones), [latent])
put_gradients("adversarial_log_ratio", (encoded[:, 0] - encoded[:, 1]).mean(), [latent])
encoded, real = logits(latent.detach()), logits(drawn.detach())
put_gradients("adversarial_loss", F.cross_entropy(encoded, zeros) + F.cross_entropy(real, ones), network)
put("adversarial_accuracy", ((encoded.argmax(1) == 0).sum() + (real.argmax(1) == 1).sum()) / (2 * N))


# DAGMM: a mixture by PyTorch's distributions.
RIDGE = 1e-3
estimation = weights((5, 4), (4,), (4, 2), (2,))


def mixture(over, z):
    y = reconstruction(z)
    relative = torch.linalg.norm(images - y, dim=1) / torch.linalg.norm(images, dim=1)
    features = torch.cat((z, relative[:, None], F.cosine_similarity(images, y)[:, None]), 1)
    hidden = torch.tanh(features @ estimation[0] + estimation[1])
    gamma = (hidden @ estimation[2] + estimation[3]).softmax(1)
    points = features if over == "features" else z
    means, covariances = [], []
    for k in range(2):
        means.append((gamma[:, k, None] * points).sum(0) / gamma[:, k].sum())
        apart = points - means[k]
        outer = torch.einsum("n,ni,nj->ij", gamma[:, k], apart, apart) / gamma[:, k].sum()
        covariances.append(outer + RIDGE * torch.eye(points.shape[1]))
    means, covariances = torch.stack(means), torch.stack(covariances)
    density = distributions.MixtureSameFamily(
        distributions.Categorical(gamma.mean(0)), distributions.MultivariateNormal(means, covariances))
    return points, gamma.mean(0), means, covariances, density


for over in ("features", "codes"):
    points, share, means, covariances, density = mixture(over, latent)
    inputs = [latent] + decoder + estimation
    put_gradients(f"energy_{over}", -density.log_prob(points).mean(), inputs)
    put_gradients(f"penalty_{over}", (1 / covariances.diagonal(dim1=1, dim2=2)).sum(), inputs)
    code = (images @ model[0] + model[1])[:, :D]
    points, share, means, covariances, density = mixture(over, code)
    put(f"mixture_{over}.weights", share)
    put(f"mixture_{over}.means", means)
    put(f"mixture_{over}.covariances", covariances)
    put(f"mixture_{over}.energies", -density.log_prob(points))

# The second stage: whole steps on latents of the first, then draws.
WIDTH, RATE = 5, 0.01


def skip(x, w):
    h = F.silu(F.silu(x @ w[0] + w[1]) @ w[2] + w[3])
    return torch.cat((h, x), 1) @ w[4] + w[5]


second = weights(
    *[(D, WIDTH), (WIDTH,), (WIDTH, WIDTH), (WIDTH,), (WIDTH + D, 2 * D), (2 * D,)],
    *[(D, WIDTH), (WIDTH,), (WIDTH, WIDTH), (WIDTH,), (WIDTH + D, D), (D,)])
gamma = torch.tensor(0.0, requires_grad=True)
adam = optim.Adam(second + [gamma], lr=RATE)
rows = []
for t in range(12):
    key = RandomKey(100 + t)
    m, s = (images @ model[0] + model[1]).chunk(2, dim=1)
    z = (m + (s / 2).exp() * key.child(0).normal(N, D, single=True)).detach()
    m, s = skip(z, second[:6]).chunk(2, dim=1)
    u = m + (s / 2).exp() * key.child(1).child(0).normal(N, D, single=True)
    generation = -distributions.Normal(skip(u, second[6:]), gamma.exp()).log_prob(z).sum(1).mean()
    q = distributions.Normal(m, (s / 2).exp())
    kl = distributions.kl_divergence(q, distributions.Normal(0.0, 1.0)).sum(1).mean()
    rows.append([generation.item(), kl.item(), gamma.exp().item()])
    adam.zero_grad()
    (generation + kl).backward()
    adam.step()
put("stage", torch.tensor(rows))
for i, w in enumerate(second + [gamma]):
    put(f"stage.weight{i}", w)
key = RandomKey(31)
z = skip(key.child(0).normal(4, D, single=True), second[6:])
put("stage.plain", z)
z = z + gamma.exp() * key.child(1).normal(4, D, single=True)
put("stage.drawn", z)
put("stage.images", reconstruction(z))

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
