"""The cases as one writes them in PyTorch. Each gives a step and a check of what it computes."""

import torch
import torch.nn.functional as F
from torch import nn

from patterns import fingerprint, nchw, nhwc, numbers, spots, window, window_back

CASES = {}


def case(name, *arguments):
    """Makes a function of (layout, *arguments) a case."""

    def register(function):
        CASES[name] = lambda layout: function(layout, *arguments)
        return function

    return register


def kept(function, order=lambda result: result):
    """A step that keeps its latest results, and the check that does it once."""
    latest = []

    def step():
        latest.clear()  # so that the new results take their place
        with torch.no_grad():
            latest.extend(function())

    def check():
        step()
        return fingerprint(*[order(result) for result in latest])

    return step, check


# Products of matrices, into a given matrix.


@case("gemm-256", 256)
@case("gemm-256-1t", 256)
@case("gemm-256-2t", 256)
@case("gemm-1024", 1024)
@case("gemm-1024-1t", 1024)
@case("gemm-1024-2t", 1024)
def gemm(layout, n):
    a, b, c = numbers(1, n, n), numbers(2, n, n), torch.empty(n, n)
    return kept(lambda: [torch.mm(a, b, out=c)])


# Convolutions: (channels in, channels out, side).

LAYERS = [(1, 32, 64), (32, 32, 32), (32, 64, 16), (64, 64, 8)]
BATCH = 64


@case("conv-forward")
def conv_forward(layout):
    inputs = []
    for l, (i, o, side) in enumerate(LAYERS):
        x = nchw(numbers(10 * l, BATCH, side, side, i), layout)
        inputs.append((x, window(numbers(10 * l + 1, 4, 4, i, o), layout), numbers(10 * l + 2, o)))
    return kept(lambda: [F.conv2d(x, w, b, stride=2, padding=1) for x, w, b in inputs], nhwc)


@case("conv-backward")
def conv_backward(layout):
    inputs = []
    for l, (i, o, side) in enumerate(LAYERS):
        x = nchw(numbers(10 * l, BATCH, side, side, i), layout)
        g = nchw(numbers(10 * l + 3, BATCH, side // 2, side // 2, o), layout)
        inputs.append((x, window(numbers(10 * l + 1, 4, 4, i, o), layout), g, [o]))

    def run():
        results = []
        for x, w, g, o in inputs:
            results += torch.ops.aten.convolution_backward(
                g, x, w, o, [2, 2], [1, 1], [1, 1], False, [0, 0], 1, [True, True, True]
            )
        return results

    step, _ = kept(run)

    def check():
        return fingerprint(*[
            result if result.dim() == 1 else nhwc(result) if k % 3 == 0 else window_back(result)
            for k, result in enumerate(run())
        ])

    return step, check


@case("deconv-forward")
def deconv_forward(layout):
    inputs = []
    for l, (i, o, side) in enumerate(LAYERS):
        g = nchw(numbers(10 * l, BATCH, side // 2, side // 2, o), layout)
        inputs.append((g, window(numbers(10 * l + 1, 4, 4, i, o), layout), numbers(10 * l + 2, i)))
    return kept(lambda: [F.conv_transpose2d(g, w, b, stride=2, padding=1) for g, w, b in inputs], nhwc)


# Training.


class Parameters:
    """The parameters of a network, with the way to and from the order in which our side keeps each."""

    def __init__(self, network, turned={}):
        """turned: for a layer whose order is not the usual one, [(to, back) of the weight, (to, back) of the bias]."""
        self.entries = []
        for module in network.modules():
            if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
                usual = lambda w: w.permute(3, 2, 0, 1), window_back
            elif isinstance(module, nn.Linear):
                usual = lambda w: w.t(), lambda w: w.t()
            else:
                continue
            same = lambda b: b, lambda b: b
            weight, bias = turned.get(module, (usual, same))
            self.entries += [(module.weight, *weight), (module.bias, *bias)]

    def fill(self, seed):
        with torch.no_grad():
            for k, (parameter, to, back) in enumerate(self.entries):
                shape = back(parameter).shape
                bound = 0.1 if parameter.dim() == 1 else (6 * shape[-1] / parameter.numel()) ** 0.5
                parameter.copy_(to(numbers(seed + k, *shape, bound=bound)))

    def gradients(self, loss):
        all = torch.autograd.grad(loss, [parameter for parameter, _, _ in self.entries])
        return [back(g) for g, (_, _, back) in zip(all, self.entries)]


@case("vae-step-1x64", 64, 1)
@case("vae-step-3x64", 64, 3)
@case("vae-step-256", 256, 1)
def vae(layout, batch, channels):
    flat = nn.Linear(1024, 256)
    unflat = nn.Linear(256, 1024)
    encoder = nn.Sequential(
        nn.Conv2d(channels, 32, 4, 2, 1), nn.ReLU(), nn.Conv2d(32, 32, 4, 2, 1), nn.ReLU(),
        nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU(), nn.Conv2d(64, 64, 4, 2, 1), nn.ReLU(),
        nn.Flatten(), flat, nn.ReLU(), nn.Linear(256, 20),
    )  # fmt: skip
    decoder = nn.Sequential(
        nn.Linear(10, 256), nn.ReLU(), unflat, nn.ReLU(), nn.Unflatten(1, (64, 4, 4)),
        nn.ConvTranspose2d(64, 64, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ReLU(),
        nn.ConvTranspose2d(32, 32, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(32, channels, 4, 2, 1),
    )  # fmt: skip
    network = nn.ModuleList([encoder, decoder])
    if layout == "channels-last":
        network = network.to(memory_format=torch.channels_last)
    # Our side flattens [4, 4, 64], PyTorch [64, 4, 4].
    same = lambda b: b, lambda b: b
    parameters = Parameters(network, {
        flat: (
            (lambda w: w.reshape(4, 4, 64, 256).permute(3, 2, 0, 1).reshape(256, 1024),
             lambda w: w.reshape(256, 64, 4, 4).permute(2, 3, 1, 0).reshape(1024, 256)),
            same,
        ),
        unflat: (
            (lambda w: w.reshape(256, 4, 4, 64).permute(3, 1, 2, 0).reshape(1024, 256),
             lambda w: w.reshape(64, 4, 4, 256).permute(3, 1, 2, 0).reshape(256, 1024)),
            (lambda b: b.reshape(4, 4, 64).permute(2, 0, 1).reshape(1024),
             lambda b: b.reshape(64, 4, 4).permute(1, 2, 0).reshape(1024)),
        ),
    })  # fmt: skip
    parameters.fill(100)
    optimizer = torch.optim.Adam(network.parameters(), 1e-3)
    batches = [nchw(spots(i, batch, 64, 64, channels), layout) for i in range(4)]
    t = 0

    def loss(x, noisy):
        h = encoder(x)
        mean, log_variance = h[:, :10], h[:, 10:]
        z = mean + (0.5 * log_variance).exp() * torch.randn_like(mean) if noisy else mean
        reconstruction = F.binary_cross_entropy_with_logits(decoder(z), x, reduction="sum") / batch
        kl = (0.5 * (mean**2 + log_variance.exp() - 1 - log_variance)).sum(1).mean()
        return reconstruction + 4 * kl

    def step():
        nonlocal t
        value = loss(batches[t % len(batches)], True)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        value.item()
        t += 1

    def check():
        value = loss(batches[0], False)
        return fingerprint(value, *parameters.gradients(value))

    return step, check


LEAKY = 0.2


def training(network, parameters, loss):
    """Steps by Adam on the gradient of loss(), and the check of loss and gradients before the first."""
    parameters.fill(100)
    optimizer = torch.optim.Adam(network.parameters(), 1e-4)

    def step():
        value = loss()
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        value.item()

    def check():
        value = loss()
        return fingerprint(value, *parameters.gradients(value))

    return step, check


@case("gan-penalty-step")
def critic(layout):
    network = nn.Sequential(
        nn.Conv2d(3, 32, 4, 2, 1), nn.LeakyReLU(LEAKY), nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(LEAKY),
        nn.Conv2d(64, 128, 4, 2, 1), nn.LeakyReLU(LEAKY), nn.Conv2d(128, 256, 4, 2, 1), nn.LeakyReLU(LEAKY),
        nn.Conv2d(256, 256, 4), nn.LeakyReLU(LEAKY), nn.Flatten(), nn.Linear(256, 1),
    )  # fmt: skip
    if layout == "channels-last":
        network = network.to(memory_format=torch.channels_last)
    real = nchw(numbers(1, 64, 64, 64, 3), layout)
    fake = nchw(numbers(2, 64, 64, 64, 3), layout)
    share = (numbers(3, 64, 1, 1, 1) + 1) * 0.5

    def loss():
        mixed = (fake + (real - fake) * share).requires_grad_()
        (slopes,) = torch.autograd.grad(network(mixed).sum(), mixed, create_graph=True)
        penalty = ((slopes.square().sum((1, 2, 3)).sqrt() - 1) ** 2).mean()
        return network(fake).mean() - network(real).mean() + 10 * penalty

    return training(network, Parameters(network), loss)


@case("mlp-step")
def classifier(layout):
    layers = []
    for inputs in [10] + 5 * [1000]:
        layers += [nn.Linear(inputs, 1000), nn.LeakyReLU(LEAKY)]
    network = nn.Sequential(*layers, nn.Linear(1000, 2))
    x, labels = numbers(1, 64, 10), torch.arange(64) % 2
    return training(network, Parameters(network), lambda: F.cross_entropy(network(x), labels))


# Elementwise, as one writes it.


def eager(expression):
    return expression, lambda: fingerprint(expression())


@case("elementwise")
def chain(layout):
    x = numbers(1, 1 << 23)

    def expression():
        y = torch.relu(x * 2 + 1) - 0.5
        y = torch.tanh(y * x) * 0.5 + x
        return torch.sigmoid(y).square()

    return eager(expression)


@case("small-ops")
def small(layout):
    x = numbers(1, 64, 10)

    def expression():
        y = x
        for _ in range(50):
            y = torch.tanh(y * 0.9 + x)
            y = y - y.sum(1, keepdim=True) * 0.1
            y = (torch.sigmoid(y) - 0.5).square() + x
        return y

    return eager(expression)


@case("softmax")
def softmax(layout):
    x, y = numbers(1, 4096, 1000, bound=5), torch.empty(4096, 1000)
    return kept(lambda: [torch.softmax(x, 1, out=y)])
