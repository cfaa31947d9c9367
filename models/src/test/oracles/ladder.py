"""The ladder variational autoencoder of org.gaspard.models.ladder by PyTorch 2.13 in double precision.

Run in this folder: python ladder.py. A ladder of three levels of small layers with weights of a formula that the tests have too; the
combination of Gaussians is written with precisions, as in the paper, and divergences are those of torch.distributions.
"""

import math

import torch
from torch import distributions
from torch.nn import functional as F

from random_key import RandomKey

PATH = "../resources/org/gaspard/models/ladder.txt"
LINES = []
N, WIDTHS, LATENTS = 4, (4, 5, 4, 3), (3, 2, 1)
KEY = RandomKey(7)
torch.set_default_dtype(torch.float64)


def put(name, tensor):
    tensor = torch.as_tensor(tensor, dtype=torch.float64).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


def wave(scale, step, shift, *shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * torch.sin(step * i + shift)).reshape(shape).requires_grad_()


PARAMETERS = []


def linear(inputs, outputs):
    """A linear map whose weights are the next two of the sequence."""
    w, b = wave(0.8, 1.9, len(PARAMETERS), inputs, outputs), wave(0.8, 1.9, len(PARAMETERS) + 1, outputs)
    PARAMETERS.extend([w, b])
    return lambda x: x @ w + b


ups = [linear(a, b) for a, b in zip(WIDTHS, WIDTHS[1:])]
evidence = [linear(a, 2 * d) for a, d in zip(WIDTHS[1:], LATENTS)]
priors = [linear(above, 2 * d) for d, above in zip(LATENTS, LATENTS[1:])]
decoder = linear(LATENTS[0], WIDTHS[0])
images = wave(0.45, 1.7, 0.3, N, WIDTHS[0]).detach() + 0.5

found, d = [], images
for up, layer in zip(ups, evidence):
    d = torch.tanh(up(d))
    mean, log_variance = layer(d).chunk(2, 1)
    found.append((mean, log_variance.exp()))


def climb(drawn):
    """Posteriors, priors and latents from level 1 to the top."""
    mean, variance = found[-1]
    p_mean, p_variance = torch.zeros_like(mean), torch.ones_like(mean)
    levels = []
    for i, l in enumerate(reversed(range(len(LATENTS)))):
        q = distributions.Normal(mean, variance.sqrt())
        p = distributions.Normal(p_mean, p_variance.sqrt())
        z = q.loc + q.scale * KEY.child(i).normal(N, LATENTS[l]) if drawn else q.loc
        levels.insert(0, (q, p, z))
        if l > 0:
            p_mean, p_log_variance = priors[l - 1](z).chunk(2, 1)
            p_variance = p_log_variance.exp()
            e_mean, e_variance = found[l - 1]
            precision = 1 / e_variance + 1 / p_variance
            mean = (e_mean / e_variance + p_mean / p_variance) / precision
            variance = 1 / precision
    return levels


levels = climb(True)
for l, (q, p, z) in enumerate(levels, start=1):
    put(f"latent{l}", z)
kls = [distributions.kl_divergence(q, p).sum() / N for q, p, _ in levels]
put("kl", torch.stack(kls))
reconstruction = F.binary_cross_entropy_with_logits(decoder(levels[0][2]), images, reduction="sum") / N
put("reconstruction", reconstruction)
loss = reconstruction + 0.3 * sum(kls)
put("loss", loss)
for i, g in enumerate(torch.autograd.grad(loss, PARAMETERS)):
    put(f"gradient{i}", g)
in_use = climb(False)
put("codes", torch.cat([z for _, _, z in in_use], 1))
put("log_variances", torch.cat([2 * q.scale.log() for q, _, _ in in_use], 1))

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
