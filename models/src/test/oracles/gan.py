"""The losses and the training step of org.gaspard.models.gan in PyTorch 2.13, float64.

Run in this folder: python gan.py. Written as programs for DCGAN are: a transposed convolution and a convolution where the library
has fully connected layers, and one step after the other. Weights, images and latents are made by the formula of `wave`, in the
library's order of axes: images [N, H, W, C], weights [kh, kw, in, out] (transposed [kh, kw, out, in]), dense ones [in, out].
"""

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

PATH = "../resources/org/gaspard/models/gan/gan.txt"
LINES = []
torch.set_default_dtype(torch.float64)

N, SIDE, CHANNELS, LATENTS, WIDTH = 4, 16, 2, 5, 3
RATE, STEPS = 0.01, 3


def wave(phase, scale, *shape):
    k = np.arange(1, int(np.prod(shape)) + 1, dtype=np.float64)
    return torch.tensor(scale * np.sin(0.618 * k * k + phase).reshape(shape))


def put(name, tensor):
    tensor = tensor.detach()
    extents = ",".join(str(n) for n in tensor.shape) or "-"
    LINES.append(" ".join([name, extents] + [repr(v) for v in tensor.flatten().tolist()]))


def entropy(logits, label):
    return binary_cross_entropy_with_logits(logits, torch.full_like(logits, label))


# The losses and their gradients, for logits of any size.
real = torch.tensor([0.3, -1.2, 45.0, -38.0, 0.0], requires_grad=True)
fake = torch.tensor([-0.7, 2.1, 33.0, -41.0, 1e-3], requires_grad=True)
loss = entropy(real, 1.0) + entropy(fake, 0.0)
put("logits.real", real)
put("logits.fake", fake)
put("discriminator", loss)
for name, gradient in zip(("real", "fake"), torch.autograd.grad(loss, (real, fake))):
    put("discriminator.gradient." + name, gradient)
put("generator", entropy(fake, 1.0))
put("generator.gradient", torch.autograd.grad(entropy(fake, 1.0), fake)[0])

generator = nn.Sequential(
    nn.ConvTranspose2d(LATENTS, 2 * WIDTH, 4, 1, 0, bias=False), nn.BatchNorm2d(2 * WIDTH), nn.ReLU(),
    nn.ConvTranspose2d(2 * WIDTH, WIDTH, 4, 2, 1, bias=False), nn.BatchNorm2d(WIDTH), nn.ReLU(),
    nn.ConvTranspose2d(WIDTH, CHANNELS, 4, 2, 1, bias=False), nn.Tanh())
discriminator = nn.Sequential(
    nn.Conv2d(CHANNELS, WIDTH, 4, 2, 1, bias=False), nn.LeakyReLU(0.2),
    nn.Conv2d(WIDTH, 2 * WIDTH, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * WIDTH), nn.LeakyReLU(0.2),
    nn.Conv2d(2 * WIDTH, 1, 4, 1, 0, bias=False))


def ours(p, p_name):
    """A parameter in the library's order of axes."""
    if p.dim() != 4:
        return p
    if p_name == "generator.0.weight":
        return p.permute(0, 2, 3, 1).reshape(LATENTS, -1)
    if p_name == "discriminator.5.weight":
        return p.permute(2, 3, 1, 0).reshape(-1, 1)
    return p.permute(2, 3, 1, 0)


def theirs(value, p, p_name):
    """The way back."""
    if p.dim() != 4:
        return value
    if p_name == "generator.0.weight":
        return value.reshape(LATENTS, 4, 4, -1).permute(0, 3, 1, 2)
    if p_name == "discriminator.5.weight":
        return value.reshape(4, 4, -1, 1).permute(3, 2, 0, 1)
    return value.permute(3, 2, 0, 1)


named = [(net + "." + name, p) for net, module in (("generator", generator), ("discriminator", discriminator))
         for name, p in module.named_parameters()]
with torch.no_grad():
    for seed, (name, p) in enumerate(named):
        value = wave(0.1 * seed, 0.4, *ours(p, name).shape)
        p.copy_(theirs(value + 1 if p.dim() == 1 and name.endswith("weight") else value, p, name))

images = wave(0.7, 0.5, N, SIDE, SIDE, CHANNELS) + 0.5
adam_g = torch.optim.Adam(generator.parameters(), lr=RATE, betas=(0.5, 0.999))
adam_d = torch.optim.Adam(discriminator.parameters(), lr=RATE, betas=(0.5, 0.999))
for step in range(STEPS):
    z = wave(1.3 + step, 1.5, N, LATENTS)
    x = (2 * images - 1).permute(0, 3, 1, 2)
    adam_d.zero_grad()
    of_real = discriminator(x).flatten()
    made = generator(z[:, :, None, None])
    of_fake = discriminator(made.detach()).flatten()
    loss_d = entropy(of_real, 1.0) + entropy(of_fake, 0.0)
    loss_d.backward()
    if step == 0:
        put("image", (made[0].permute(1, 2, 0) + 1) / 2)
        gradients_d = [p.grad.clone() for p in discriminator.parameters()]
    adam_d.step()
    adam_g.zero_grad()
    loss_g = entropy(discriminator(made).flatten(), 1.0)
    loss_g.backward()
    if step == 0:
        gradients_g = [p.grad.clone() for p in generator.parameters()]
    adam_g.step()
    put(f"step{step}.figures",
        torch.stack([loss_d, loss_g, torch.sigmoid(of_real).mean(), torch.sigmoid(of_fake).mean()]))
for i, ((name, p), gradient) in enumerate(zip(named, gradients_g + gradients_d)):
    put(f"gradient{i}", ours(gradient, name))
    put(f"parameter{i}", ours(p, name))
buffers = [b for module in (generator, discriminator) for name, b in module.named_buffers() if "num_batches" not in name]
for i, b in enumerate(buffers):
    put(f"buffer{i}", b)

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
