"""A small β-VAE, its likelihoods and its divergence, by PyTorch 2.13 in double precision.

Run in this folder: python vae.py. Images and weights are stored as this library keeps them: images [N, H, W, C],
convolution weights [kh, kw, in, out] (transposed ones [kh, kw, out, in]), linear weights [in, out].
"""

import torch
from torch import distributions
from torch.nn import functional as F

PATH = "../resources/org/gaspard/models/vae.txt"
LINES = []

# RandomKey.of(100 + t).child(0).normal(FLOAT32, 4, 2) for the steps t = 0, 1, 2.
NOISE = [
    [0.46661037, -0.6300569, -1.0659537, 1.0063345, -0.6769198, -0.25607806, 0.7086914, 1.7792239],
    [0.34662586, 1.0199428, -0.9286061, -0.4288462, 0.4030801, -0.59592396, -0.24251306, 0.23121613],
    [0.947843, 0.5020689, 0.099250264, -2.0958903, -1.4883856, -1.4338076, 0.2787656, 0.17136225],
]
BETA = [1.0, 2.0, 4.0]
RATE = [0.01, 0.02, 0.005]


def put(name, tensor):
    tensor = tensor.detach().contiguous()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.10g}" for v in tensor.flatten().tolist()]))


def random(*shape, scale=1.0):
    return (torch.randint(-1000, 1000, shape).to(torch.float64) / 1000 * scale).requires_grad_()


torch.manual_seed(5)

# Likelihoods of a batch of 3 images, and their gradients in the decoder's output.
target = torch.randint(0, 1000, (3, 2, 2, 1)).to(torch.float64) / 1000
output = random(3, 2, 2, 1, scale=6)
put("likelihood.target", target)
put("likelihood.output", output)
bernoulli = F.binary_cross_entropy_with_logits(output, target, reduction="none").sum((1, 2, 3))
gaussian = F.gaussian_nll_loss(
    output, target, torch.full_like(output, 0.3**2), full=True, reduction="none").sum((1, 2, 3))
for name, value in (("bernoulli", bernoulli), ("gaussian", gaussian)):
    put(f"likelihood.{name}", value)
    put(f"likelihood.{name}.gradient", torch.autograd.grad(value.mean(), output)[0])

# The divergence from the standard normal of each dimension.
mean, log_variance = random(3, 4, scale=2), random(3, 4, scale=3)
put("kl.mean", mean)
put("kl.logVariance", log_variance)
normal = distributions.Normal(mean, (log_variance / 2).exp())
put("kl.value", distributions.kl_divergence(normal, distributions.Normal(0.0, 1.0)))

# Three steps of Adam on one batch of 8×8 images.
images = torch.randint(0, 1000, (4, 8, 8, 1)).to(torch.float64) / 1000
put("images", images)
weights = {
    "encoder.conv1.weight": random(4, 4, 1, 3, scale=0.3),
    "encoder.conv1.bias": random(3, scale=0.1),
    "encoder.fc1.weight": random(48, 5, scale=0.2),
    "encoder.fc1.bias": random(5, scale=0.1),
    "encoder.out.weight": random(5, 4, scale=0.5),
    "encoder.out.bias": random(4, scale=0.1),
    "decoder.fc1.weight": random(2, 5, scale=0.7),
    "decoder.fc1.bias": random(5, scale=0.1),
    "decoder.fc2.weight": random(5, 48, scale=0.5),
    "decoder.fc2.bias": random(48, scale=0.1),
    "decoder.conv1.weight": random(4, 4, 1, 3, scale=0.3),
    "decoder.conv1.bias": random(1, scale=0.1),
}
for name, value in weights.items():
    put(name, value)


def forward(noise):
    w = weights
    x = images.permute(0, 3, 1, 2)
    h = F.conv2d(x, w["encoder.conv1.weight"].permute(3, 2, 0, 1), w["encoder.conv1.bias"], stride=2, padding=1)
    h = h.relu().permute(0, 2, 3, 1).flatten(1)
    h = (h @ w["encoder.fc1.weight"] + w["encoder.fc1.bias"]).relu()
    mean, log_variance = (h @ w["encoder.out.weight"] + w["encoder.out.bias"]).chunk(2, dim=1)
    z = mean + (log_variance / 2).exp() * noise
    h = (z @ w["decoder.fc1.weight"] + w["decoder.fc1.bias"]).relu()
    h = (h @ w["decoder.fc2.weight"] + w["decoder.fc2.bias"]).relu()
    h = h.reshape(4, 4, 4, 3).permute(0, 3, 1, 2)
    y = F.conv_transpose2d(
        h, w["decoder.conv1.weight"].permute(3, 2, 0, 1), w["decoder.conv1.bias"], stride=2, padding=1)
    return mean, log_variance, z, y.permute(0, 2, 3, 1)


optimizer = torch.optim.Adam(weights.values(), lr=1.0)
for t in range(3):
    noise = torch.tensor(NOISE[t], dtype=torch.float64).reshape(4, 2)
    put(f"noise{t}", noise)
    mean, log_variance, z, y = forward(noise)
    reconstruction = F.binary_cross_entropy_with_logits(y, images, reduction="sum") / 4
    kl = (-0.5 * (1 + log_variance - mean**2 - log_variance.exp())).sum() / 4
    loss = reconstruction + BETA[t] * kl
    if t == 0:
        put("latent0", z)
        put("output0", y)
    put(f"loss{t}", loss)
    put(f"reconstruction{t}", reconstruction)
    put(f"kl{t}", kl)
    optimizer.zero_grad()
    loss.backward()
    if t == 0:
        for name, value in weights.items():
            put(f"gradient.{name}", value.grad)
    optimizer.param_groups[0]["lr"] = RATE[t]
    optimizer.step()
for name, value in weights.items():
    put(f"trained.{name}", value)
put("beta", torch.tensor(BETA, dtype=torch.float64))
put("rate", torch.tensor(RATE, dtype=torch.float64))

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
