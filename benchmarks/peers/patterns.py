"""Inputs and fingerprints that are the same, to the last bit or nearly so, on both sides: see Pattern.java and Fingerprint.java."""

import math

import torch

_MASK = 0xFFFFFFFF
_PART = 1 << 16


def numbers(seed, *shape, bound=1.0):
    """Float32 numbers in [-bound, bound): a hash of place and seed. A few at a time: peak memory is a result."""
    all = torch.empty(math.prod(shape))
    for start in range(0, all.numel(), _PART):
        some = all[start : start + _PART]
        h = torch.arange(start, start + some.numel(), dtype=torch.int64) + ((seed * 0x9E3779B9) & _MASK)
        h = h & _MASK
        h = ((h ^ (h >> 16)) * 0x7FEB352D) & _MASK
        h = ((h ^ (h >> 15)) * 0x846CA68B) & _MASK
        h = h ^ (h >> 16)
        some.copy_(((h >> 8).float() * 2.0**-23 - 1) * bound)
    return all.reshape(shape)


def spots(seed, *shape):
    """1 for about one of twenty places, else 0."""
    return (numbers(seed, *shape) >= 0.9).float()


def fingerprint(*results):
    """Norm and product with fixed numbers of each result, each with its scale."""
    entries = []
    for result in results:
        r = result.detach().reshape(-1)
        u = numbers(99, r.numel())
        norm = r.double().norm().item()
        entries += [f"{norm!r}/{norm!r}", f"{(r.double() * u.double()).sum().item()!r}/{norm!r}"]
    return " ".join(entries)


def nhwc(images):
    """[N, C, H, W] in the order of our side, [N, H, W, C]."""
    return images.permute(0, 2, 3, 1)


def nchw(images, layout):
    """[N, H, W, C] as [N, C, H, W], in memory as the layout says."""
    turned = images.permute(0, 3, 1, 2)
    return turned.contiguous(memory_format=torch.channels_last if layout == "channels-last" else torch.contiguous_format)


def window(weight, layout):
    """A convolution's weight [kh, kw, in, out] as [out, in, kh, kw]."""
    turned = weight.permute(3, 2, 0, 1)
    return turned.contiguous(memory_format=torch.channels_last if layout == "channels-last" else torch.contiguous_format)


def window_back(weight):
    """[out, in, kh, kw] as [kh, kw, in, out]."""
    return weight.permute(2, 3, 1, 0)
