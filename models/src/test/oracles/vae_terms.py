"""Terms of the VAE family by PyTorch 2.13 in double precision, with gradients by its autograd.

Run in this folder: python vae_terms.py. Posteriors, latents and weights are the formulas of TinyVae in the tests.
"""

import math

import torch
from torch import distributions

PATH = "../resources/org/gaspard/models/terms/vae_terms.txt"
LINES = []
N, D, DATA = 6, 3, 50

# RandomKey.of(7).child(0).normal(FLOAT64, 36), of which shorter draws are the beginning
NOISE = [
    -0.7533867228536489, -1.815881231995021, -0.20435154036547062, 0.8181793263006086, 0.7056284635765184,
    0.4458311114017916, -0.7544130049468122, -0.5889274976292481, -0.5947974286462722, 0.7914098732510563,
    0.47337015005282057, 0.8596644842399458, -0.25960186980421224, 1.350855778256026, -0.2975110789252138,
    -1.743797520535405, -0.7347669612920341, 0.5600542351955323, 0.6619699963629898, -0.9222159801897047,
    -0.9107110331943487, 0.955452671945034, -1.0690115826507078, -0.20267204071681139, 1.5857730257101086,
    0.8541099734703427, 0.4245144369424953, -0.042652559226898534, -1.262135808015745, -0.46662215551376446,
    -0.696739124817473, -0.9362761702910226, 1.3223165769570688, 0.06728687479753885, -0.8967245459778602,
    1.910457652437679]


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
drawn = torch.tensor(NOISE, dtype=torch.float64)
noise = drawn[: N * D].reshape(N, D)
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


# The model: images, encoder and decoder.
images = 0.5 + wave(0.45, 1.7, 0.3, N, 4)
shapes = {"encoder.weight": (4, 6), "encoder.bias": (6,), "decoder.fc1.weight": (3, 5), "decoder.fc1.bias": (5,),
          "decoder.fc2.weight": (5, 4), "decoder.fc2.bias": (4,)}
w = {name: wave(0.7, 1.9, shift, *shape).requires_grad_() for shift, (name, shape) in enumerate(shapes.items())}


def encode(x):
    return (x @ w["encoder.weight"] + w["encoder.bias"]).chunk(2, dim=1)


def decode(z):
    return torch.tanh(z @ w["decoder.fc1.weight"] + w["decoder.fc1.bias"]) @ w["decoder.fc2.weight"] + w["decoder.fc2.bias"]


def put_with_all_gradients(name, value, parameters):
    put_with_gradients(name, value)
    for key, g in zip(parameters, torch.autograd.grad(value, list(parameters.values()), retain_graph=True)):
        put(f"{name}.gradient.{key}", g)


# The importance-weighted bound with three samples.
K = 3
standard_normal = distributions.Normal(0.0, 1.0)
for estimator in ("standard", "sticking_the_landing", "doubly_reparameterised"):
    z = torch.cat([latent[None], mean + deviation * drawn.reshape(K - 1, N, D)])
    own_q = distributions.Normal(mean, deviation)
    if estimator != "standard":
        own_q = distributions.Normal(mean.detach(), deviation.detach())
    hooked = z * 1.0
    likelihood = distributions.Bernoulli(logits=decode(hooked), validate_args=False)
    log_p = likelihood.log_prob(images.expand(K, N, 4)).sum(2)
    log_weights = log_p + standard_normal.log_prob(hooked).sum(2) - own_q.log_prob(hooked).sum(2)
    shares = torch.softmax(log_weights, 0).detach()
    if estimator == "doubly_reparameterised":
        hooked.register_hook(lambda g, shares=shares: g * shares[:, :, None])
    bound = -(torch.logsumexp(log_weights, 0) - math.log(K)).mean()
    put_with_all_gradients(
        f"bound_{estimator}", bound, {key: w[key] for key in ("decoder.fc1.weight", "decoder.fc2.bias")})
    put(f"bound_{estimator}.effective", (1 / shares.square().sum(0)).mean())

# Priors.
logits = wave(0.5, 1.1, 0, 4).requires_grad_()
means = wave(1.0, 0.7, 0.5, 4, 3).requires_grad_()
log_variances = wave(0.6, 1.5, 0.1, 4, 3).requires_grad_()
pseudo = (0.5 + wave(0.7, 0.9, 0.2, 4, 4)).requires_grad_()


def mixture(logits, means, log_variances):
    components = distributions.Independent(distributions.Normal(means, (log_variances / 2).exp()), 1)
    return distributions.MixtureSameFamily(distributions.Categorical(logits=logits), components)


def divergence(prior):
    return (distributions.Normal(mean, deviation).log_prob(latent).sum(1) - prior.log_prob(latent)).mean()


put_with_gradients(
    "kl_normal", divergence(distributions.Independent(distributions.Normal(torch.zeros(3), torch.ones(3)), 1)))
put_with_all_gradients(
    "kl_mixture",
    divergence(mixture(logits, means, log_variances)),
    {"logits": logits, "means": means, "log_variances": log_variances})
for name, clamped in (("clamped", pseudo.clamp(0, 1)), ("free", pseudo)):
    put_with_all_gradients(
        f"kl_vamp_{name}",
        divergence(mixture(torch.zeros(4, dtype=torch.float64), *encode(clamped))),
        {"pseudo_inputs": pseudo, "encoder.weight": w["encoder.weight"]})

# Regularised autoencoders.
decoder = {key: value for key, value in w.items() if key.startswith("decoder")}
put_with_gradients("latent_norm", 0.5 * latent.square().sum(1).mean())
put("weight_norm", sum(v.square().sum() for v in decoder.values()))
put("weight_norm_matrices", sum(v.square().sum() for v in decoder.values() if v.dim() > 1))
jacobian = torch.stack([
    torch.autograd.functional.jacobian(lambda one: torch.sigmoid(decode(one[None]))[0], one, create_graph=True)
    for one in latent])
penalties = {
    "frobenius": jacobian.square().sum((1, 2)),
    "projected": torch.einsum("npd,np->nd", jacobian, drawn[: N * 4].reshape(N, 4)).square().sum(1),
    "pixel_sum": jacobian.sum(1).square().sum(1),
}
for name, penalty in penalties.items():
    put_with_all_gradients(
        f"penalty_{name}", penalty.mean(), {key: w[key] for key in ("decoder.fc1.weight", "decoder.fc2.weight")})

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
