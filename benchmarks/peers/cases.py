"""The cases as one writes them in PyTorch. Each gives a step and a check of what it computes."""

import math

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

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


class LeakySilu(nn.Module):
    def forward(self, x):
        return 0.8 * F.silu(x) + 0.2 * x


def as_images(weight):
    """The rows [4, 4, 256] of our side's weights as [256, 4, 4], the order of PyTorch."""
    return weight.reshape(4, 4, 256, -1).permute(2, 0, 1, 3).reshape(4096, -1)


def as_rows(weight):
    return weight.reshape(256, 4, 4, -1).permute(1, 2, 0, 3).reshape(4096, -1)


class Gwae:
    """Gromov-Wasserstein autoencoders [Nakagawa et al., ICLR 2023] with their published networks and weights."""

    def __init__(self, layout, batch):
        self.batch, self.layout = batch, layout
        flat, unflat = nn.Linear(4096, 256), nn.Linear(256, 4096)
        encoder = []
        for a, b in zip((3, 32, 64, 128), (32, 64, 128, 256)):
            encoder += [nn.Conv2d(a, b, 4, 2, 1, padding_mode="replicate"), nn.SiLU()]
        self.encoder = nn.Sequential(*encoder, nn.Flatten(), flat, nn.SiLU(), nn.Linear(256, 128))
        decoder = [nn.Linear(64, 256), nn.SiLU(), unflat, nn.SiLU(), nn.Unflatten(1, (256, 4, 4))]
        for a, b in ((256, 128), (128, 64), (64, 32)):
            decoder += [nn.ConvTranspose2d(a, b, 4, 2, 1), nn.SiLU()]
        self.decoder = nn.Sequential(*decoder, nn.ConvTranspose2d(32, 3, 4, 2, 1), nn.Sigmoid())
        prior = []
        for a, b in ((64, 256), (256, 256), (256, 256)):
            prior += [nn.Linear(a, b), LeakySilu()]
        self.prior = nn.Sequential(*prior, nn.Linear(256, 64), nn.BatchNorm1d(64, momentum=0.5, affine=False))
        self.log_scale = nn.Parameter(torch.tensor(math.log(2.5)))
        self.model = nn.ModuleList([self.encoder, self.decoder, self.prior])
        leaky = [nn.LeakyReLU(LEAKY)]
        images = []
        for a, b in zip((3, 8, 16, 32, 64, 128), (8, 16, 32, 64, 128, 256)):
            images += [nn.Conv2d(a, b, 4, 2, 1), *leaky]
        self.of_images = nn.Sequential(*images, nn.Flatten(), nn.Linear(256, 64))
        self.of_latents = nn.Sequential(
            nn.Linear(64, 256), *leaky, nn.Linear(256, 256), *leaky, nn.Linear(256, 64), *leaky)
        self.head = nn.Sequential(nn.Linear(128, 256), *leaky, nn.Linear(256, 256), *leaky, nn.Linear(256, 1))
        self.critic = nn.ModuleList([self.of_images, self.of_latents, self.head])
        if layout == "channels-last":
            self.model.to(memory_format=torch.channels_last)
            self.critic.to(memory_format=torch.channels_last)
        # Our side flattens [4, 4, 256], PyTorch [256, 4, 4].
        same = lambda b: b, lambda b: b
        self.parameters = Parameters(self.model, {
            flat: ((lambda w: as_images(w).t(), lambda w: as_rows(w.t())), same),
            unflat: ((lambda w: as_images(w.t()), lambda w: as_rows(w).t()),
                     (lambda b: as_images(b).reshape(4096), lambda b: as_rows(b).reshape(4096))),
        })  # fmt: skip
        self.parameters.fill(100)
        Parameters(self.critic).fill(200)
        seed = 300
        for module in self.critic.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                spectral_norm(module, eps=1e-12)
                state = module.parametrizations.weight[0]
                state._u.copy_(F.normalize(numbers(seed, *state._u.shape), dim=0))
                v = F.normalize(numbers(seed + 1, *state._v.shape), dim=0)
                if isinstance(module, nn.Conv2d):  # of windows [kh, kw, in] on our side
                    v = v.reshape(4, 4, -1).permute(2, 0, 1).reshape(-1)
                state._v.copy_(v)
                seed += 2

    def encode(self, x):
        logits = x.clamp(1e-4, 1 - 1e-4).log() - (1 - x).clamp(1e-4, 1 - 1e-4).log()
        return self.encoder(logits).chunk(2, 1)

    def value(self, x, z):
        both = torch.cat((self.of_images(x), self.of_latents(z)), 1) / 2
        return self.head(both)[:, 0]

    def terms(self, x, noise, of_prior):
        mean, log_variance = self.encode(x)
        z = mean + (0.5 * log_variance).exp() * noise
        reconstruction = 0.5 * (x - self.decoder(z)).square().sum() / self.batch
        zs = self.prior(of_prior)
        xs = self.decoder(zs)
        scale = self.log_scale.exp() / zs.std(0).mean().clamp(min=1e-8)
        # Exact differences: early in training the expansion of the squares has no correct digit.
        exact = "donot_use_mm_for_euclid_dist"
        dz, dx = torch.cdist(zs, zs, compute_mode=exact), torch.cdist(xs.flatten(1), xs.flatten(1), compute_mode=exact)
        gromov = (scale * dz - dx).abs().mean()
        entropy = -log_variance.sum(1).mean()
        matching = (self.value(xs, zs) - self.value(x, z)).mean()
        return gromov, reconstruction, entropy, matching

    @staticmethod
    def loss(terms):
        gromov, reconstruction, entropy, matching = terms
        return gromov + reconstruction + 0.03 * entropy + matching

    def critic_loss(self, x, mean, log_variance, of_prior):
        with torch.no_grad():
            z = mean + (0.5 * log_variance).exp() * torch.randn_like(mean)
            zs = self.prior(of_prior)
            xs = self.decoder(zs)
            t = torch.rand(self.batch, 1)
            xt, zt = torch.lerp(xs, x, t[:, :, None, None]), torch.lerp(zs, z, t)
        high, low = self.value(xs, zs), self.value(x, z)
        xt.requires_grad_(), zt.requires_grad_()
        gradients = torch.autograd.grad(self.value(xt, zt).sum(), [xt, zt], create_graph=True)
        norms = sum(g.square().flatten(1).sum(1) for g in gradients).sqrt()
        penalty = (norms - 1).square().mean() + 1e-4 * low.square().mean() + 1e-4 * high.square().mean()
        return 10 * penalty - (high - low).mean()


@case("gwae-step")
def gwae(layout):
    batch = 64
    net = Gwae(layout, batch)
    optimizer = torch.optim.RMSprop([*net.model.parameters(), net.log_scale], 1e-4)
    critic_optimizer = torch.optim.RMSprop(net.critic.parameters(), 1e-4)
    of_prior, noise = numbers(11, batch, 64), numbers(12, batch, 64)
    # Grey, or logits are large, sigmoids saturate, and float32 has two digits of their slope.
    batches = [nchw(numbers(i, batch, 64, 64, 3) * 0.4 + 0.5, layout) for i in range(4)]
    t = 0

    def step():
        nonlocal t
        x = batches[t % len(batches)]
        value = net.loss(net.terms(x, torch.randn(batch, 64), of_prior))
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        with torch.no_grad():
            mean, log_variance = net.encode(x)
        for _ in range(5):
            critic_optimizer.zero_grad()
            critic_value = net.critic_loss(x, mean, log_variance, of_prior)
            critic_value.backward()
            critic_optimizer.step()
        value.item()
        critic_value.item()
        t += 1

    def check():
        terms = net.terms(batches[0], noise, of_prior)
        value = net.loss(terms)
        scale = torch.autograd.grad(value, net.log_scale, retain_graph=True)
        return fingerprint(*terms, *net.parameters.gradients(value), *scale)

    return step, check


class Potential(nn.Module):
    """A potential of n latents and of time [Song et al., NeurIPS 2023], as wide as there are latents."""

    def __init__(self, n):
        super().__init__()
        self.space, self.time_in, self.time_out, self.fusion = (nn.Linear(n, n) for _ in range(4))
        self.output = nn.Linear(n, 1)
        self.frequencies = (-math.log(10_000) / (n // 2 - 1) * torch.arange(n // 2)).exp()

    def forward(self, z, t):
        angles = t * self.frequencies
        clock = self.time_out(F.gelu(self.time_in(torch.cat((angles.sin(), angles.cos()), 1))))
        return self.output(self.fusion(self.space(z).tanh() + clock).tanh()).tanh()[:, 0]


def derivatives(potential, z, t):
    """∇u, the sum of ∂u/∂t over the batch and H·1, all to be differentiated again."""
    time = torch.full((1, 1), float(t), requires_grad=True)
    gradient, rate = torch.autograd.grad(potential(z, time).sum(), [z, time], create_graph=True)
    (sums,) = torch.autograd.grad(gradient.sum(), z, create_graph=True)
    return gradient, rate[0, 0], sums


class FlowVae:
    """Flow factorised VAE of three transformations with the published networks of MNIST, as wide as there are latents."""

    def __init__(self, layout, width, steps, together):
        self.steps, self.together = steps, together
        relu = nn.ReLU()
        self.encoder = nn.Sequential(
            nn.Conv2d(3, width, 4, 2, 1), relu, nn.Conv2d(width, 2 * width, 4, 2, 1), relu,
            nn.Conv2d(2 * width, 3 * width, 7), relu, nn.Conv2d(3 * width, 2 * width, 1), relu,
            nn.Conv2d(2 * width, 2 * width, 1), nn.Flatten(), nn.Linear(2 * width, 2 * width),
        )  # fmt: skip
        self.decoder = nn.Sequential(
            nn.Linear(width, width), relu, nn.Unflatten(1, (width, 1, 1)),
            nn.ConvTranspose2d(width, 2 * width, 1), relu, nn.ConvTranspose2d(2 * width, 3 * width, 1), relu,
            nn.ConvTranspose2d(3 * width, 2 * width, 7), relu, nn.ConvTranspose2d(2 * width, width, 4, 2, 1), relu,
            nn.ConvTranspose2d(width, 3, 4, 2, 1),
        )  # fmt: skip
        self.vae = nn.ModuleList([self.encoder, self.decoder])
        if layout == "channels-last":
            self.vae.to(memory_format=torch.channels_last)
        # Of each transformation the potential and that of the force.
        self.flows = nn.ModuleList([nn.ModuleList([Potential(width), Potential(width)]) for _ in range(3)])
        self.deviations = nn.ParameterList([torch.ones(steps) for _ in range(3)])
        Parameters(self.vae).fill(100)
        Parameters(self.flows).fill(200)

    def terms(self, frames, k, noise):
        """Of all first frames, then all second ones, and so on, all under transformation k."""
        potential, force = self.flows[k]
        batch = len(noise)
        mean, log_variance = self.encoder(frames[:batch]).chunk(2, 1)
        z = mean + (0.5 * log_variance).exp() * noise
        kl = (0.5 * (mean**2 + log_variance.exp() - 1 - log_variance)).sum(1).mean()
        log_q = -0.5 * ((z - mean).square() / log_variance.exp() + log_variance + math.log(2 * math.pi))
        log_p = -0.5 * (z.square() + math.log(2 * math.pi))
        start = torch.zeros(1, 1)
        (first,) = torch.autograd.grad(potential(z, start).sum(), z, create_graph=True)
        penalty = first.square().mean() + force(z, start).square().mean()
        transition = 0
        latents = [z]
        for t in range(1, self.steps + 1):
            gradient, rate, sums = derivatives(potential, z, t)
            driven = force(z, torch.full((1, 1), float(t))).square()
            penalty = penalty + (rate + 0.5 * gradient.square().mean() + driven).square().mean()
            spread = torch.ones(()) if t == 1 else 1 / (self.deviations[k][t - 1].square() + 1e-5)
            log_q = log_q - (1 + sums).abs().log()
            log_p = log_p - (1 + spread).abs().log()
            q, p = F.log_softmax(log_q.exp(), 1), F.log_softmax(log_p.exp(), 1)
            transition = transition + F.kl_div(q, p, reduction="batchmean", log_target=True)
            z = z + gradient
            latents.append(z)
        return self.reconstruction(frames, latents), kl, transition, penalty

    def reconstruction(self, frames, latents):
        batch = len(latents[0])
        if self.together:
            return F.binary_cross_entropy_with_logits(self.decoder(torch.cat(latents)), frames, reduction="sum") / batch
        return sum(
            F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="sum") / batch
            for z, x in zip(latents, frames.split(batch))
        )


@case("flow-step", True)
@case("flow-step-by-frame", False)
def flow(layout, together):
    batch, width, steps, k = 32, 32, 8, 1
    net = FlowVae(layout, width, steps, together)
    vae_optimizer = torch.optim.Adam(net.vae.parameters(), 1e-4)
    flow_optimizer = torch.optim.Adam([*net.flows.parameters(), *net.deviations.parameters()], 1e-4)
    noise = numbers(11, batch, width)
    batches = [
        nchw(spots(i, batch, steps + 1, 28, 28, 3).transpose(0, 1).flatten(0, 1), layout) for i in range(4)
    ]
    t = 0

    def step():
        nonlocal t
        value = sum(net.terms(batches[t % len(batches)], k, torch.randn(batch, width)))
        # As in the published program, the gradients of the deviations are never set to 0.
        net.vae.zero_grad()
        net.flows.zero_grad()
        value.backward()
        vae_optimizer.step()
        flow_optimizer.step()
        value.item()
        t += 1

    def check():
        terms = net.terms(batches[0], k, noise)
        value = sum(terms)
        deviations = torch.autograd.grad(value, net.deviations[k], retain_graph=True)
        trained = Parameters(nn.ModuleList([net.vae, net.flows[k]]))
        return fingerprint(*terms, *trained.gradients(value), *deviations)

    return step, check


@case("flow-derivatives-autodiff")
@case("flow-derivatives-closed")
def flow_derivatives(layout):
    potential = Potential(324)
    parameters = Parameters(potential)
    parameters.fill(100)
    z = numbers(1, 128, 324).requires_grad_()

    @torch.enable_grad()
    def run():
        gradient, rate, sums = derivatives(potential, z, 2)
        value = gradient.square().sum() + rate.square() + sums.square().sum()
        return [value.detach(), *parameters.gradients(value)]

    return kept(run)


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
