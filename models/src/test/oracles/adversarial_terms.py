"""Terms with an opponent or a controller, by PyTorch 2.13 in double precision: FactorVAE, ControlVAE, DAVA, and whole training
steps of DAVA.

Run in this folder: python adversarial_terms.py. Posteriors, latents and weights are the formulas of TinyVae in the tests, and all
random numbers those of its keys. The steps of DAVA follow train_dava.py of https://github.com/besterma/dava (MIT): three
optimisers, gradients that add up until the next batch.
"""

import math

import torch
from torch import distributions, nn, optim
from torch.nn import functional as F
from torch.nn.utils import clip_grad_norm_

from random_key import RandomKey

PATH = "../resources/org/gaspard/models/terms/adversarial_terms.txt"
LINES = []
N, D = 6, 3
KEY = RandomKey(7)
torch.set_default_dtype(torch.float64)


def put(name, tensor):
    tensor = torch.as_tensor(tensor, dtype=torch.float64).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


def put_gradients(name, value, parameters):
    put(name, value)
    for i, g in enumerate(torch.autograd.grad(value, parameters, retain_graph=True)):
        put(f"{name}.gradient{i}", g)


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
others = 0.5 + wave(0.45, 2.3, 0.8, N, 4)
model = weights((4, 6), (6,), (3, 5), (5,), (5, 4), (4,))


def encode(x, w):
    return (x @ w[0] + w[1]).chunk(2, dim=1)


def decode(z, w):
    return torch.tanh(z @ w[2] + w[3]) @ w[4] + w[5]


def permuted(z, key):
    return z.gather(0, key.uniform(*z.shape).argsort(0))


# FactorVAE: the total correlation of the latents, and the loss of the discriminator, with latents of a second batch.
network = weights((3, 4), (4,), (4, 2), (2,))


def factor_logits(z):
    return F.leaky_relu(z @ network[0] + network[1], 0.2) @ network[2] + network[3]


real = factor_logits(latent)
put_gradients("total_correlation", (real[:, 0] - real[:, 1]).mean(), [latent])
other_mean, other_log_variance = encode(others, model)
other_latent = other_mean + (0.5 * other_log_variance).exp() * KEY.child(0).normal(N, D)
mixed = factor_logits(permuted(other_latent.detach(), KEY.child(1)))
real = factor_logits(latent.detach())
zeros, ones = torch.zeros(N, dtype=torch.long), torch.ones(N, dtype=torch.long)
put_gradients("factor", 0.5 * (F.cross_entropy(real, zeros) + F.cross_entropy(mixed, ones)), network)
right = (real.argmax(1) == 0).sum() + (mixed.argmax(1) == 1).sum()
put("factor.accuracy", right / (2 * N))


# ControlVAE: the controller along a sequence of posteriors, in plain Python.
def control(name, proportional, integral):
    total, last = 0.0, 1.0
    rows = []
    for t in range(60):
        scale = 1.6 * math.sin(0.37 * t)
        q = distributions.Normal(scale * mean, torch.full((N, D), 0.8))
        kl = distributions.kl_divergence(q, distributions.Normal(0.0, 1.0)).sum(1).mean().item()
        point = min(3.0, 0.5 + 0.15 * (t // 3))
        error = point - kl
        if last >= 1:
            total += integral * error
        last = proportional / (1 + math.exp(error)) + 1 + total
        rows.append([kl, point, max(1.0, last), total, last])
    put(name, torch.tensor(rows))


control("control_published", 0.01, -0.001)
control("control_strong", 0.3, -0.05)


# DAVA: the divergence.
kl_inputs = [mean.clone().requires_grad_(), log_variance.clone().requires_grad_()]
normal = distributions.Normal(0.0, 1.0)
each = distributions.kl_divergence(distributions.Normal(kl_inputs[0], (kl_inputs[1] / 2).exp()), normal)
for over, divergence in (("mean", each.mean()), ("sum", each.sum(1).mean())):
    for degree in (1, 3, 4):
        for count in (-2, 3, 40):
            capacity = min(4.0, 0.25 * count)
            put_gradients(f"steered_{over}_{degree}_{count}", (divergence - capacity).abs() ** degree, kl_inputs)


# DAVA: the losses for fixed latents.
def dava_weights():
    """With logits on both sides of the threshold."""
    w = weights((4, 5), (5,), (5,), (5,), (5, 2), (2,))
    scaled = [4 * w[0]] + w[1:4] + [6 * w[4], w[5] + 1.6]
    return [v.detach().requires_grad_() for v in scaled]


class Discriminator:
    """Of its two outputs the first is the logit."""

    def __init__(self):
        self.w = dava_weights()
        self.running = torch.zeros(5), torch.ones(5)

    def __call__(self, x, training):
        w = self.w
        h = F.batch_norm(torch.tanh(x @ w[0] + w[1]), *self.running, w[2], w[3], training, 0.1, 1e-5)
        return (h @ w[4] + w[5])[:, 0]


def mix(kind, z, key):
    if kind == "replacement":
        return z.gather(0, (key.uniform(N, D) * N).long())
    if kind == "permutation":
        return permuted(z, key)
    if kind == "prior":
        return key.normal(N, D)
    return (z.amax(0) - z.amin(0)) * key.uniform(N, D) + z.amin(0)


CONFIDENCE = 0.6


def play(discriminator, reconstructed, mixed, smooth, together):
    """The discriminator's loss and accuracy."""
    x, l, t = reconstructed, 1 - CONFIDENCE * smooth[0], torch.ones(N)
    y, m, f = mixed, CONFIDENCE * smooth[1], torch.zeros(N)
    if together:
        half = N // 2
        batches = [
            (torch.cat((x[part], y[part])), torch.cat((l[part], m[part])), torch.cat((t[part], f[part])))
            for part in (slice(None, half), slice(half, None))]
    else:
        batches = [(x, l, t), (y, m, f)]
    loss, correct = torch.zeros(()), 0
    for image, label, truth in batches:
        logits = discriminator(image.detach(), True)
        correct += ((logits.sigmoid() >= CONFIDENCE) == truth).sum().item()
        loss = loss + F.binary_cross_entropy_with_logits(logits, label, reduction="sum")
    return loss, correct / (2 * N)


smooth = KEY.child(1).uniform(2, N)
for kind in ("replacement", "permutation", "prior", "range"):
    for together in (True, False):
        name = f"dava_{kind}_{'together' if together else 'apart'}"
        discriminator = Discriminator()
        z = mix(kind, latent.detach(), KEY.child(0))
        reconstructed, mixed = decode(latent, model).sigmoid(), decode(z, model).sigmoid()
        loss, accuracy = play(discriminator, reconstructed, mixed, smooth, together)
        put_gradients(name, loss, discriminator.w)
        put(f"{name}.accuracy", accuracy)
        for i, statistic in enumerate(discriminator.running):
            put(f"{name}.running{i}", statistic)
        weight = max(0.0, 100 * (accuracy - 0.5))
        logits = discriminator(reconstructed, False)
        answer = weight * F.binary_cross_entropy_with_logits(logits, torch.zeros(N), reduction="sum")
        put_gradients(f"{name}.encoder", answer, [latent])
        logits = discriminator(mixed, False)
        answer = min(1, weight) * F.binary_cross_entropy_with_logits(logits, torch.ones(N), reduction="sum")
        put_gradients(f"{name}.decoder", answer, model[2:])


# DAVA: whole steps, with gradients that stay until the next batch.
GAMMA, STEP, END = 500, 0.02, 0.09
RATE, DISCRIMINATOR_RATE = 0.01, 0.05
ENCODER_WEIGHT, DECODER_WEIGHT = 0.3, 0.001
vae = weights((4, 6), (6,), (3, 5), (5,), (5, 4), (4,))
encoder, decoder = vae[:2], vae[2:]
discriminator = Discriminator()
optimisers = {
    "encoder": optim.Adam(encoder, lr=RATE),
    "decoder": optim.Adam(decoder, lr=RATE),
    "discriminator": optim.Adam(discriminator.w, lr=DISCRIMINATOR_RATE)}
count = 0
rows = []
for t in range(12):
    key = RandomKey(100 + t)
    second = key.child(-1)
    for w in vae:
        w.grad = None
    m, s = encode(images, vae)
    z = m + (s / 2).exp() * key.child(0).normal(N, D, single=True)
    each = distributions.kl_divergence(distributions.Normal(m, (s / 2).exp()), normal)
    reconstruction = F.binary_cross_entropy_with_logits(decode(z, vae), images, reduction="sum") / N
    capacity = min(END, STEP * count)
    kl = (each.mean() - capacity) ** 4
    (reconstruction + GAMMA * kl).backward()
    clip_grad_norm_(vae, 1)
    optimisers["encoder"].step()
    optimisers["decoder"].step()

    optimisers["discriminator"].zero_grad()
    m, s = encode(images, vae)
    z = m + (s / 2).exp() * second.child(0).normal(N, D, single=True)
    z_mixed = mix("replacement", z.detach(), second.child(1))
    reconstructed, mixed = decode(z, vae).sigmoid(), decode(z_mixed, vae).sigmoid()
    smooth = second.child(2).uniform(2, N, single=True)
    loss, accuracy = play(discriminator, reconstructed, mixed, smooth, True)
    loss.backward()
    clip_grad_norm_(discriminator.w, 1)
    optimisers["discriminator"].step()
    count += 1 if accuracy <= 0.501 else 0 if accuracy <= 0.51 else -1
    weight = max(0.0, 100 * (accuracy - 0.5))

    to_mixed = weight * F.binary_cross_entropy_with_logits(
        discriminator(reconstructed, False), torch.zeros(N), reduction="sum")
    (ENCODER_WEIGHT * to_mixed).backward(inputs=encoder)
    clip_grad_norm_(encoder, 1)
    to_real = min(1, weight) * F.binary_cross_entropy_with_logits(
        discriminator(decode(z_mixed, vae).sigmoid(), False), torch.ones(N), reduction="sum")
    (DECODER_WEIGHT * to_real).backward(inputs=decoder)
    optimisers["encoder"].step()
    optimisers["decoder"].step()
    rows.append([v.item() if isinstance(v, torch.Tensor) else v for v in (
        reconstruction, kl, each.mean(), capacity, loss, accuracy, to_mixed, to_real)])
put("steps", torch.tensor(rows))
put("steps.count", count)
for i, w in enumerate(vae):
    put(f"steps.model{i}", w)
for i, w in enumerate(discriminator.w):
    put(f"steps.discriminator{i}", w)
for i, statistic in enumerate(discriminator.running):
    put(f"steps.running{i}", statistic)

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
