"""Reference values of the generative metrics, from their definitions with numpy, scipy, scikit-learn and torch.

Run `python generation.py > ../resources/org/gaspard/metrics/generation/generation.txt`
(made with numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1 and torch 2.13.0).
"""

import numpy as np
import scipy.linalg
import scipy.signal
import torch
from scipy.special import logsumexp
from sklearn.metrics.pairwise import polynomial_kernel

from sets import COUNT, codes, noise, points, show


def window():
    x = np.arange(11) - 5.0
    w = np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / (2 * 1.5**2))
    return w / w.sum()


def similarity_maps(x, y, peak):
    """Of one channel; straight two-dimensional sums."""
    c1, c2 = (0.01 * peak) ** 2, (0.03 * peak) ** 2
    mean = lambda a: scipy.signal.correlate2d(a, window(), mode="valid")
    mx, my = mean(x), mean(y)
    vx, vy, c = mean(x * x) - mx**2, mean(y * y) - my**2, mean(x * y) - mx * my
    contrast = (2 * c + c2) / (vx + vy + c2)
    return (2 * mx * my + c1) / (mx**2 + my**2 + c1) * contrast, contrast


def multi_scale(x, y, peak, weights):
    value = 1
    for i, weight in enumerate(weights):
        similarity, contrast = similarity_maps(x, y, peak)
        value *= max(0, (similarity if i == len(weights) - 1 else contrast).mean()) ** weight
        x, y = (
            a[: a.shape[0] // 2 * 2, : a.shape[1] // 2 * 2].reshape(a.shape[0] // 2, 2, -1, 2).mean(axis=(1, 3))
            for a in (x, y)
        )
    return value


def images(s):
    """[2, C, H, W] in float32: pictures and distorted ones"""
    shape = (2, 1 + 2 * (s % 2), 11 + s, 34 - s)
    x = noise(shape, 5000 + s).astype(np.float32)
    share = np.float32(s / 24)
    y = (np.float32(1) - share) * x + share * noise(shape, 6000 + s).astype(np.float32)
    return x, y


def frechet(x, y):
    """tr (cov x · cov y)^½ is the nuclear norm of the products of points, which holds for singular covariances too."""
    cx, cy = np.cov(x.T), np.cov(y.T)
    a, b = (x - x.mean(0)) / np.sqrt(len(x) - 1), (y - y.mean(0)) / np.sqrt(len(y) - 1)
    trace = np.linalg.norm(a @ b.T, "nuc")
    if np.linalg.cond(cx) < 1e9:
        assert abs(trace - np.trace(scipy.linalg.sqrtm(cx @ cy).real)) < 1e-9 * max(1, trace)
    return np.sum((x.mean(0) - y.mean(0)) ** 2) + np.trace(cx + cy) - 2 * trace


def kernel_distance(x, y):
    kernel = lambda a, b: polynomial_kernel(a, b, degree=3, gamma=1 / a.shape[1], coef0=1)
    n, m = len(x), len(y)
    xx, yy = kernel(x, x), kernel(y, y)
    return (
        (xx.sum() - np.trace(xx)) / n / (n - 1) + (yy.sum() - np.trace(yy)) / m / (m - 1) - 2 * kernel(x, y).mean()
    )


for s in range(COUNT):
    x, y = (a.astype(np.float64) for a in images(s))
    show("ssim", s, *(np.mean([similarity_maps(a, b, 1.0)[0].mean() for a, b in zip(p, q)]) for p, q in zip(x, y)))
    side = 48 + s
    a, b = noise((side, side), 7000 + s).astype(np.float32).astype(np.float64), noise((side, side), 8000 + s)
    b = (0.8 * a + 0.2 * b).astype(np.float32).astype(np.float64)
    show("ms_ssim", s, multi_scale(a, b, 1.0, [0.2, 0.3, 0.5]))

    n = points(s)
    means, variances = codes(s), 0.01 + 2 * noise(codes(s).shape, 9000 + s)
    posterior = torch.distributions.Normal(torch.tensor(means), torch.tensor(variances).sqrt())
    prior = torch.distributions.Normal(torch.zeros(means.shape, dtype=torch.float64), torch.ones(means.shape, dtype=torch.float64))
    divergences = torch.distributions.kl_divergence(posterior, prior).numpy()
    show("divergences", s, divergences.sum(axis=1).mean(), np.sum(means.var(axis=0) > 0.01), *divergences.mean(axis=0))

    weights = 40 * noise((n, 12), 10000 + s) - 900 * (s % 2)
    bounds = logsumexp(weights.reshape(n, 3, 4), axis=2) - np.log(4)
    show("bounds", s, weights.mean(), bounds.mean(), bounds.mean(axis=1).std(ddof=1) / np.sqrt(n))
    normalised = np.exp(weights - logsumexp(weights, axis=1, keepdims=True))
    show("effective", s, *(1 / (normalised**2).sum(axis=1))[:5])

    width = codes(s).shape[1]
    other = noise((n + 11, width), 11000 + s)
    show("frechet", s, frechet(codes(s), other))
    show("kernel", s, kernel_distance(codes(s), other))
