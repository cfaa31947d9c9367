"""The variational ladder autoencoder of org.gaspard.models.networks.hierarchy by PyTorch 2.13 in double precision.

Run in this folder: python hierarchy.py. Small perceptrons of three levels with weights of a formula that the tests have too, and
the negative evidence bound from torch.distributions.
"""

import math

import torch
from torch import distributions
from torch.nn import functional as F

PATH = "../resources/org/gaspard/models/networks/hierarchy.txt"
LINES = []
N, WIDTHS, LATENTS = 4, (6, 5, 4, 3), (2, 1, 3)
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
    w, b = wave(0.6, 1.9, len(PARAMETERS), inputs, outputs), wave(0.6, 1.9, len(PARAMETERS) + 1, outputs)
    PARAMETERS.extend([w, b])
    return lambda x: x @ w + b


ups = [linear(a, b) for a, b in zip(WIDTHS, WIDTHS[1:])]
heads = [linear(a, 2 * d) for a, d in zip(WIDTHS[1:], LATENTS)]
injections = [linear(d, a) for a, d in zip(WIDTHS[1:], LATENTS)]
downs = [linear(2 * WIDTHS[1], WIDTHS[0]), linear(2 * WIDTHS[2], WIDTHS[1]), linear(WIDTHS[3], WIDTHS[2])]

images = wave(0.45, 1.7, 0.3, N, WIDTHS[0]).detach() + 0.5
h1 = torch.tanh(ups[0](images))
h2 = torch.tanh(ups[1](h1))
h3 = torch.tanh(ups[2](h2))
posteriors = []
for h, head in zip((h1, h2, h3), heads):
    mean, log_variance = head(h).chunk(2, 1)
    posteriors.append(distributions.Normal(mean, (log_variance / 2).exp()))
put("encoder", torch.cat([q.loc for q in posteriors] + [2 * q.scale.log() for q in posteriors], 1))

noise = wave(1.2, 2.1, 0.4, N, sum(LATENTS)).detach().split(LATENTS, 1)
z = [q.loc + q.scale * e for q, e in zip(posteriors, noise)]
top = torch.tanh(injections[2](z[2]))
middle = torch.cat([torch.tanh(downs[2](top)), torch.tanh(injections[1](z[1]))], 1)
bottom = torch.cat([torch.tanh(downs[1](middle)), torch.tanh(injections[0](z[0]))], 1)
logits = downs[0](bottom)
put("output", logits)
normal = distributions.Normal(0.0, 1.0)
kl = sum(distributions.kl_divergence(q, normal).sum() for q in posteriors) / N
bound = F.binary_cross_entropy_with_logits(logits, images, reduction="sum") / N + kl
put("bound", bound)
for i, g in enumerate(torch.autograd.grad(bound, PARAMETERS)):
    put(f"bound.gradient{i}", g)

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
