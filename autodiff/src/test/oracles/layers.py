"""Outputs, gradients and buffers of layers, by PyTorch 2.13 in double precision.

Run in this folder: python layers.py. Images and weights are written in the layouts of Gaspard.
For a layer f the file has the input x, a cotangent c, the output y and the gradients dx, dweight, dbias of sum(c * y).
"""

import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

from oracle_file import OracleFile, random

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
out = OracleFile("../resources/org/gaspard/autodiff/nn/layers.txt")


def same(t):
    return t


def nhwc(t):
    return t.permute(0, 2, 3, 1)


def window(w):  # from [out, in, kh, kw], or [in, out, kh, kw] of a transposed convolution
    return w.permute(2, 3, 1, 0)


def filled(module):
    for p in module.parameters():
        p.data = random(*p.shape)
    return module


def case(name, module, x, data=same, weight=same, bias=same):
    inputs = {"x": x.requires_grad_()} if x.is_floating_point() else {}
    for n, p in module.named_parameters():
        inputs["weight" if "weight" in n else "bias"] = p
    y = module(x)
    c = random(*y.shape)
    grads = torch.autograd.grad((c * y).sum(), list(inputs.values()))
    layouts = {"x": data, "weight": weight, "bias": bias}
    out.put(name + ".y", data(y))
    out.put(name + ".c", data(c))
    for (n, p), g in zip(inputs.items(), grads):
        out.put(f"{name}.{n}", layouts[n](p))
        out.put(f"{name}.d{n}", layouts[n](g))


case("linear", filled(nn.Linear(4, 3)), random(5, 4), weight=lambda w: w.T)
case(
    "grouped",
    nn.Sequential(
        nn.Flatten(),
        nn.Unflatten(1, (6, 1)),
        filled(nn.Conv1d(6, 9, 1, groups=3)),
        nn.Flatten(),
        nn.Unflatten(1, (3, 3)),
    ),
    random(4, 3, 2),
    weight=lambda w: w.reshape(3, 3, 2).transpose(1, 2),
    bias=lambda b: b.reshape(3, 3),
)
conv = nn.Conv2d(2, 3, (3, 2), stride=2, padding=(2, 1), dilation=(2, 1))
case("conv", filled(conv), random(2, 2, 6, 5), nhwc, window)
conv = nn.Conv2d(2, 2, 3, stride=2, padding=2, padding_mode="replicate")
case("replicate", filled(conv), random(1, 2, 4, 3), nhwc, window)
case("transpose", filled(nn.ConvTranspose2d(2, 3, 4, stride=2, padding=1)), random(2, 2, 3, 2), nhwc, window)
case(
    "transposePadded",
    filled(nn.ConvTranspose2d(3, 2, (3, 2), stride=(3, 2), padding=1, output_padding=(2, 1), dilation=(1, 2))),
    random(1, 3, 2, 3),
    nhwc,
    window,
)

norm = filled(nn.BatchNorm2d(3))
case("batch2d", norm, random(2, 3, 2, 2), nhwc)
out.put("batch2d.mean1", norm.running_mean)
out.put("batch2d.variance1", norm.running_var)
x2 = random(2, 3, 2, 2)
norm(x2)
out.put("batch2d.x2", nhwc(x2))
out.put("batch2d.mean2", norm.running_mean)
out.put("batch2d.variance2", norm.running_var)
norm.eval()
out.put("batch2d.evaluation", nhwc(norm(x2)))

norm = nn.BatchNorm1d(2, momentum=0.3, eps=1e-2, affine=False)
case("batch1d", norm, random(5, 2))
out.put("batch1d.mean1", norm.running_mean)
out.put("batch1d.variance1", norm.running_var)

case("layer", filled(nn.LayerNorm([3, 2])), random(4, 3, 2))
case("instance", filled(nn.InstanceNorm2d(2, affine=True)), random(2, 2, 3, 2), nhwc)


def spectral(name, module, x, data, weight, columns):
    module = spectral_norm(filled(module))
    p = module.parametrizations.weight[0]
    out.put(name + ".u0", p._u)
    out.put(name + ".v0", columns(p._v))
    case(name, module, x, data, weight)
    out.put(name + ".u1", p._u)
    out.put(name + ".v1", columns(p._v))
    module.eval()
    out.put(name + ".evaluation", data(module(x)))


def window_columns(inner, kh, kw):  # from the order (in, kh, kw) to (kh, kw, in)
    return lambda v: v.reshape(inner, kh, kw).permute(1, 2, 0).flatten()


spectral("spectralLinear", nn.Linear(4, 3), random(2, 4), same, lambda w: w.T, same)
spectral("spectralConv", nn.Conv2d(2, 3, (2, 3)), random(1, 2, 3, 4), nhwc, window, window_columns(2, 2, 3))
conv = nn.ConvTranspose2d(3, 2, (2, 3), stride=2)
spectral("spectralTranspose", conv, random(1, 3, 2, 2), nhwc, window, window_columns(3, 2, 3))

out.put("embedding.labels", torch.tensor([[1, 3, 1], [0, 1, 3]]))
case("embedding", filled(nn.Embedding(4, 3)), torch.tensor([[1, 3, 1], [0, 1, 3]]))



class LeakySilu(nn.Module):
    def forward(self, x):
        return x * (1 + 4 * torch.sigmoid(x)) / 5  # slope 0.2


x = random(9) * 2
for name, module in {
    "relu": nn.ReLU(),
    "leakyRelu": nn.LeakyReLU(0.2),
    "silu": nn.SiLU(),
    "gelu": nn.GELU(),
    "elu": nn.ELU(0.7),
    "softplus": nn.Softplus(),
    "tanh": nn.Tanh(),
    "sigmoid": nn.Sigmoid(),
    "leakySilu": LeakySilu(),
}.items():
    case(name, module, x.clone())

out.write()
