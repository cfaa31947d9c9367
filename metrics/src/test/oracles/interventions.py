"""Reference values for OracleTest of org.gaspard.metrics.intervention, from the definitions, with numpy, scipy, scikit-learn.

Run `python interventions.py > ../resources/org/gaspard/metrics/intervention/interventions.txt` (made with numpy 2.4.6,
scipy 1.17.1, scikit-learn 1.9.1). Points are drawn by the generator of java.util.SplittableRandom, written again here,
so that both sides see the same draws; factors and codes come from a linear congruential generator. Each line: name and case, then numbers.
"""

import numpy as np
from scipy.stats import pearsonr, rankdata
from sets import integers
from sklearn.linear_model import LogisticRegression
from splittable import Splittable


class Points:
    """A population: factors as positions [N, K] and codes [N, L]."""

    def __init__(self, sizes, factors, codes, grid):
        self.factors, self.codes, self.grid = factors, codes, grid
        self.sizes = np.array([len(np.unique(f)) for f in factors.T])
        assert list(self.sizes) == list(sizes)
        self.varying = [k for k in range(len(sizes)) if sizes[k] > 1]
        self.n = len(factors)

    def draw(self, n, random):
        return random.many(n, self.n)

    def sharing(self, factor, value, random):
        if self.grid:  # any point, moved to the value
            row = self.factors[random.below(self.n)].copy()
            row[factor] = value
            return int(np.ravel_multi_index(row, self.sizes))
        among = np.flatnonzero(self.factors[:, factor] == value)
        return int(among[random.below(len(among))])

    def sweep(self, factor, point):
        others = [k for k in range(len(self.sizes)) if k != factor]
        same = (self.factors[:, others] == self.factors[point][others]).all(axis=1)
        found = np.flatnonzero(same)
        return found[np.argsort(self.factors[found, factor], kind="stable")]

    def draw_sweep(self, factor, random):
        """A random point, and then for each value a random one of the points that differ from it at most in the factor."""
        sweep = self.sweep(factor, self.draw(1, random)[0])
        values = self.factors[sweep, factor]
        among = [sweep[values == value] for value in np.unique(values)]
        return np.array([points[random.below(len(points)) if len(points) > 1 else 0] for points in among])


SIZES = [[3, 4], [5, 2, 3], [4, 4, 4], [6, 1, 5]]
CASES = 24


def case(c):
    sizes = SIZES[c % 4]
    width = 2 + c % 5
    weights = 2 * integers(width * len(sizes), 1000 + c).reshape(width, len(sizes)) / 2147483647.0 - 1
    aligned = np.array([[1.0 if l % len(sizes) == k else 0.0 for k in range(len(sizes))] for l in range(width)])
    scale = np.full(width, 0.1)
    if c % 3 == 0:
        weights = aligned
    if c % 3 == 2:
        weights = 0.8 * aligned + 0.2 * weights
        weights[-1] = 0
        scale[-1] = 0
    grid = c // 4 % 2 == 0
    n = int(np.prod(sizes)) if grid else 300
    if grid:
        factors = np.array(np.unravel_index(np.arange(n), sizes)).T
    else:
        factors = (integers(n * len(sizes), 3000 + c).reshape(n, len(sizes)) >> 8) % np.array(sizes)
    noise = integers(n * width, 5000 + c).reshape(n, width) / 2147483647.0
    codes = np.zeros((n, width))
    for k in range(len(sizes)):
        codes = codes + weights[:, k] * (factors[:, [k]] / sizes[k])
    codes = codes + scale * noise
    if grid:
        codes = codes.astype(np.float32).astype(np.float64)
    return Points(sizes, factors, codes, grid)


def show(name, c, *values):
    flat = np.concatenate([np.ravel(v) for v in values]).astype(float)
    print(f"{name} {c};", *("NaN" if np.isnan(x) else repr(float(x)) for x in flat))


def variance_votes(p, seed, least, batch, training, test, estimate, threshold):
    root = Splittable(seed)
    global_variance = p.codes[p.draw(estimate, root.split())].var(axis=0, ddof=1)
    active = np.flatnonzero((np.sqrt(global_variance) >= threshold) & (np.ptp(p.codes, axis=0) > 0))
    counts = []
    for votes in (training, test):
        stream = root.split()
        table = np.zeros((p.codes.shape[1], len(p.varying)), dtype=int)
        for _ in range(votes):
            own = stream.split()
            k = own.below(len(p.varying))
            factor = p.varying[k]
            centre = p.draw(1, own)[0]
            if least:
                points = [p.sharing(factor, p.factors[centre, factor], own) for _ in range(batch)]
            else:
                sweep = p.sweep(factor, centre)
                points = sweep[own.many(batch, len(sweep))]
            z = p.codes[points][:, active]
            local = np.where(np.ptp(z, axis=0) == 0, 0, z.var(axis=0, ddof=1))
            ratio = local / global_variance[active]
            table[active[np.argmin(ratio) if least else np.argmax(ratio)], k] += 1
        counts.append(table)
    majority = counts[0].argmax(axis=1)
    accuracy = [t[np.arange(len(t)), majority].sum() / t.sum() for t in counts]
    return accuracy, len(active), counts


def beta_vae(p, seed, pairs, training, test):
    root = Splittable(seed)
    sets = []
    for count in (training, test):
        stream = root.split()
        features, labels = [], []
        for _ in range(count):
            own = stream.split()
            k = own.below(len(p.varying))
            factor = p.varying[k]
            first = p.draw(pairs, own)
            second = [p.sharing(factor, p.factors[a, factor], own) for a in first]
            features.append(np.abs(p.codes[first] - p.codes[second]).mean(axis=0))
            labels.append(k)
        sets.append((np.array(features), np.array(labels)))
    (x, y), (x_test, y_test) = sets
    model = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(x, y)
    means = np.array([x[y == k].mean(axis=0) for k in range(len(p.varying))]).T
    return model.score(x_test, y_test), model.score(x, y), means


def variation_predictability(c, part, folds, seed):
    """examples made by formula; nearest class mean, so that no learner's tolerance matters"""
    n, latents, width = 60 + c, 3 + c % 3, 2 + c % 4
    changed = np.arange(n) * 7 % latents
    features = integers(n * width, 9000 + c).reshape(n, width) / 2147483647.0
    features[np.arange(n), changed % width] += 0.3 * (1 + changed)
    random, order = Splittable(seed), list(range(n))
    for i in range(n - 1, 0, -1):
        j = random.below(i + 1)
        order[i], order[j] = order[j], order[i]
    training = int(np.floor(part * n + 0.5))
    accuracies = []
    for fold in range(folds):
        turned = np.roll(order, -(fold * n // folds))
        fit, test = turned[:training], turned[training:]
        classes = np.unique(changed[fit])
        means = np.array([features[fit][changed[fit] == k].mean(axis=0) for k in classes])
        nearest = ((features[test][:, None] - means) ** 2).sum(axis=-1).argmin(axis=1)
        accuracies.append(np.mean(classes[nearest] == changed[test]))
    return np.mean(accuracies), min(accuracies), max(accuracies), len(np.unique(changed))


def irs(codes, factors, quantile, bins):
    """factors [N, K], binned here if bins are given; constant codes are dropped"""
    active = np.ptp(codes, axis=0) > 0
    z = codes[:, active]
    largest = np.abs(z - z.mean(axis=0)).max(axis=0)
    matrix = np.full((codes.shape[1], factors.shape[1]), np.nan)
    for k in range(factors.shape[1]):
        labels = factors[:, k]
        if bins:
            labels = np.digitize(labels, np.histogram(labels, bins)[1][:-1])
        parts = []
        for value in np.unique(labels):
            group = z[labels == value]
            parts.append(np.quantile(np.abs(group - group.mean(axis=0)), quantile, axis=0))
        matrix[active, k] = 1 - np.mean(parts, axis=0) / largest
    return np.average(matrix[active].max(axis=1), weights=largest), matrix


def flatness(p, seed, repeats):
    root = Splittable(seed)
    rows = []
    for factor in p.varying:
        stream = root.split()
        measures = []
        for _ in range(repeats):
            z = p.codes[p.draw_sweep(factor, stream.split())]
            measure = []
            for norm in (1, 2):
                measure.append(np.linalg.norm(z[:, None] - z[None], ord=norm, axis=-1).max())
            for norm in (1, 2):
                steps = np.linalg.norm(z - np.roll(z, -1, axis=0), ord=norm, axis=-1)
                measure.append((len(z) - 1) * np.sort(steps)[:-1].mean() if len(z) > 1 else 0.0)
            measures.append(measure)
        rows.append(np.mean(measures, axis=0))
    rows = np.array(rows)
    w1, w2, l1, l2 = rows.T
    return [np.mean(w2 / l1), np.mean(w1 / l1), np.mean(w2 / l2), *rows.mean(axis=0)]


def spread_ratio(parts):
    """parts [L], not negative"""
    if parts.sum() == 0:
        return 0.0
    n = len(parts)
    return (parts.max() / parts.sum() - 1 / n) / (1 - 1 / n)


def linearity(p, seed, repeats):
    root = Splittable(seed)
    rows = []
    for factor in p.varying:
        stream = root.split()
        measures, axes = [], []
        for _ in range(repeats):
            z = p.codes[p.draw_sweep(factor, stream.split())]
            still = len(z) == 1
            axis = np.zeros(z.shape[1]) if still else np.where(np.ptp(z, axis=0) == 0, 0, z.var(axis=0, ddof=1))
            principal = np.zeros(z.shape[1])
            if not still:
                singular = np.linalg.svd(z - z.mean(axis=0), compute_uv=False)
                principal[:len(singular)] = singular ** 2 / (len(z) - 1)
            measure = []
            for power in (1.0, 0.5):
                a, l = spread_ratio(axis ** power), spread_ratio(principal ** power)
                measure += [a, l, a / l if l else 0.0]
            measures.append(measure)
            axes.append(axis)
        mean = np.mean(measures, axis=0)
        rows.append([*mean[:3], spread_ratio(np.mean(axes, axis=0)), *mean[3:]])
    with np.errstate(divide="ignore"):
        return np.exp(np.log(np.array(rows)).mean(axis=0))


def agreements(near, far):
    """near, far: lists of the same kinds of distances in order factors, codes L2, codes L1, data"""
    out = []
    for i, j in ((0, 1), (0, 2), (0, 3), (1, 3), (2, 3)):
        x, y = np.concatenate([near[i], far[i]]), np.concatenate([near[j], far[j]])
        same = np.sign(np.subtract(near[i], far[i])) == np.sign(np.subtract(near[j], far[j]))
        out += [pearsonr(rankdata(x), rankdata(y))[0], pearsonr(x, y)[0], same.mean()]
    return out


def distances(p, seed, repeats, triplets, sample):
    root = Splittable(seed)

    def measure(points_of, factors):
        sides = [[[], [], [], []], [[], [], [], []]]
        stream = root.split()
        for _ in range(repeats):
            own = stream.split()
            points, drawn = points_of(own)
            drawn = np.array(drawn).reshape(3, triplets)
            a = points[drawn[0]]
            for side in (0, 1):
                b = points[drawn[1 + side]]
                dz = p.codes[a] - p.codes[b]
                df = np.abs(p.factors[a] - p.factors[b])
                sides[side][0].append(df[:, factors].sum(axis=1))
                # The sum in the order of codes, as the other side has it: ties are compared exactly.
                square, absolute = np.zeros(triplets), np.zeros(triplets)
                for l in range(dz.shape[1]):
                    square = square + dz[:, l] * dz[:, l]
                    absolute = absolute + np.abs(dz[:, l])
                sides[side][1].append(np.sqrt(square))
                sides[side][2].append(absolute)
                sides[side][3].append((df * df).sum(axis=1) / p.factors.shape[1])
        near, far = [[np.concatenate(kind) for kind in side] for side in sides]
        return agreements(near, far)

    def sampled(own):
        drawn = own.many(3 * triplets, sample)
        return np.array(p.draw(sample, own)), drawn

    everywhere = measure(sampled, p.varying)
    along = []
    for factor in p.varying:
        def swept(own):
            sweep = p.draw_sweep(factor, own)
            return sweep, own.many(3 * triplets, len(sweep))
        along.append(measure(swept, [factor]))
    return everywhere, along


print("random 0;", *[Splittable(s).split().below(b) for s in (0, 7, -3) for b in (8, 10, 1000003)])
for c in range(CASES):
    p = case(c)
    seed = 17 * c + 1
    accuracy, active, counts = variance_votes(p, seed, True, 8, 200, 100, 300, 0.05)
    show("FactorVAE", c, accuracy[1], accuracy[0], active, *counts)
    accuracy, active, counts = variance_votes(p, seed, False, 8, 200, 100, 300, 0.02)
    chance = 1 / len(p.varying)
    show("Z-max-var", c, (accuracy[1] - chance) / (1 - chance), accuracy[0], active, *counts)
    test, training, means = beta_vae(p, seed, 5, 200, 100)
    show("BetaVAE", c, test, training, means)
    for name, q, bins in (("IRS", 0.99, 20), ("IRS maximum", 1, 0), ("IRS 0.9", 0.9, 3)):
        score, matrix = irs(p.codes, p.factors[:, p.varying], q, bins)
        show(name, c, score, matrix)
    continuous = p.factors + 0.25 * integers(p.factors.size, 7000 + c).reshape(p.factors.shape) / 2147483647.0
    score, matrix = irs(p.codes, continuous, 0.99, 20)
    show("IRS continuous", c, score, matrix)
    show("flatness", c, flatness(p, seed, 12))
    show("factored linearity", c, linearity(p, seed, 12))
    everywhere, along = distances(p, seed, 6, 10, 7)
    show("factored distances", c, everywhere, along)
    after, predicted = p.codes ** 2, p.codes ** 2 + 0.1 * np.roll(p.codes, 1, axis=0)
    error = after - predicted
    show("equivariance error", c, np.sqrt((error ** 2).sum() / ((after - p.codes) ** 2).sum()),
         np.abs(error).sum(axis=1).mean(), np.linalg.norm(error, axis=1).mean(), np.sqrt((error ** 2).sum() / p.n),
         np.linalg.norm(after - p.codes, axis=1).mean(),
         (error ** 2).sum() / ((after - after.mean(axis=0)) ** 2).sum(), np.sqrt((error ** 2).mean(axis=0)))
    show("VP", c, variation_predictability(c, 0.2, 1 + c % 4, seed))
