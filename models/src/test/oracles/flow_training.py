"""Densities and losses of the flows of org.gaspard.models.flow by PyTorch in double precision.

Run in this folder: python flow_training.py. The networks are those of flow.py, which this script runs again; the loops are written
anew from the equations.
"""

import math

import torch

import flow

N, LATENTS, STEPS, FLOWS = 4, 6, 3, 3
PATH = "../resources/org/gaspard/models/flow/training.txt"
flow.LINES.clear()
put, wave = flow.put, flow.wave
CHOICE = torch.eye(FLOWS)[torch.tensor([2, 0, 2, 1])]


def normal(z, mean, log_variance):
    return -0.5 * ((z - mean) ** 2 / log_variance.exp() + log_variance + math.log(2 * math.pi))


def at(network, z, t):
    return flow.derivatives(network, z, torch.full((N,), float(t), requires_grad=True))


def trace(network, z, t):
    hessian = torch.stack([
        torch.func.hessian(lambda x: network(x.unsqueeze(0), torch.tensor([float(t)]))[0])(z[i]) for i in range(N)])
    return hessian


def rates(form, parameter):
    """r_1 ... r_T of one prior."""
    if form == "deviations":
        return [torch.tensor(1.0)] + [1 / (parameter[t - 1] ** 2 + 1e-5) for t in range(2, STEPS + 1)]
    diffusion = torch.nn.functional.softplus(parameter)
    if form == "exact":
        return [diffusion] * STEPS
    found, deviation = [], torch.tensor(1.0)
    for _ in range(STEPS):
        found.append(diffusion / deviation ** 2)
        deviation = deviation * (1 + found[-1])
    return found


def run(z, mean, log_variance, us, fs, priors, form, density, code, weights):
    """Latents, ln q and ln p of each step, and the penalty; weights [N, K]."""
    mix = lambda parts: sum(weights[:, k].reshape(-1, *[1] * (p.dim() - 1)) * p for k, p in enumerate(parts) if p is not None)
    zero = torch.zeros_like(z)
    log_q = normal(z, mean, log_variance)
    log_q = log_q if density == "rows" else log_q.sum(-1, keepdim=True)
    log_p = normal(z, zero, zero)
    latents, qs, ps, penalty = [z], [log_q], [log_p], 0.0
    share = weights.mean(0)
    all_rates = [rates(form, p) for p in priors]
    for t in range(1, STEPS + 1):
        found = [at(u, z, t) for u in us]
        gradient = mix([f[1] for f in found])
        forces = [f(z, torch.tensor(float(t))) ** 2 for f in fs]
        if code:
            for k in range(len(us)):
                pde = found[k][2].sum() + 0.5 * (found[k][1] ** 2).mean() + forces[k]
                penalty = penalty + share[k] * (pde ** 2).mean()
        else:
            pde = mix([f[2] for f in found]) + 0.5 * (gradient ** 2).sum(-1) + mix(forces)
            penalty = penalty + (pde ** 2).mean() / STEPS
        if density == "rows":
            change = (1 + mix([f[3] for f in found])).abs().log()
        else:
            hessian = mix([trace(u, z, t) for u in us])
            if density == "trace":
                change = (1 + hessian.diagonal(dim1=-2, dim2=-1).sum(-1)).abs().log().unsqueeze(-1)
            else:
                change = torch.linalg.slogdet(torch.eye(LATENTS) + hessian)[1].unsqueeze(-1)
        rate = sum(weights[:, k:k + 1] * all_rates[k][t - 1] for k in range(len(us)))
        z = z + gradient
        log_q = log_q - change
        log_p = normal(z, zero, torch.log(1 + 2 * rate * t)) if form == "exact" else log_p - (1 + rate).abs().log()
        latents.append(z), qs.append(log_q), ps.append(log_p)
    start = latents[0]
    begun = [at(u, start, 0)[1] for u in us]
    if code:
        last = len(us) - 1
        initial = (begun[last] ** 2).mean() + (fs[last](start, torch.tensor(0.0)) ** 2).mean()
        penalty = penalty + share[last] * initial
    else:
        penalty = penalty + (mix(begun) ** 2).sum(-1).mean()
    return latents, qs, ps, penalty


def transition(log_q, log_p, code):
    if not code:
        return (log_q.sum(-1) - log_p.sum(-1)).mean()
    q, p = torch.log_softmax(log_q.exp(), -1), torch.log_softmax(log_p.exp(), -1)
    return torch.nn.functional.kl_div(q, p, reduction="batchmean", log_target=True)


us = [flow.Network(LATENTS, LATENTS, 0.3 + k) for k in range(FLOWS)]
fs = [flow.Network(LATENTS, LATENTS, 0.7 + k) for k in range(FLOWS)]
mean = wave(0.9, 1.3, 0.2, N, LATENTS).requires_grad_()
log_variance = (wave(0.6, 0.9, 1.0, N, LATENTS) - 0.7).requires_grad_()
z = mean + (0.5 * log_variance).exp() * wave(1.2, 2.1, 0.4, N, LATENTS)
for name, form, density, code in (
        ("paper", "learned", "trace", False), ("exact", "exact", "determinant", False), ("code", "deviations", "rows", True)):
    priors = [
        (wave(0.4, 1.1, 0.5 + k, STEPS) + 1.3 if form == "deviations" else torch.tensor(0.4 + 0.3 * k)).requires_grad_()
        for k in range(FLOWS)]
    for which, chosen in (("known", [1]), ("chosen", [0, 1, 2])):
        weights = CHOICE.clone().requires_grad_() if which == "chosen" else torch.ones(N, 1)
        own = [us[k] for k in chosen], [fs[k] for k in chosen], [priors[k] for k in chosen]
        latents, qs, ps, penalty = run(z, mean, log_variance, *own, form, density, code, weights)
        key = f"{name}.{which}."
        put(key + "latents", torch.stack(latents, 1))
        put(key + "logPosterior", torch.stack(qs, 1))
        put(key + "logPrior", torch.stack(ps, 1))
        put(key + "penalty", penalty.reshape(1))
        moved = sum(transition(qs[t], ps[t], code) for t in range(1, STEPS + 1))
        put(key + "transition", moved.reshape(1))
        inputs = [mean, log_variance, *[p for u in own[0] for p in u.parameters()], *[p for f in own[1] for p in f.parameters()],
                  *own[2], *([weights] if which == "chosen" else [])]
        total = penalty + moved + sum((latents[t] ** 2).sum() for t in range(STEPS + 1)) * 0.1
        found = torch.autograd.grad(total, inputs, retain_graph=True, allow_unused=True)
        put(key + "total", total.reshape(1))
        for i, (g, x) in enumerate(zip(found, inputs)):
            g = torch.zeros_like(x) if g is None else g
            put(f"{key}total.gradient{i}", g.T if g.dim() == 2 and x is not mean and x is not log_variance and x is not weights else g)

with open(PATH, "w") as out:
    out.write("\n".join(flow.LINES) + "\n")
print(PATH, len(flow.LINES), "tensors")
