"""The networks of org.gaspard.models.networks in PyTorch 2.13: parameter counts, outputs, starting weights.

Run in this folder: python networks.py. Written from the publications' tables with PyTorch's own layers. Weights and inputs
are made by a formula that the tests have too, as this library keeps them: images [N, H, W, C], convolution weights
[kh, kw, in, out] (transposed ones [kh, kw, out, in]), linear weights [in, out].
"""

import numpy as np
import torch
from torch import nn

PATH = "../resources/org/gaspard/models/networks.txt"
LINES = []
torch.set_default_dtype(torch.float64)


def put(name, values):
    values = np.asarray(values, dtype=np.float64)
    extents = ",".join(str(n) for n in values.shape) or "-"
    LINES.append(" ".join([name, extents] + [f"{v:.15g}" for v in values.ravel()]))


def uniform(seed, *shape):
    """Numbers in [0, 1): a hash of the position and the seed."""
    mask = np.uint64(0xFFFFFFFF)
    x = (np.arange(1, int(np.prod(shape)) + 1, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(seed * 40503)) & mask
    x ^= x >> np.uint64(16)
    x = x * np.uint64(2246822519) & mask
    x ^= x >> np.uint64(13)
    x = x * np.uint64(3266489917) & mask
    x ^= x >> np.uint64(16)
    return torch.from_numpy(x.astype(np.float64) / 2.0**32).reshape(shape)


class Flat(nn.Module):
    """[N, C, H, W] to [N, H W C]."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


class Maps(nn.Module):
    """[N, H W C] to [N, C, H, W]."""

    def __init__(self, height, width, channels):
        super().__init__()
        self.shape = (height, width, channels)

    def forward(self, x):
        return x.reshape(len(x), *self.shape).permute(0, 3, 1, 2)


class Broadcast(nn.Module):
    """[N, n] to [N, n + 2, 64, 64], the last channels x and y."""

    def forward(self, z):
        line = torch.linspace(-1, 1, 64)
        y, x = torch.meshgrid(line, line, indexing="ij")
        xy = torch.stack([x, y]).expand(len(z), 2, 64, 64)
        return torch.cat([z[:, :, None, None].expand(-1, -1, 64, 64), xy], dim=1)


def convs(*channels):
    """4×4 windows that halve the image, each with ReLU."""
    layers = []
    for a, b in zip(channels, channels[1:]):
        layers += [nn.Conv2d(a, b, 4, 2, 1), nn.ReLU()]
    return layers


def transposed(*channels):
    """4×4 windows that double the image, ReLU between them."""
    layers = []
    for a, b in zip(channels, channels[1:]):
        layers += [nn.ConvTranspose2d(a, b, 4, 2, 1), nn.ReLU()]
    return layers[:-1]


def dense(activation, *sizes):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), activation()]
    return layers[:-1]


def small(c, d, middle):
    encoder = nn.Sequential(
        *convs(c, 32, 32, 64, 64), nn.Conv2d(64, middle, 4), nn.ReLU(), nn.Conv2d(middle, 2 * d, 1), nn.Flatten())
    decoder = nn.Sequential(
        nn.Unflatten(1, (d, 1, 1)), nn.Conv2d(d, middle, 1), nn.ReLU(), nn.ConvTranspose2d(middle, 64, 4), nn.ReLU(),
        *transposed(64, 64, 32, 32, c))
    return encoder, decoder


def large(c, d):
    encoder = nn.Sequential(
        *convs(c, 32, 64, 128, 256), nn.Conv2d(256, 512, 4), nn.ReLU(), nn.Conv2d(512, 2 * d, 1), nn.Flatten())
    decoder = nn.Sequential(
        nn.Unflatten(1, (d, 1, 1)), nn.Conv2d(d, 512, 1), nn.ReLU(), nn.ConvTranspose2d(512, 256, 4), nn.ReLU(),
        *transposed(256, 128, 64, 32, c))
    return encoder, decoder


def control_vae(c, d):
    encoder = nn.Sequential(
        *convs(c, 32, 64, 128, 256), nn.Conv2d(256, 512, 4), nn.ReLU(), nn.Flatten(), nn.Linear(512, 2 * d))
    decoder = nn.Sequential(
        nn.Linear(d, 512), nn.ReLU(), nn.Unflatten(1, (512, 1, 1)), nn.ConvTranspose2d(512, 256, 4), nn.ReLU(),
        *transposed(256, 128, 64, 32, c))
    return encoder, decoder


def locatello(c, d):
    encoder = nn.Sequential(*convs(c, 32, 32, 64, 64), Flat(), *dense(nn.ReLU, 1024, 256, 2 * d))
    decoder = nn.Sequential(
        *dense(nn.ReLU, d, 256, 1024), nn.ReLU(), Maps(4, 4, 64), *transposed(64, 64, 32, 32, c))
    return encoder, decoder


def burgess(c, d, side):
    inner = [32] * (4 if side == 64 else 3)
    encoder = nn.Sequential(*convs(c, *inner), Flat(), *dense(nn.ReLU, 512, 256, 256, 2 * d))
    decoder = nn.Sequential(*dense(nn.ReLU, d, 256, 256, 512), nn.ReLU(), Maps(4, 4, 32), *transposed(*inner, c))
    return encoder, decoder


def disentanglement_lib(c, d):
    encoder = nn.Sequential(
        *convs(c, 32, 32), nn.Conv2d(32, 64, 2, 2), nn.ReLU(), nn.Conv2d(64, 64, 2, 2), nn.ReLU(),
        Flat(), *dense(nn.ReLU, 1024, 256, 2 * d))
    return encoder, locatello(c, d)[1]


def beta_vae(c, d):
    encoder = nn.Sequential(Flat(), *dense(nn.ReLU, 4096 * c, 1200, 1200, 2 * d))
    decoder = nn.Sequential(*dense(nn.Tanh, d, 1200, 1200, 1200, 4096 * c), Maps(64, 64, c))
    return encoder, decoder


def broadcast(c, d):
    encoder = nn.Sequential(*convs(c, 64, 64, 64, 64), Flat(), *dense(nn.ReLU, 1024, 256, 2 * d))
    decoder = nn.Sequential(
        Broadcast(), nn.Conv2d(d + 2, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(),
        nn.Conv2d(64, c, 3, padding=1))
    return encoder, decoder


def dava_large(c):
    return nn.Sequential(
        nn.Conv2d(c, 32, 4, 2, 1), nn.ReLU(), nn.InstanceNorm2d(32),
        nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU(), nn.InstanceNorm2d(64),
        nn.Conv2d(64, 128, 4, 2, 1), nn.ReLU(), nn.InstanceNorm2d(128),
        nn.Conv2d(128, 256, 4, 2, 1), nn.ReLU(), nn.InstanceNorm2d(256),
        nn.Conv2d(256, 512, 4), nn.ReLU(), nn.Flatten(), nn.BatchNorm1d(512), nn.Linear(512, 2))


def dava_colour_before(c):
    return nn.Sequential(
        nn.Conv2d(c, 32, 4, 2, 1), nn.InstanceNorm2d(32), nn.ReLU(),
        nn.Conv2d(32, 32, 4, 2, 1), nn.InstanceNorm2d(32), nn.ReLU(),
        nn.Conv2d(32, 64, 4, 2, 1), nn.InstanceNorm2d(64), nn.ReLU(),
        nn.Conv2d(64, 64, 4, 2, 1), nn.InstanceNorm2d(64), nn.ReLU(),
        nn.Conv2d(64, 256, 4), nn.BatchNorm2d(256), nn.ReLU(), nn.Flatten(), nn.Linear(256, 2))


def dava_locatello(c):
    return nn.Sequential(
        nn.Conv2d(c, 32, 4, 2, 1), nn.ReLU(), nn.InstanceNorm2d(32),
        nn.Conv2d(32, 32, 4, 2, 1), nn.ReLU(), nn.InstanceNorm2d(32),
        nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU(), nn.InstanceNorm2d(64),
        nn.Conv2d(64, 64, 4, 2, 1), nn.ReLU(), nn.InstanceNorm2d(64),
        Flat(), nn.Linear(1024, 256), nn.ReLU(), nn.BatchNorm1d(256), nn.Linear(256, 2))


def dcgan_generator(c, d, width, side):
    channels = [width * side // 8 >> i for i in range(side.bit_length() - 3)]
    layers = [nn.Linear(d, 16 * channels[0], bias=False), Maps(4, 4, channels[0])]
    for a, b in zip(channels, channels[1:]):
        layers += [nn.BatchNorm2d(a), nn.ReLU(), nn.ConvTranspose2d(a, b, 4, 2, 1, bias=False)]
    last = channels[-1]
    return nn.Sequential(*layers, nn.BatchNorm2d(last), nn.ReLU(), nn.ConvTranspose2d(last, c, 4, 2, 1, bias=False), nn.Tanh())


def dcgan_discriminator(c, width, side):
    channels = [width << i for i in range(side.bit_length() - 3)]
    layers = [nn.Conv2d(c, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2)]
    for a, b in zip(channels, channels[1:]):
        layers += [nn.Conv2d(a, b, 4, 2, 1, bias=False), nn.BatchNorm2d(b), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, Flat(), nn.Linear(16 * channels[-1], 1, bias=False))


class Logit(nn.Module):
    def forward(self, x):
        return x.clamp(1e-4, 1 - 1e-4).log() - (1 - x).clamp(1e-4, 1 - 1e-4).log()


def gwae(c, d, edges, normalised):
    def silu(norm, n):
        return [nn.SiLU(), norm(n)] if normalised else [nn.SiLU()]

    encoder, decoder = [Logit()], []
    for a, b in zip((c, 32, 64, 128), (32, 64, 128, 256)):
        encoder += [nn.Conv2d(a, b, 4, 2, 1, padding_mode=edges), *silu(nn.BatchNorm2d, b)]
    encoder += [Flat(), nn.Linear(4096, 256), *silu(nn.BatchNorm1d, 256), nn.Linear(256, 2 * d)]
    if normalised:
        encoder.append(nn.BatchNorm1d(2 * d))
    decoder += [nn.Linear(d, 256), *silu(nn.BatchNorm1d, 256), nn.Linear(256, 4096), *silu(nn.BatchNorm1d, 4096)]
    decoder.append(Maps(4, 4, 256))
    for a, b in ((256, 128), (128, 64), (64, 32)):
        decoder += [nn.ConvTranspose2d(a, b, 4, 2, 1), *silu(nn.BatchNorm2d, b)]
    decoder += [nn.ConvTranspose2d(32, c, 4, 2, 1), nn.Sigmoid()]
    return nn.Sequential(*encoder), nn.Sequential(*decoder)


def gwae_critic(c, d):
    leaky = [nn.LeakyReLU(0.2)]
    images = []
    for a, b in zip((c, 8, 16, 32, 64, 128), (8, 16, 32, 64, 128, 256)):
        images += [nn.Conv2d(a, b, 4, 2, 1), *leaky]
    return (nn.Sequential(*images, Flat(), nn.Linear(256, 64)),
            nn.Sequential(nn.Linear(d, 256), *leaky, nn.Linear(256, 256), *leaky, nn.Linear(256, 64), *leaky),
            nn.Sequential(nn.Linear(128, 256), *leaky, nn.Linear(256, 256), *leaky, nn.Linear(256, 1)))


def relus(layers):
    """ReLU between layers."""
    return [each for layer in layers for each in (layer, nn.ReLU())][:-1]


def flow_reading(c, s, side, features, outputs, deep):
    if deep:
        layers = []
        for a in (c, s, s, s):
            layers += [nn.Conv2d(a, s, 4, 2, 1), nn.Conv2d(s, s, 3, 1, 1)]
        layers += [nn.Conv2d(s, s, side // 16), nn.Conv2d(s, s, 1), nn.Conv2d(s, features, 1)]
    else:
        layers = [nn.Conv2d(c, s, 4, 2, 1), nn.Conv2d(s, 2 * s, 4, 2, 1), nn.Conv2d(2 * s, 3 * s, side // 4),
                  nn.Conv2d(3 * s, 2 * s, 1), nn.Conv2d(2 * s, features, 1)]
    return nn.Sequential(*relus(layers), nn.Flatten(), nn.Linear(features, outputs))


def flow_decoder(c, s, d, side, deep):
    """Up to the logits."""
    if deep:
        layers = [nn.ConvTranspose2d(s, s, 1), nn.ConvTranspose2d(s, s, 1), nn.ConvTranspose2d(s, s, side // 16)]
        for b in (s, s, s, c):
            layers += [nn.ConvTranspose2d(s, s, 4, 2, 1), nn.ConvTranspose2d(s, b, 3, 1, 1)]
    else:
        layers = [nn.ConvTranspose2d(s, 2 * s, 1), nn.ConvTranspose2d(2 * s, 3 * s, 1),
                  nn.ConvTranspose2d(3 * s, 2 * s, side // 4), nn.ConvTranspose2d(2 * s, s, 4, 2, 1),
                  nn.ConvTranspose2d(s, c, 4, 2, 1)]
    return nn.Sequential(nn.Linear(d, s), nn.Unflatten(1, (s, 1, 1)), nn.ReLU(), *relus(layers))


def flow(c, s, d, side, deep):
    return flow_reading(c, s, side, s if deep else 2 * s, 2 * d, deep), flow_decoder(c, s, d, side, deep)


@torch.no_grad()
def fill(network):
    """Weights by the formula, put into PyTorch's order of axes."""
    for seed, p in enumerate(network.parameters(), start=1):
        if p.dim() == 4:
            ours = tuple(p.shape[i] for i in (2, 3, 1, 0))
            fan = int(np.prod(ours[:3]))
            p.copy_(((2 * uniform(seed, *ours) - 1) * (6 / fan) ** 0.5).permute(3, 2, 0, 1))
        elif p.dim() == 2:
            p.copy_(((2 * uniform(seed, *p.shape[::-1]) - 1) * (6 / p.shape[1]) ** 0.5).T)
        else:
            p.copy_(0.2 * uniform(seed, *p.shape) - 0.1)
    for m in network.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)):
            m.weight.copy_(m.weight + 1)
            m.running_mean.copy_(0.2 * uniform(101, *m.running_mean.shape))
            m.running_var.copy_(1 + uniform(102, *m.running_var.shape))


@torch.no_grad()
def describe(name, network, *example):
    """Counts; outputs for two examples: of images 40 numbers, their sum and the sum of their squares."""
    put(name + ".counts", [p.numel() for p in network.parameters()])
    put(name + ".total", sum(p.numel() for p in network.parameters()))
    fill(network)
    x = 2 * uniform(77, 2, *example) - 1 if len(example) == 1 else uniform(77, 2, *example)
    x = x if len(example) == 1 else x.permute(0, 3, 1, 2)
    for mode in ("evaluation", "training") if any(True for _ in network.buffers()) else ("evaluation",):
        network.train(mode == "training")
        y = network(x)
        y = y if y.dim() == 2 else y.permute(0, 2, 3, 1)
        flat = y.flatten()
        if len(flat) > 100:
            flat = torch.cat([flat[[j * 7919 % len(flat) for j in range(40)]], flat.sum()[None], flat.square().sum()[None]])
        put(f"{name}.{mode}", flat)


def pair(name, networks, example, latents):
    describe(name + ".encoder", networks[0], *example)
    describe(name + ".decoder", networks[1], latents)


pair("small", small(1, 10, 128), (64, 64, 1), 10)
pair("colour", small(3, 10, 256), (64, 64, 3), 10)
pair("large", large(1, 10), (64, 64, 1), 10)
pair("controlVae", control_vae(1, 10), (64, 64, 1), 10)
pair("locatello", locatello(3, 10), (64, 64, 3), 10)
pair("burgess64", burgess(1, 10, 64), (64, 64, 1), 10)
pair("burgess32", burgess(3, 6, 32), (32, 32, 3), 6)
pair("disentanglementLib", disentanglement_lib(1, 10), (64, 64, 1), 10)
pair("betaVae", beta_vae(1, 10), (64, 64, 1), 10)
pair("spatialBroadcast", broadcast(3, 10), (64, 64, 3), 10)
pair("topological", (nn.Sequential(Flat(), *dense(nn.ReLU, 784, 512, 512, 512, 512, 16)),
                     nn.Sequential(*dense(nn.ReLU, 16, 512, 512, 512, 512, 784), Maps(28, 28, 1))), (28, 28, 1), 16)
pair("irvae", (nn.Sequential(Flat(), *dense(nn.ReLU, 784, 256, 256, 256, 256, 4)),
               nn.Sequential(*dense(nn.ReLU, 2, 256, 256, 256, 256, 784), Maps(28, 28, 1), nn.Sigmoid())), (28, 28, 1), 2)
describe("toy", nn.Sequential(*dense(nn.SiLU, 2, 64, 64, 3)), 2)
describe("factorVae", nn.Sequential(*dense(lambda: nn.LeakyReLU(0.2), 10, *[1000] * 6, 2)), 10)
describe("factorVae5", nn.Sequential(*dense(lambda: nn.LeakyReLU(0.2), 10, *[1000] * 5, 2)), 10)
describe("davaLarge", dava_large(1), 64, 64, 1)
describe("davaColourBefore", dava_colour_before(3), 64, 64, 3)
describe("davaLocatello", dava_locatello(3), 64, 64, 3)
describe("dcgan64.generator", dcgan_generator(3, 100, 64, 64), 100)
describe("dcgan64.discriminator", dcgan_discriminator(3, 64, 64), 64, 64, 3)
describe("dcgan32.generator", dcgan_generator(1, 16, 8, 32), 16)
describe("dcgan32.discriminator", dcgan_discriminator(1, 8, 32), 32, 32, 1)

pair("gwae", gwae(3, 64, "replicate", False), (64, 64, 3), 64)
pair("gwaeZero", gwae(1, 10, "zeros", False), (64, 64, 1), 10)
pair("gwaeBaseline", gwae(3, 64, "replicate", True), (64, 64, 3), 64)
for part, example, network in zip(("images", "latents", "head"), ((64, 64, 3), (64,), (128,)), gwae_critic(3, 64)):
    describe("gwaeCritic." + part, network, *example)

pair("flow28", flow(3, 16, 16, 28, False), (28, 28, 3), 16)
pair("flow64", flow(3, 4, 6, 64, False), (64, 64, 3), 6)
pair("flowDeep", flow(3, 8, 8, 32, True), (32, 32, 3), 8)
describe("flow28.index", flow_reading(27, 16, 28, 16, 3, False), 28, 28, 27)
describe("flowDeep.index", flow_reading(12, 8, 32, 8, 5, True), 32, 32, 12)


# Starting weights: of each parameter of at least 500 numbers the mean, the root mean square and the largest size.
def except_transposed(set_weight):
    def start(m):
        if isinstance(m, (nn.Conv2d, nn.Linear)):
            set_weight(m.weight)
            nn.init.zeros_(m.bias)
    return start


def kaiming_uniform(m):
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
        nn.init.kaiming_uniform_(m.weight, nonlinearity="relu")


def glorot_uniform(m):
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
        nn.init.xavier_uniform_(m.weight)
        nn.init.zeros_(m.bias)


STARTS = {
    "pyTorch": lambda m: None,
    "normal": except_transposed(lambda w: nn.init.normal_(w, 0, 0.02)),
    "kaimingNormal": except_transposed(nn.init.kaiming_normal_),
    "kaimingUniform": kaiming_uniform,
    "glorotUniform": glorot_uniform,
}
torch.manual_seed(11)
for name, start in STARTS.items():
    rows = []
    for network in control_vae(3, 10):
        network.apply(start)
        rows += [(p.mean().item(), p.square().mean().sqrt().item(), p.abs().max().item())
                 for p in network.parameters() if p.numel() >= 500]
    put("start." + name, rows)

with open(PATH, "w") as out:
    out.write("\n".join(LINES) + "\n")
print(PATH, len(LINES), "tensors")
