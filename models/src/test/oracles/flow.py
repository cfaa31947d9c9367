"""Potentials of org.gaspard.models.flow and their derivatives by PyTorch in double precision: torch.autograd and torch.func.

Run in this folder: python flow.py. Weights are [in, out] there and [out, in] here.
"""

import math

import torch
from torch import nn

PATH = "../resources/org/gaspard/models/flow/flow.txt"
LINES = []
N = 3
STEPS = 2
torch.set_default_dtype(torch.float64)


def put(name, tensor):
    tensor = torch.as_tensor(tensor).detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.17g}" for v in tensor.flatten().tolist()]))


def put_gradients(name, value, inputs):
    """The value, and the gradients of its sum weighted by 1, 2, ..."""
    put(name, value)
    weighted = (value.flatten() * torch.arange(1.0, value.numel() + 1)).sum()
    found = torch.autograd.grad(weighted, inputs, retain_graph=True, allow_unused=True)
    for i, (g, x) in enumerate(zip(found, inputs)):
        put(f"{name}.gradient{i}", torch.zeros_like(x) if g is None else g if g.dim() < 2 or i == 0 else g.T)


def wave(scale, step, shift, *shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * torch.sin(step * i + shift)).reshape(shape)


class Network(nn.Module):
    """The potential; the i-th of its ten parameters is a wave of phase i + shift, weights in the order [in, out]."""

    def __init__(self, n, width, shift):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(n, width)] + [nn.Linear(width, width) for _ in range(3)] + [nn.Linear(width, 1)])
        for i, p in enumerate(self.parameters()):
            shape = reversed(p.shape)
            p.data = wave(0.6, 1.9, i + shift, *shape).T.contiguous() if p.dim() == 2 else wave(0.6, 1.9, i + shift, *shape)
        half = width // 2
        self.frequencies = 10000.0 ** (-torch.arange(half) / (half - 1))

    def forward(self, z, t):
        space, time_in, time_out, fusion, output = self.layers
        angles = t.reshape(-1, 1) * self.frequencies
        clock = time_out(nn.functional.gelu(time_in(torch.cat([angles.sin(), angles.cos()], -1))))
        return output(fusion(space(z).tanh() + clock).tanh()).tanh().squeeze(-1)


def derivatives(u, z, t):
    """∇u, ∂u/∂t of each and H·1; t is one for each."""
    value = u(z, t)
    gradient, rate = torch.autograd.grad(value.sum(), [z, t], create_graph=True)
    return value, gradient, rate, torch.autograd.grad(gradient.sum(), z, create_graph=True)[0]


def residuals(u, force, z, t, paper):
    _, gradient, rate, _ = derivatives(u, z, torch.full((N,), t, requires_grad=True))
    square = force(z, torch.tensor(t)) ** 2
    if paper:
        return rate + 0.5 * (gradient ** 2).sum(-1) + square
    return rate.sum() + 0.5 * (gradient ** 2).mean() + square


def loss(u, force, z, paper):
    start, total = z, 0.0
    for t in range(1, STEPS + 1):
        total = total + (residuals(u, force, z, float(t), paper) ** 2).mean() / (STEPS if paper else 1)
        z = z + derivatives(u, z, torch.full((N,), float(t), requires_grad=True))[1]
    squares = derivatives(u, start, torch.zeros(N, requires_grad=True))[1] ** 2
    if paper:
        return total + squares.sum(-1).mean()
    return total + squares.mean() + (force(start, torch.tensor(0.0)) ** 2).mean()


for n, width in ((6, 6), (7, 10)):
    name = f"{n}.{width}."
    u, force = Network(n, width, 0.3), Network(n, width, 0.7)
    z = wave(1.2, 1.3, 0.2, N, n).requires_grad_()
    inputs = [z, *u.parameters()]
    for which, t in (("shared", torch.full((N,), 2.0)), ("own", torch.tensor([0.0, 1.0, 3.5]))):
        t.requires_grad_()
        value, gradient, rate, sums = derivatives(u, z, t)
        put_gradients(name + which + ".value", value, inputs)
        put_gradients(name + which + ".gradient", gradient, inputs)
        put_gradients(name + which + ".rate", rate, inputs)
        acceleration = torch.autograd.grad(rate.sum(), t, create_graph=True)[0]
        put_gradients(name + which + ".acceleration", acceleration, inputs)
        put_gradients(name + which + ".rowSums", sums, inputs)
        v = wave(1.0, 2.3, 0.5, N, n)
        put_gradients(name + which + ".product",
                      torch.autograd.grad((gradient * v).sum(), z, create_graph=True)[0], inputs)
        hessian = torch.stack([
            torch.func.hessian(lambda x: u(x.unsqueeze(0), t[i:i + 1])[0])(z[i]) for i in range(N)])
        put_gradients(name + which + ".hessian", hessian, inputs)
        put_gradients(name + which + ".trace", hessian.diagonal(dim1=-2, dim2=-1).sum(-1), inputs)
        put_gradients(name + which + ".logDeterminant", torch.linalg.slogdet(torch.eye(n) + hessian)[1], inputs)
    for paper in (True, False):
        mode = "paper" if paper else "code"
        put(name + mode + ".residuals", residuals(u, force, z, 2.0, paper))
        put_gradients(name + mode + ".loss", loss(u, force, z, paper), [*inputs, *force.parameters()])

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
