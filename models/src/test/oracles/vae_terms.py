"""Terms of the VAE family by PyTorch 2.13 in double precision, with gradients by its autograd.

Run in this folder: python vae_terms.py. Posteriors, latents and weights are the formulas of TinyVae in the tests.
"""

import math

import torch
from torch import distributions

PATH = "../resources/org/gaspard/models/terms/vae_terms.txt"
LINES = []
N, D, DATA = 6, 3, 50

# RandomKey.of(7).child(0).normal(FLOAT64, 6, 3)
NOISE = [
    -0.7533867228536489, -1.815881231995021, -0.20435154036547062, 0.8181793263006086, 0.7056284635765184,
    0.4458311114017916, -0.7544130049468122, -0.5889274976292481, -0.5947974286462722, 0.7914098732510563,
    0.47337015005282057, 0.8596644842399458, -0.25960186980421224, 1.350855778256026, -0.2975110789252138,
    -1.743797520535405, -0.7347669612920341, 0.5600542351955323]


def put(name, tensor):
    tensor = torch.as_tensor(tensor, dtype=torch.float64).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


def wave(scale, step, shift, *shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * torch.sin(step * i + shift)).reshape(shape)


mean = wave(1.1, 1.3, 0.2, N, D)
log_variance = wave(0.8, 0.9, 1.0, N, D) - 0.7
latent = mean + (0.5 * log_variance).exp() * wave(1.2, 2.1, 0.4, N, D)
inputs = [t.clone().requires_grad_() for t in (mean, log_variance, latent)]
mean, log_variance, latent = inputs
noise = torch.tensor(NOISE, dtype=torch.float64).reshape(N, D)
put("noise", noise)


def put_with_gradients(name, value):
    put(name, value)
    for i, g in enumerate(torch.autograd.grad(value, inputs, allow_unused=True, retain_graph=True)):
        put(f"{name}.gradient{i}", torch.zeros(N, D) if g is None else g)


# The decomposition of the divergence.
def weights(kind):
    m = N - 1
    s = (DATA - m) / (DATA * m)
    if kind == "weighted":
        return torch.full((N, N), 1 / (N * DATA), dtype=torch.float64)
    w = torch.full((N, N), 1 / m, dtype=torch.float64)
    if kind == "stratified":
        for i in range(N):
            w[i, i] = 1 / DATA
            w[i, (i + 1) % N] = s
    else:
        flat = w.view(-1)
        flat[:: m + 1] = 1 / DATA
        flat[1 :: m + 1] = s
        w[m - 1, 0] = s
    return w


deviation = (0.5 * log_variance).exp()
q = distributions.Normal(mean[None], deviation[None])
each = q.log_prob(latent[:, None])
own = distributions.Normal(mean, deviation).log_prob(latent).sum(1)
prior = distributions.Normal(0.0, 1.0).log_prob(latent).sum(1)
for kind in ("weighted", "stratified", "stratified_columns"):
    log_w = weights(kind).log()
    aggregate = torch.logsumexp(log_w + each.sum(2), 1)
    margins = torch.logsumexp(log_w[:, :, None] + each, 1).sum(1)
    parts = {
        "mutual_information": own - aggregate,
        "total_correlation": aggregate - margins,
        "dimension_wise_kl": margins - prior,
    }
    for part, value in parts.items():
        put(f"{kind}.{part}", value.mean())
        put(f"{kind}.{part}.gradient", torch.autograd.grad(value.mean(), mean, retain_graph=True)[0])

# Covariance.
covariance = torch.cov(mean.T, correction=0)
off = lambda c: (c - torch.diag(torch.diagonal(c))).square().sum()
diagonal = lambda c: (torch.diagonal(c) - 1).square().sum()
put_with_gradients("dip_1", 3 * off(covariance) + 30 * diagonal(covariance))
both = covariance + torch.diag(log_variance.exp().mean(0))
put_with_gradients("dip_2", 3 * off(both) + 5 * diagonal(both))

# Capacity.
kl = distributions.kl_divergence(distributions.Normal(mean, deviation), distributions.Normal(0.0, 1.0)).sum(1).mean()
put_with_gradients("capacity_below", (kl - 0.5).abs())
put_with_gradients("capacity_above", (kl - 20).abs())


# Discrepancy from the prior.
def mmd(kernel, unbiased):
    r = lambda x, y: (x[:, None] - y[None]).square().sum(2)
    zz, pp, zp = kernel(r(latent, latent)), kernel(r(noise, noise)), kernel(r(latent, noise))
    if unbiased:
        inner = sum(k.sum() - k.diagonal().sum() for k in (zz, pp)) / (N * (N - 1))
        return inner - 2 * zp.mean()
    return zz.mean() + pp.mean() - 2 * zp.mean()


put_with_gradients(
    "mmd_wae", mmd(lambda r: sum(2 * D * t / (2 * D * t + r) for t in (0.1, 0.2, 0.5, 1, 2, 5, 10)), True))
put_with_gradients("mmd_info", mmd(lambda r: torch.exp(-r / D**2), False))
put_with_gradients("mmd_gaussian", mmd(lambda r: torch.exp(-r / 0.5) + torch.exp(-r / 8), True))
put_with_gradients(
    "mmd_quadratic", mmd(lambda r: sum((1 + r / (2 * a * 2.25)) ** -a for a in (0.2, 0.5, 1, 2, 5)), False))



# Factorised support: the definition, over all n³ distances of all pairs.
def support(z):
    total = 0
    for k in range(z.shape[1]):
        for l in range(k + 1, z.shape[1]):
            a, b = z[:, k], z[:, l]
            across = (a[:, None] - a[None]).square()
            up = (b[:, None] - b[None]).square()
            total = total + (across[:, None] + up[None]).min(2).values.max()
    return total


put_with_gradients("support", support(mean))
for n in (40, 64):
    codes = wave(1.4, 2.3, 0.1, n, 5).requires_grad_()
    put(f"support{n}", support(codes))
    put(f"support{n}.gradient", torch.autograd.grad(support(codes), codes)[0])
put("support_scale", support(mean) + (0.9 - mean.var(0, correction=0)).relu().sum())

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
