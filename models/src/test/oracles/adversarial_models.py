"""Adversarially learned inference, adversarial variational Bayes and VAE-GAN by PyTorch 2.13 in double precision.

Run in this folder: python adversarial_models.py. Latents, images and weights are the formulas of TinyVae in the tests. The losses
are written with binary cross-entropies of probabilities, as the papers have them, and VAE-GAN's three losses go through backward
passes of their own.
"""

import math

import torch
from torch.nn import functional as F

from random_key import RandomKey

PATH = "../resources/org/gaspard/models/terms/adversarial/models.txt"
LINES = []
N, D, E = 6, 3, 2
KEY = RandomKey(7)
torch.set_default_dtype(torch.float64)


def put(name, tensor):
    tensor = torch.as_tensor(tensor, dtype=torch.float64).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


def put_gradients(name, value, inputs):
    put(name, value)
    for i, g in enumerate(torch.autograd.grad(value, inputs, retain_graph=True)):
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
drawn = wave(1.0, 2.7, 0.9, N, D)
images = 0.5 + wave(0.45, 1.7, 0.3, N, 4)
model = weights((4, 6), (6,), (3, 5), (5,), (5, 4), (4,))
decoder = model[2:]


def image(z, w=decoder):
    return torch.sigmoid(torch.tanh(z @ w[0] + w[1]) @ w[2] + w[3])


def pair_weights(vector, outputs):
    return weights((4, 3), (3,), (vector, 2), (2,), (5, 4), (4,), (4, outputs), (outputs,))


def pair(x, z, w):
    both = torch.cat([torch.tanh(x @ w[0] + w[1]), torch.tanh(z @ w[2] + w[3])], 1)
    return torch.tanh(both @ w[4] + w[5]) @ w[6] + w[7]


pairs = pair_weights(D, 1)


def probability(x, z):
    return torch.sigmoid(pair(x, z, pairs))[:, 0]


# ALI, algorithm 1.
rho_q, rho_p = probability(images, latent), probability(image(drawn), drawn)
put_gradients("ali.confusion", -(1 - rho_q).log().mean() - rho_p.log().mean(), [latent, *decoder])
put_gradients("ali.loss", -rho_q.log().mean() - (1 - rho_p).log().mean(), pairs)
put("ali.encoded", rho_q.mean())
put("ali.decoded", rho_p.mean())

# AVB, algorithm 1.
put_gradients("avb.divergence", pair(images, latent, pairs).mean(), [latent])
ones, zeros = torch.ones(N), torch.zeros(N)
put_gradients(
    "avb.loss",
    F.binary_cross_entropy(probability(images, latent), ones) + F.binary_cross_entropy(probability(images, drawn), zeros),
    pairs)
f = pair_weights(E, D)
put_gradients("avb.encoder", pair(images, KEY.child(0).normal(N, E), f).square().sum(), f)
put("avb.in_use", pair(images, torch.zeros(N, E), f))

# VAE-GAN, algorithm 1: two shown layers, [N, 2, 2] features as they come.
dis = weights((4, 5), (5,), (5, 3), (3,), (3, 1), (1,))


def discriminate(x):
    h1 = torch.tanh(x @ dis[0] + dis[1])
    h2 = torch.tanh(h1 @ dis[2] + dis[3])
    return [h1, h2], torch.sigmoid(h2 @ dis[4] + dis[5])[:, 0]


def distance(features, others):
    each = [0.5 * (a - b).square().flatten(1).sum(1) for a, b in zip(features, others)]
    return torch.stack(each).mean(0).mean()


x_tilde, x_prior = image(latent), image(drawn)
real, p = discriminate(images)
made, p_tilde = discriminate(x_tilde)
_, p_prior = discriminate(x_prior)
similarity = distance(real, made)
put_gradients("vaegan.encoder", similarity, [latent])
put_gradients("vaegan.decoder", similarity, decoder)
put_gradients("vaegan.one_layer", distance(real[1:], made[1:]), [latent])
gan = p.log().mean() + (1 - p_tilde).log().mean() + (1 - p_prior).log().mean()
put("vaegan.saturating", gan - p.log().mean())
for i, g in enumerate(torch.autograd.grad(gan, decoder, retain_graph=True)):
    put(f"vaegan.saturating.gradient{i}", g)
put_gradients("vaegan.non_saturating", -p_tilde.log().mean() - p_prior.log().mean(), decoder)
put_gradients("vaegan.loss", -gan, dis)

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
