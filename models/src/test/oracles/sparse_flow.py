"""Losses of org.gaspard.models.flow.sparse by PyTorch in double precision; divergences and determinants from whole Jacobians.

Run in this folder: python sparse_flow.py. Random numbers are those of random_key.py, potentials those of flow.py, which this script
runs again. Weights of other layers are [in, out] here too.
"""

import itertools
import math

import torch
from torch.nn import functional as F

import flow
from random_key import RandomKey

N, STEPS, PIXELS, LATENTS, FLOWS = 3, 4, 4, 6, 3
PATH = "../resources/org/gaspard/models/flow/sparse.txt"
flow.LINES.clear()
put, wave = flow.put, flow.wave
KEY = RandomKey(5)
X = 0.5 + wave(0.45, 1.7, 0.3, N, STEPS + 1, PIXELS)


def weights(scale, shift, *shapes):
    return [wave(scale, 1.9, shift + i, *shape).requires_grad_() for i, shape in enumerate(shapes)]


def gumbel(key, *shape):
    return -torch.log(-torch.log(key.uniform(*shape)))


def normal(z, mean, log_variance):
    return -0.5 * ((z - mean) ** 2 / log_variance.exp() + log_variance + math.log(2 * math.pi))


def rotation(parameters, z):
    a, b, c, d = parameters
    return ((z @ a + b).tanh() @ c + d).tanh()


def jacobian(parameters, z):
    return torch.stack([torch.autograd.functional.jacobian(
        lambda row: rotation(parameters, row), z[i], create_graph=True) for i in range(N)])


def hessian(network, z, t):
    return torch.stack([torch.func.hessian(
        lambda x: network(x.unsqueeze(0), torch.tensor([float(t)]))[0])(z[i]) for i in range(N)])


def prior_rates(form, parameter):
    if form == "deviations":
        return [torch.tensor(1.0)] + [1 / (parameter[t - 1] ** 2 + 1e-5) for t in range(2, STEPS + 1)]
    diffusion = F.softplus(parameter)
    if form == "exact":
        return [diffusion] * STEPS
    found, deviation = [], torch.tensor(1.0)
    for _ in range(STEPS):
        found.append(diffusion / deviation ** 2)
        deviation = deviation * (1 + found[-1])
    return found


def transition(log_q, log_p, code):
    if not code:
        return (log_q.sum(-1) - log_p.sum(-1)).mean()
    q, p = torch.log_softmax(log_q.exp(), -1), torch.log_softmax(log_p.exp(), -1)
    return F.kl_div(q, p, reduction="batchmean", log_target=True)


def spike_rates(start=0.1, keep=0.9):
    """E y_t by all subsets of flows that act."""
    subsets = [s for s in itertools.product((0, 1), repeat=FLOWS) if any(s)]
    chance = lambda s, rates: math.prod(r if y else 1 - r for y, r in zip(s, rates))
    alone = lambda rate: {s: chance(s, [rate] * FLOWS) / (1 - (1 - rate) ** FLOWS) for s in subsets}
    now, again, found = alone(start), alone(1 - keep), []
    for _ in range(STEPS):
        found.append(sum(now[s] * s[0] for s in subsets))
        following = {s: 0.0 for s in subsets}
        for s in subsets:
            rates = [keep if y else 1 - keep for y in s]
            nothing = math.prod(1 - r for r in rates)
            for s2 in subsets:
                following[s2] += now[s] * (chance(s2, rates) + nothing * again[s2])
        now = following
    return torch.tensor(found)


put("rates", spike_rates())
put("rates.other", torch.tensor([float(x) for x in [spike_rates(0.3, 0.2)[0], spike_rates(0.3, 0.2)[3]]]))


def run(name, form, density, code, double, noise, spike_loss, slabs_count):
    count = 2 * FLOWS if double else FLOWS
    vae = weights(0.7, 0, (PIXELS, 2 * LATENTS), (2 * LATENTS,), (LATENTS, 5), (5,), (5, PIXELS), (PIXELS,))
    control = weights(0.8, 2, (2 * PIXELS, count), (count,), (2 * PIXELS, FLOWS), (FLOWS,))
    us = [flow.Network(LATENTS, LATENTS, 0.3 + k) for k in range(FLOWS)]
    turns = [weights(0.6, 4 + k, (LATENTS, 5), (5,), (5, LATENTS), (LATENTS,)) for k in range(FLOWS)]
    priors = [(wave(0.4, 1.1, 0.5 + k, STEPS) + 1.3 if form == "deviations" else torch.tensor(0.4 + 0.3 * k)).requires_grad_()
              for k in range(FLOWS)]

    # The pixels of a pair one after the other, of each pixel the earlier image first.
    pairs = torch.stack([X[:, :-1], X[:, 1:]], -1).reshape(N, STEPS, 2 * PIXELS)
    logits = pairs @ control[0] + control[1]
    slabs = 2 * torch.sigmoid(pairs @ control[2] + control[3])
    key = KEY.child(0)
    drawn = gumbel(key, N, STEPS, count) if noise == "gumbel" else (
        gumbel(key.child(0), N, STEPS, count) - gumbel(key.child(1), N, STEPS, count))
    spikes = torch.sigmoid((logits + drawn) / 0.7)
    speed = slabs if slabs_count else torch.ones_like(slabs)
    on = spikes[..., :FLOWS] * speed
    turning = spikes[..., FLOWS:] * speed if double else on

    both = X[:, 0] @ vae[0] + vae[1]
    mean, log_variance = both[:, :LATENTS], both[:, LATENTS:]
    z = mean + (log_variance / 2).exp() * KEY.child(1).normal(N, LATENTS)
    zero = torch.zeros_like(z)
    log_q, log_p = normal(z, mean, log_variance), normal(z, zero, zero)
    log_q = log_q if density == "rows" else log_q.sum(-1, keepdim=True)
    latents, moved, penalty = [z], 0.0, 0.0
    all_rates = [prior_rates(form, p) for p in priors]
    for t in range(1, STEPS + 1):
        a, b = on[:, t - 1], turning[:, t - 1]
        found = [flow.derivatives(u, z, torch.full((N,), float(t), requires_grad=True)) for u in us]
        jacobians = [jacobian(p, z) for p in turns]
        for k in range(FLOWS):
            rate, gradient = found[k][2], found[k][1]
            pde = rate.sum() + 0.5 * (gradient ** 2).mean() if code else rate + 0.5 * (gradient ** 2).sum(-1)
            divergence = jacobians[k].diagonal(dim1=-2, dim2=-1).sum(-1)
            penalty = penalty + a[:, k].mean() * (pde ** 2).mean() / (1 if code else STEPS)
            penalty = penalty + b[:, k].mean() * (divergence ** 2).mean() / (1 if code else STEPS)
        mixed = sum(a[:, k:k + 1] * found[k][1] for k in range(FLOWS))
        if density == "rows":
            change = (1 + sum(a[:, k:k + 1] * found[k][3] for k in range(FLOWS))).abs().log()
        else:
            whole = sum(a[:, k].reshape(N, 1, 1) * hessian(us[k], z, t) for k in range(FLOWS))
            if density == "trace":
                change = (1 + whole.diagonal(dim1=-2, dim2=-1).sum(-1)).abs().log().unsqueeze(-1)
            else:
                whole = whole + sum(b[:, k].reshape(N, 1, 1) * jacobians[k] for k in range(FLOWS))
                change = torch.linalg.slogdet(torch.eye(LATENTS) + whole)[1].unsqueeze(-1)
        either = a + b - a * b if double else a
        rate = sum(either[:, k:k + 1] * all_rates[k][t - 1] for k in range(FLOWS))
        z = z + mixed + sum(b[:, k:k + 1] * rotation(turns[k], z) for k in range(FLOWS))
        log_q = log_q - change
        log_p = normal(z, zero, torch.log(1 + 2 * rate * t)) if form == "exact" else log_p - (1 + rate).abs().log()
        moved = moved + transition(log_q, log_p, code)
        latents.append(z)
    begun = [flow.derivatives(u, latents[0], torch.zeros(N, requires_grad=True))[1] for u in us]
    if code:
        penalty = penalty + on[:, 0, FLOWS - 1].mean() * (begun[-1] ** 2).mean()
    else:
        penalty = penalty + sum(on[:, 0, k].mean() * (begun[k] ** 2).sum(-1).mean() for k in range(FLOWS))

    images = torch.sigmoid((torch.stack(latents, 1) @ vae[2] + vae[3]).tanh() @ vae[4] + vae[5])
    reconstruction = F.binary_cross_entropy(images, X, reduction="sum") / N
    posterior = torch.distributions.Normal(mean, (log_variance / 2).exp())
    kl = torch.distributions.kl_divergence(posterior, torch.distributions.Normal(0.0, 1.0)).sum(-1).mean()
    rates = spike_rates()
    bernoulli = torch.distributions.Bernoulli
    held = torch.tensor(0.0)
    if spike_loss == "bernoulli":
        held = torch.distributions.kl_divergence(
            bernoulli(logits=logits), bernoulli(rates.reshape(STEPS, 1).expand_as(logits))).sum() / N
    elif spike_loss == "mean":
        held = torch.distributions.kl_divergence(bernoulli(rates.mean()), bernoulli(spikes.mean()))
    rows = slabs.reshape(-1, FLOWS)
    laplace = torch.distributions.Laplace
    slab = torch.distributions.kl_divergence(
        laplace(rows.mean(0) + 1e-3, torch.sqrt(0.5 * rows.var(0, unbiased=False)) + 1e-3), laplace(1.0, 0.1)).mean()
    loss = reconstruction + kl + moved + penalty + held + (slab if slabs_count else 0)

    inputs = list(vae)
    for u, turn, prior in zip(us, turns, priors):
        inputs += [*u.parameters(), *turn, prior]
    inputs += control
    networks = {id(p) for u in us for p in u.parameters()}
    put(name, loss.reshape(1))
    for figure, value in (("penalty", penalty), ("transition", moved), ("spikes", held), ("slabs", slab)):
        put(f"{name}.{figure}", value.reshape(1))
    for i, (g, x) in enumerate(zip(torch.autograd.grad(loss, inputs, allow_unused=True), inputs)):
        g = torch.zeros_like(x) if g is None else g
        put(f"{name}.gradient{i}", g.T if g.dim() == 2 and id(x) in networks else g)


run("bound", "learned", "trace", False, False, "logistic", "bernoulli", True)
run("code", "deviations", "rows", True, True, "gumbel", "none", False)
run("exact", "exact", "determinant", False, True, "logistic", "mean", True)

with open(PATH, "w") as out:
    out.write("\n".join(flow.LINES) + "\n")
print(PATH, len(flow.LINES), "tensors")
