"""Parameters after each of six steps of optimisers, by PyTorch 2.13 in double and single precision.

Run in this folder: python optimizers.py. The gradients are given, so that only the optimisers are compared.
"""

import torch
from torch import optim
from torch.nn import utils

from oracle_file import OracleFile, random

STEPS = 6
torch.manual_seed(11)
out = OracleFile("../resources/org/gaspard/autodiff/optim/optimizers.txt")

w0, b0 = random(2, 3), random(3)
gradients = [(random(2, 3), random(3)) for _ in range(STEPS)]
rates = [0.1, 0.1, 0.05, 0.2, 0.01, 0.1]
out.put("w0", w0)
out.put("b0", b0)
out.put("rates", torch.tensor(rates, dtype=torch.float64))
for t, (gw, gb) in enumerate(gradients):
    out.put(f"gw{t}", gw)
    out.put(f"gb{t}", gb)

CASES = {
    "sgd": lambda g: optim.SGD(g),
    "sgdMomentum": lambda g: optim.SGD(g, momentum=0.9, dampening=0.3),
    "sgdNesterov": lambda g: optim.SGD(g, momentum=0.8, nesterov=True),
    "adam": lambda g: optim.Adam(g),
    "adamBetas": lambda g: optim.Adam(g, betas=(0.5, 0.9), eps=1e-3),
    "adamW": lambda g: optim.AdamW(g),
    "rmsprop": lambda g: optim.RMSprop(g),
    "rmspropCentred": lambda g: optim.RMSprop(g, alpha=0.9, eps=1e-4, centered=True, momentum=0.7),
}
for dtype, suffix in ((torch.float64, "64"), (torch.float32, "32")):
    for name, make in CASES.items():
        w = w0.to(dtype).clone().requires_grad_()
        b = b0.to(dtype).clone().requires_grad_()
        # The weight decays; the bias does not, and learns half as fast.
        optimizer = make([{"params": [w], "weight_decay": 0.05}, {"params": [b], "weight_decay": 0.0}])
        for t, (gw, gb) in enumerate(gradients):
            w.grad, b.grad = gw.to(dtype), gb.to(dtype)
            optimizer.param_groups[0]["lr"] = rates[t]
            optimizer.param_groups[1]["lr"] = rates[t] * 0.5
            optimizer.step()
            out.put(f"{name}{suffix}.w{t}", w)
            out.put(f"{name}{suffix}.b{t}", b)

for limit, name in ((1.5, "clipped"), (100.0, "whole")):
    w = torch.zeros(2, 3, dtype=torch.float64, requires_grad=True)
    b = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    w.grad, b.grad = gradients[0][0].clone(), gradients[0][1].clone()
    out.put(name + ".norm", utils.clip_grad_norm_([w, b], limit))
    out.put(name + ".gw", w.grad)
    out.put(name + ".gb", b.grad)
out.write()
