"""Errors, likelihoods and agreement of models of sequences, and pooling, by PyTorch 2.13, SciPy and scikit-learn in double precision.

Run in this folder: python sequence_evaluation.py. Sequences are [K, N, T + 1, H, W, C]; their pixels are multiples of 1/256, so
that float32 holds them exactly.
"""

import math

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
from scipy.stats import entropy, multivariate_normal
from sklearn.metrics import normalized_mutual_info_score
from torch import distributions
from torch.nn import functional as F

PATH = "../resources/org/gaspard/models/sequences/evaluation.txt"
LINES = []


def put(name, values):
    tensor = torch.as_tensor(np.asarray(values), dtype=torch.float64).contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


torch.manual_seed(3)
K, N, T, H, W, C = 2, 3, 3, 2, 3, 2
x = torch.randint(0, 257, (K, N, T + 1, H, W, C)).to(torch.float64) / 256
foretold = torch.randint(0, 257, (K, N, T + 1, H, W, C)).to(torch.float64) / 256
put("x", x)
put("foretold", foretold)

# Equivariance errors: the equation, and a meter that is never reset and leaves out the last frame.
apart = (x - foretold).abs().sum((3, 4, 5))[:, :, 1:]
each = apart.sum(2)
put("paper", each.mean(1))
put("paper.standardError", each.std(1) / math.sqrt(N))
put("paper.frames", apart.mean(1))
put("paper.standardErrorOfAll", each.mean(0).std() / math.sqrt(N))
total, count, printed = 0.0, 0, []
for k in range(K):
    for n in range(N):
        total += sum(F.l1_loss(foretold[k, n, t], x[k, n, t], reduction="sum").item() for t in range(1, T))
        count += 1
    printed.append(total / count)
put("published", printed)

# Likelihoods of S draws.
S = 4
logits = (torch.randint(-1000, 1001, (K, S, N, T + 1, H, W, C)).to(torch.float64)) / 250
prior = torch.randn(K, S, N, T + 1, dtype=torch.float64) * 2 - 3
posterior = torch.randn(K, S, N, T + 1, dtype=torch.float64) * 2
put("logits", logits)
put("prior", prior)
put("posterior", posterior)
target = x[:, None].expand_as(logits)
pixels = {
    "trained": -F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum((4, 5, 6)),
    "normal": distributions.Normal(logits.sigmoid(), 1.0).log_prob(target).sum((4, 5, 6)),
}
for name, likelihood in pixels.items():
    weights = (likelihood + prior - posterior)[..., 1:]
    put(f"{name}.elbo", weights.mean((1, 2, 3)))
    iwae = torch.logsumexp(weights, 1) - math.log(S)
    put(f"{name}.iwae", iwae.mean((1, 2)))
    put(f"{name}.iwae.frames", iwae.mean(1))
    size = weights.exp().sum(1) ** 2 / (2 * weights).exp().sum(1)
    put(f"{name}.size", size.mean())
    # The published program adds the densities of the latents to the negative log-likelihood with these signs.
    nll = -likelihood[:, 0] + prior[:, 0] - posterior[:, 0]
    put(f"{name}.published", -nll[..., 1:T].mean((1, 2)))

# A linear model: z ~ N(0, s_t² I), x ~ N(W z, I); proposals beside the posterior.
images = torch.randint(0, 257, (K, N, T + 1, 2, 2, 1)).to(torch.float64) / 256 * 3
weight = np.array([[1.25, 0.0], [1.25, 0.0], [0.0, 0.75], [0.0, -0.75]])
scales = [1.0, 1.5, 2.0, 2.5]
put("linear.x", images)
put("linear.weight", weight)
put("linear.scales", scales)
evidence, bound = np.zeros((K, N, T)), np.zeros((K, N, T))
for k in range(K):
    for n in range(N):
        for t in range(1, T + 1):
            value = images[k, n, t].flatten().numpy()
            s = scales[t]
            evidence[k, n, t - 1] = multivariate_normal(
                np.zeros(4), s**2 * weight @ weight.T + np.eye(4)).logpdf(value)
            covariance = np.linalg.inv(np.eye(2) / s**2 + weight.T @ weight)
            mean = covariance @ weight.T @ value
            true = distributions.MultivariateNormal(torch.tensor(mean), torch.tensor(covariance))
            beside = distributions.MultivariateNormal(torch.tensor(mean + 0.25), torch.tensor(1.5 * covariance))
            bound[k, n, t - 1] = evidence[k, n, t - 1] - distributions.kl_divergence(beside, true).item()
put("linear.evidence", evidence.mean((1, 2)))
put("linear.bound", bound.mean((1, 2)))

# Agreement of inferred transformations.
generator = np.random.default_rng(8)
truth = generator.integers(0, 5, 200)
inferred = np.where(generator.random(200) < 0.6, (2 * truth + 1) % 5, generator.integers(0, 4, 200))
confusion = np.zeros((5, 5))
for j, k in zip(inferred, truth):
    confusion[j, k] += 1
rows, columns = linear_sum_assignment(-confusion)
put("agreement.truth", truth)
put("agreement.inferred", inferred)
put("agreement.matching", columns)
put("agreement.accuracy", confusion[rows, columns].sum() / 200)
put("agreement.information", normalized_mutual_info_score(truth, inferred))
put("agreement.entropy", entropy(np.bincount(inferred)))

# The block of the variation classifier that has no other counterpart: maxima of windows, then means over pixels.
for side in (6, 7):
    block = torch.randn(2, 3, side, side + 2, dtype=torch.float64).requires_grad_()
    for window, stride, padding in ((3, 2, 1), (2, 2, 0), (3, 1, 0)):
        pooled = F.max_pool2d(block, window, stride, padding)
        name = f"pool{side}.{window}{stride}{padding}"
        put(name, pooled.detach().permute(0, 2, 3, 1))
        gradient = torch.autograd.grad((pooled.square()).mean((2, 3)).square().sum(), block)[0]
        put(f"{name}.gradient", gradient.permute(0, 2, 3, 1))
    put(f"pool{side}.x", block.detach().permute(0, 2, 3, 1))

with open(PATH, "w", encoding="utf-8") as file:
    file.write("\n".join(LINES) + "\n")
