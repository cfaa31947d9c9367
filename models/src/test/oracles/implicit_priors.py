"""Trainable samplers of latents by PyTorch 2.13 in double precision: draws, gradients, running statistics.

Run in this folder: python implicit_priors.py. All random numbers, initial parameters too, are those of the samplers' keys. What the
published program does differently follows the formulas of models/gwae.py and models/causal.py of
https://github.com/ganmodokix/gwae (MIT).
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from random_key import RandomKey

PATH = "../resources/org/gaspard/models/prior/implicit_priors.txt"
LINES = []
N, L, K = 6, 3, 3
MOMENTUM = 0.5
KEY, FIRST, SECOND = RandomKey(3), RandomKey(16), RandomKey(12)
torch.set_default_dtype(torch.float64)


def put(name, tensor):
    tensor = torch.as_tensor(tensor, dtype=torch.float64).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


COTANGENT = (0.9 * torch.sin(1.7 * torch.arange(N * L) + 0.2)).reshape(N, L)


def symmetric(key, bound, *shape):
    return key.uniform(*shape) * 2 * bound - bound


def gumbel(key, *shape):
    return -torch.log(-torch.log(key.uniform(*shape)))


def case(name, draw, norm, parameters):
    """Two draws in training and one in evaluation; parameters are (name, tensor, layout of the file)."""
    norm.train()
    z = draw(FIRST, True)
    put(f"{name}.z", z)
    tensors = [tensor for _, tensor, _ in parameters]
    gradients = torch.autograd.grad((z * COTANGENT).sum(), tensors, allow_unused=True)
    for (label, tensor, layout), g in zip(parameters, gradients):
        put(f"{name}.{label}", layout(torch.zeros_like(tensor) if g is None else g))
    draw(SECOND, True)
    put(f"{name}.mean", norm.running_mean)
    put(f"{name}.variance", norm.running_var)
    norm.eval()
    put(f"{name}.evaluation", draw(FIRST, False))


def same(t):
    return t


def transposed(t):
    return t.T


# NP and FNP.
def linear(i, inputs, outputs):
    layer, bound = nn.Linear(inputs, outputs), 1 / math.sqrt(inputs)
    layer.weight.data = symmetric(KEY.child(i).child(0), bound, inputs, outputs).T.clone()
    layer.bias.data = symmetric(KEY.child(i).child(1), bound, outputs)
    return layer


def grouped(i, inputs, outputs):
    layer, bound = nn.Conv1d(L * inputs, L * outputs, 1, groups=L), 1 / math.sqrt(inputs)
    weight = symmetric(KEY.child(i).child(0), bound, L, inputs, outputs)
    layer.weight.data = weight.transpose(1, 2).reshape(L * outputs, inputs, 1).clone()
    layer.bias.data = symmetric(KEY.child(i).child(1), bound, L, outputs).flatten()
    return layer


def leaky_silu(x):
    return 0.8 * F.silu(x) + 0.2 * x


def neural(name, layers, layouts, shape):
    norm = nn.BatchNorm1d(L, momentum=MOMENTUM, affine=False)

    def draw(key, training):
        h = key.normal(N, L).reshape(shape)
        for layer in layers[:-1]:
            h = leaky_silu(layer(h))
        return norm(layers[-1](h).reshape(N, L))

    names = ["fc1", "fc2", "fc3", "out"]
    parameters = []
    for label, layer, (weight, bias) in zip(names, layers, layouts):
        parameters += [(f"prior.{label}.weight", layer.weight, weight), (f"prior.{label}.bias", layer.bias, bias)]
    case(name, draw, norm, parameters)


sizes = [L, 4 * L, 4 * L, 4 * L, L]
neural("np", [linear(i, sizes[i], sizes[i + 1]) for i in range(4)], 4 * [(transposed, same)], (N, L))
sizes = [1, 4, 4, 4, 1]


def group_layouts(inputs, outputs):
    return (
        lambda w: w.reshape(L, outputs, inputs).transpose(1, 2),
        lambda b: b.reshape(L, outputs),
    )


neural(
    "fnp",
    [grouped(i, sizes[i], sizes[i + 1]) for i in range(4)],
    [group_layouts(sizes[i], sizes[i + 1]) for i in range(4)],
    (N, L, 1),
)


# GMP: each draw by itself.
def mixture(covariance, weighting):
    means = KEY.child(0).normal(K, L).requires_grad_()
    factors = (torch.eye(L) + 0.01 * KEY.child(1).normal(K, L, L)).requires_grad_()
    logits = KEY.child(2).normal(K).requires_grad_()
    norm = nn.BatchNorm1d(L, momentum=MOMENTUM, affine=False)

    def deviation(k, noise):
        if covariance == "full":
            return factors[k] @ noise
        return (noise[None, :] * factors[k]).sum(0)

    def draw(key, training):
        noise, g = key.child(0).normal(N, L), gumbel(key.child(1), N, K)
        log_weights = F.log_softmax(logits, 0) if weighting != "equal" else torch.zeros(K)
        rows = []
        for i in range(N):
            scores = log_weights + g[i]
            k = scores.argmax().item()
            row = means[k] + deviation(k, noise[i])
            if weighting == "straight_through":
                soft = F.softmax(scores, 0)
                for other in range(K):
                    move = soft[other] - soft[other].detach()
                    row = row + move * (means[other] + deviation(other, noise[i]))
            rows.append(row)
        return norm(torch.stack(rows))

    parameters = [("prior.means", means, same), ("prior.factors", factors, same)]
    if weighting != "equal":
        parameters.append(("prior.logits", logits, same))
    name = f"gmp.{covariance}.{weighting}"
    case(name, draw, norm, parameters)
    noise = FIRST.child(0).normal(N, L)
    for k in range(K):
        rows = torch.stack([means[k] + deviation(k, noise[i]) for i in range(N)])
        put(f"{name}.component{k}", norm(rows))


for covariance in ("column_sums", "full"):
    for weighting in ("fixed", "equal", "straight_through"):
        mixture(covariance, weighting)


# The causal sampler: sums written out.
def neural_sort(s):
    n = len(s)
    rows = []
    for j in range(n):
        rows.append(torch.stack([(n - 1 - 2 * j) * s[i] - (s[i] - s).abs().sum() for i in range(n)]))
    return F.softmax(torch.stack(rows), 1)


def straight(hard, soft):
    return hard + (soft - soft.detach())


def causal(name, chained, transposed_rounding):
    graph = KEY.child(0)
    order = graph.child(0).normal(L).requires_grad_()
    edges = graph.child(1).normal(L, L).requires_grad_()
    layers = []
    for i in range(1, 8):
        weight = symmetric(KEY.child(i).child(0), 1 / math.sqrt(L), L, L).requires_grad_()
        bias = symmetric(KEY.child(i).child(1), 1 / math.sqrt(L), L).requires_grad_()
        layers.append((weight, bias))
    norm = nn.BatchNorm1d(L, momentum=MOMENTUM)

    def adjacency(key, training):
        p = neural_sort(order + gumbel(key.child(0), L))
        e = F.softmax(torch.stack([edges, -edges], 2) + gumbel(key.child(1), L, L, 2), 2)[:, :, 1]
        if not training:
            hard = F.one_hot(p.argmax(1), L).double()
            p = straight(hard.T if transposed_rounding else hard, p)
            e = straight((e > 0.5).double(), e)
        return e * (p @ torch.triu(torch.ones(L, L), 1) @ p.T)

    def draw(key, training):
        noise, a = key.child(0).normal(N, L), adjacency(key.child(1), training)
        h = noise
        for weight, bias in layers:
            x = h if chained else noise
            h = x + torch.einsum("nj,jk,kj->nk", x, weight, a) + bias
        return norm(h)

    parameters = [("prior.order", order, same), ("prior.edges", edges, same)]
    for i, (weight, bias) in enumerate(layers, 1):
        parameters += [(f"prior.fc{i}.weight", weight, same), (f"prior.fc{i}.bias", bias, same)]
    parameters += [("prior.norm.weight", norm.weight, same), ("prior.norm.bias", norm.bias, same)]
    case(name, draw, norm, parameters)
    put(f"{name}.adjacency", adjacency(FIRST.child(1), True))
    put(f"{name}.adjacency.evaluation", adjacency(FIRST.child(1), False))


causal("causal.reference", False, True)
causal("causal.corrected", True, False)

# The others.
embeddings = KEY.normal(4, L).requires_grad_()
nearest = torch.cdist(FIRST.normal(N, L), embeddings).argmin(1)
z = embeddings[nearest]
put("vq.z", z)
put("vq.prior.embeddings", torch.autograd.grad((z * COTANGENT).sum(), embeddings)[0])
put("uniform", (2 * FIRST.uniform(N, L, single=True) - 1) * math.sqrt(3))
put("spherical", F.normalize(FIRST.normal(N, L, single=True)))

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
