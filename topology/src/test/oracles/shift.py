"""Reference values for LatentShiftTest, from PyTorch's normal distribution and gradients.

    python shift.py > ../resources/org/gaspard/topology/shift.txt

Each line: a name, a colon, numbers; matrices are row-major. The gradient is that of the sum of the shifted latents that are
defined, each times its weight.
"""

import numpy as np
import torch
from torch.distributions import Normal


def write(name, values):
    print(name + ": " + " ".join(repr(float(v)) for v in np.ravel(values)))


print(f"# PyTorch {torch.__version__}")
rng = np.random.default_rng(2308)
latents = rng.normal(0.3, 1.4, size=(16, 3))
weights = rng.uniform(0.5, 1.5, size=(16, 3))
write("latents", latents)
write("weights", weights)
for name, axis, step in (("up", 1, 0.125), ("down", 2, -0.125), ("far", 0, 0.4)):
    z = torch.tensor(latents, requires_grad=True)
    column = z[:, axis]
    normal = Normal(column.mean(), column.std())
    p = normal.cdf(column) + step
    defined = (0 < p) & (p < 1)
    shifted = z[defined].clone()
    shifted[:, axis] = normal.icdf(p[defined])
    (shifted * torch.tensor(weights)[defined]).sum().backward()
    write(f"{name}.rows", torch.nonzero(defined).numpy())
    write(f"{name}.shifted", shifted.detach().numpy())
    write(f"{name}.gradient", z.grad.numpy())
