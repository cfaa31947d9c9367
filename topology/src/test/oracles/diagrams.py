"""Reference values for the tests of what is computed from persistence diagrams, from GUDHI, POT, SciPy and NumPy.

    python diagrams.py > ../resources/org/gaspard/topology/diagram/diagrams.txt

Each line: a name, a colon, numbers. Diagrams are rows of birth and death. Needs numpy, scipy, scikit-learn, gudhi, pot.
"""

import gudhi
import gudhi.representations as representations
import gudhi.wasserstein
import numpy as np
import ot
import scipy
import sklearn
from scipy.special import erf
from scipy.stats import norm


def write(name, *values):
    flat = np.concatenate([np.ravel(np.asarray(v, dtype=float)) for v in values])
    print(name + ": " + " ".join(repr(float(v)) for v in flat))


def diagram(rng, size, spread=1.0):
    """Births spread evenly, lengths mostly short with a few long ones, as in diagrams of point clouds."""
    births = rng.uniform(0, spread, size)
    lengths = rng.exponential(0.1, size) * np.where(rng.uniform(size=size) < 0.15, 5, 1)
    return np.round(np.stack([births, births + lengths], axis=1), 6)


print(f"# GUDHI {gudhi.__version__}, POT {ot.__version__}, SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}, "
      f"NumPy {np.__version__}")
rng = np.random.default_rng(20070119)

# Pairs of diagrams of several sizes: distances.
sizes = {"small": (7, 5), "wide": (4, 30), "middle": (60, 45), "large": (300, 340)}
pairs = {name: (diagram(rng, n), diagram(rng, m)) for name, (n, m) in sizes.items()}
# The same number of bars, each moved a little.
cloud = diagram(rng, 200)
pairs["moved"] = (cloud, np.round(cloud + rng.normal(0, 0.01, cloud.shape) * [1, 0], 6))
pairs["moved"][1][:, 1] = np.maximum(pairs["moved"][1][:, 1], pairs["moved"][1][:, 0])
for name, (x, y) in pairs.items():
    write(f"{name}.first", x)
    write(f"{name}.second", y)
    write(f"{name}.bottleneck", gudhi.bottleneck_distance(x, y))
    for order, ground in ((1, np.inf), (1, 2), (2, 2), (2, np.inf), (1.74, 2.35), (3, 1)):
        value = gudhi.wasserstein.wasserstein_distance(x, y, order=order, internal_p=ground)
        write(f"{name}.wasserstein.{order}.{ground}", value)
    sliced = representations.SlicedWassersteinDistance(num_directions=17)
    write(f"{name}.sliced.17", sliced.fit([x]).transform([y]))
    fisher = representations.PersistenceFisherDistance(bandwidth=0.2)
    write(f"{name}.fisher.0.2", fisher.fit([x]).transform([y]))

# Essential bars of each kind.
x = np.array([[0, np.inf], [3, np.inf], [0.2, 0.5], [-np.inf, 1], [-np.inf, 7], [-np.inf, np.inf], [1, 2.5]])
y = np.array([[3.5, np.inf], [-np.inf, 6], [0.4, 0.5], [-np.inf, np.inf], [-0.25, np.inf], [-np.inf, 1.5]])
write("essential.first", x)
write("essential.second", y)
for order, ground in ((1, np.inf), (2, 2), (1.5, 3)):
    value = gudhi.wasserstein.wasserstein_distance(x, y, order=order, internal_p=ground, keep_essential_parts=True)
    write(f"essential.wasserstein.{order}.{ground}", value)
x, y = x[x[:, 0] > -np.inf], y[y[:, 0] > -np.inf]
write("essential.deaths.bottleneck", gudhi.bottleneck_distance(x, y))

# Kernels, on one pair. GUDHI's scale space kernel is the sum over the points and their mirror images, with another
# normalisation; the distance of feature vectors is the formula of the paper.
x, y = pairs["small"]


def scale_space(x, y, sigma):
    near = ((x[:, None] - y[None]) ** 2).sum(-1)
    mirrored = ((x[:, None] - y[None, :, ::-1]) ** 2).sum(-1)
    return (np.exp(-near / (8 * sigma)) - np.exp(-mirrored / (8 * sigma))).sum() / (8 * np.pi * sigma)


write("kernel.heat.0.3", np.sqrt(scale_space(x, x, 0.3) + scale_space(y, y, 0.3) - 2 * scale_space(x, y, 0.3)))
weight = lambda p: np.arctan(2 * (p[1] - p[0]) ** 1.5)
pwgk = representations.PersistenceWeightedGaussianKernel(bandwidth=0.4, weight=weight)
write("kernel.pwg.0.4", pwgk.fit([x]).transform([y]) * np.sqrt(2 * np.pi) * 0.4)
b = 2 * np.sqrt(0.3)
pssk = representations.PersistenceWeightedGaussianKernel(bandwidth=b, weight=lambda p: 1 if p[1] >= p[0] else -1)
mirrored = [np.concatenate([d, d[:, ::-1]]) for d in (x, y)]
write("kernel.scale.0.3", pssk.fit([mirrored[0]]).transform([mirrored[1]]) * np.sqrt(2 * np.pi) * b
      / (2 * 8 * np.pi * 0.3))
write("kernel.sliced.10.0.7",
      representations.SlicedWassersteinKernel(num_directions=10, bandwidth=2 * 0.7**2).fit([x]).transform([y]))
# The kernel of GUDHI 3.7 mixes up its two bandwidths, its distance does not.
write("kernel.fisher.0.3.2",
      np.exp(-2 * representations.PersistenceFisherDistance(bandwidth=0.3).fit([x]).transform([y])))

# Vectors and functions of one diagram. GUDHI scales landscapes and silhouettes by the square root of 2.
x = pairs["middle"][0]
write("vector.diagram", x)
low, high, count = -0.0123, 1.7891, 23
samples = [low, high]
write("vector.samples", low, high, count)
landscape = representations.Landscape(num_landscapes=6, resolution=count, sample_range=samples)
write("vector.landscape", landscape.fit_transform([x]) / np.sqrt(2))
for power in (0, 1, 2.5):
    silhouette = representations.Silhouette(
        weight=lambda p: (p[1] - p[0]) ** power, resolution=count, sample_range=samples)
    write(f"vector.silhouette.{power}", silhouette.fit_transform([x]) / np.sqrt(2))
write("vector.betti", representations.BettiCurve(resolution=count, sample_range=samples).fit_transform([x]))
entropy = representations.Entropy(mode="vector", normalized=False, resolution=count, sample_range=samples)
write("vector.summary", entropy.fit_transform([x]))
write("vector.entropy", representations.Entropy(mode="scalar").fit_transform([x]))
for kind in "RST":
    polynomial = representations.ComplexPolynomial(polynomial_type=kind, threshold=9).fit_transform([x[:12]])[0]
    write(f"vector.polynomial.{kind}", polynomial.real, polynomial.imag)
# By its definition: GUDHI 3.7 takes the distance to the diagonal of only one of the two points.
half = (x[:, 1] - x[:, 0]) / 2
near = np.minimum(np.abs(x[:, None] - x[None]).max(-1), np.minimum(half[:, None], half[None]))
write("vector.topological", np.sort(near[np.triu_indices(len(x), 1)])[::-1][:40])

# Images, 7 columns of births by 5 rows of lengths. GUDHI takes the surface at given points, from the first to the last
# centre; the integrals are differences of SciPy's normal distribution.
births, lengths, sigma = (0.0, 1.4), (0.1, 0.85), 0.15
centres = [births[0] + 0.1, births[1] - 0.1, lengths[0] + 0.075, lengths[1] - 0.075]
image = representations.PersistenceImage(
    bandwidth=sigma, weight=lambda p: p[1] ** 2, resolution=[7, 5], im_range=centres)
write("image.centre", image.fit_transform([x]))
across = np.diff(norm.cdf(np.linspace(*births, 8)[None], x[:, :1], sigma))
up = np.diff(norm.cdf(np.linspace(*lengths, 6)[None], x[:, 1:] - x[:, :1], sigma))
write("image.integral", np.einsum("i,ir,ic->rc", x[:, 1] - x[:, 0], up, across))
write("erf", erf([0.1, 0.5, 1, 2, 2.4999, 2.5, 3, 4, 5.5]))
