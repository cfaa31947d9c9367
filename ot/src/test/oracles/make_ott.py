"""Reference values for the tests of org.gaspard.ot, from OTT-JAX (https://ott-jax.readthedocs.io).

    python make_ott.py > ../resources/org/gaspard/ot/ott.txt

Each line: a name, a colon, numbers. Matrices are row-major. Needs numpy and ott-jax[neural] (the Monge gap is in its neural
part). The values that are checked in are of OTT-JAX 0.6.0 (commit 6aace50). All in double precision.

Conventions. Linear problems: the same epsilon and the same potentials on both sides, plan = exp((f + g - C) / epsilon);
OTT's reg_ot_cost is <P, C> + epsilon KL(P | ab), its ent_reg_cost is <P, C> - epsilon H(P). A penalty rho is
tau = rho / (rho + epsilon); in penalised problems OTT's entropy is relative to the counting measure, so that costs
C - epsilon log(ab) give the plan of C with the entropy relative to ab, and values are summed here from the plans. The
functions made from its potentials weigh by b what contains log b already, and are used for equal weights only. Quadratic
problems: OTT transports the half of the gradient of the cost without 1/2, so that its
epsilon is that of the cost with 1/2; its values have no 1/2 and are halved here. Its fused penalty is a factor before the
features where the structure has the factor 1: a share alpha of the structure is penalty (1 - alpha) / alpha with
epsilon / alpha, and the value times alpha. Its unbalanced Gromov-Wasserstein is left out: it multiplies the constant in the
costs of its inner problems by the mass of the plan, which algorithm 1 of Séjourné, Vialard and Peyré (2021) does not. So is
its debiased barycentre: the sum of divergences that it should make least is 0.0668 after 100,000 iterations for the histograms
below, where that of POT's barycentre is 0.0654.
"""

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import numpy as np
import ott
from ott.geometry import costs, distrib_costs, geometry, pointcloud, regularizers
from ott.neural.methods import monge_gap
from ott.problems.linear import barycenter_problem, linear_problem
from ott.problems.quadratic import gw_barycenter as gw_barycenter_problem
from ott.solvers import linear, quadratic
from ott.solvers.linear import continuous_barycenter, discrete_barycenter, sinkhorn, univariate
from ott.solvers.quadratic import gromov_wasserstein, gw_barycenter
from ott.tools import sinkhorn_divergence, sliced, unreg
from ott.tools.gaussian_mixture import gaussian

PRECISE = {"threshold": 1e-14, "max_iterations": 200_000}


def write(name, *values):
    flat = np.concatenate([np.ravel(np.asarray(v, dtype=float)) for v in values])
    assert np.isfinite(flat).all(), name
    print(name + ": " + " ".join(repr(float(v)) for v in flat))


def weights(size):
    w = rng.uniform(0.5, 1.5, size)
    return w / w.sum()


def normal(*shape):
    return np.round(rng.normal(size=shape), 6)


def squared(u, v):
    return ((u[:, None] - v[None]) ** 2).sum(-1)


print(f"# OTT-JAX {ott.__version__ or 'from its source'}, JAX {jax.__version__}, NumPy {np.__version__}")
rng = np.random.default_rng(20261101)
n, m = 6, 8
x, y, a, b = normal(n, 2), np.round(normal(m, 2) + 0.5, 6), weights(n), weights(m)
heavy = 1.4 * b
for name, v in (("x", x), ("y", y), ("a", a), ("b", b), ("heavy", heavy)):
    write(name, v)


def dense(c, epsilon=None):
    return geometry.Geometry(jnp.asarray(c), epsilon=epsilon)


def points(cost=None, epsilon=None):
    return pointcloud.PointCloud(jnp.asarray(x), jnp.asarray(y), cost_fn=cost, epsilon=epsilon)


# Costs.
for name, cost in (
    ("squared", costs.SqEuclidean()),
    ("euclidean", costs.Euclidean()),
    ("cosine", costs.Cosine(ridge=0)),
    ("negativeProduct", costs.NegDotProduct()),
    ("halfSquaredNorm3", costs.SqPNorm(3.0)),
    ("power1.5", costs.PNormP(1.5)),
    ("euclideanPower3", costs.EuclideanP(3.0)),
    ("elastic0.7", costs.RegTICost(regularizers.L1(), lam=0.7)),
):
    write("cost." + name, points(cost).cost_matrix)

# Assignment, by the Hungarian method of optax.
square = np.round(rng.normal(size=(9, 9)), 6)
write("assignment.cost", square)
write("assignment.value", unreg.hungarian(geometry.Geometry(jnp.asarray(square)))[0])

# Entropic transport; potentials up to one constant.
for name, epsilon in (("wide", 1.0), ("narrow", 0.1)):
    out = linear.solve(points(epsilon=epsilon), a, b, **PRECISE)
    assert out.converged
    write(f"sinkhorn.{name}.plan", out.matrix)
    write(f"sinkhorn.{name}.potentials", out.f - out.f[0], out.g + out.f[0])
    write(f"sinkhorn.{name}.values", out.primal_cost, out.reg_ot_cost, out.ent_reg_cost)



def kl(p, q):
    return (p * np.log(p / q) - p + q).sum()


def penalised(cost, w, v, epsilon, rho):
    """The plan for an entropy relative to wv, and its objective."""
    tau = rho / (rho + epsilon)
    moved = cost - epsilon * np.log(np.outer(w, v))
    out = linear.solve(dense(moved, epsilon), jnp.asarray(w), jnp.asarray(v), tau_a=tau, tau_b=tau, **PRECISE)
    assert out.converged
    plan = np.asarray(out.matrix)
    value = (plan * cost).sum() + epsilon * kl(plan, np.outer(w, v))
    return plan, value + rho * kl(plan.sum(1), w) + rho * kl(plan.sum(0), v)


for name, rho in (("soft", 0.5), ("stiff", 20.0)):
    plan, value = penalised(squared(x, y), a, heavy, 0.3, rho)
    write(f"unbalanced.{name}.plan", plan)
    write(f"unbalanced.{name}.value", value)

# Sinkhorn divergences.
value, out = sinkhorn_divergence.sinkdiv(
    jnp.asarray(x), jnp.asarray(y), epsilon=0.5, a=jnp.asarray(a), b=jnp.asarray(b), solve_kwargs=PRECISE)
assert all(out.converged)
write("divergence.balanced", value)
write("divergence.unbalanced",
      penalised(squared(x, y), a, heavy, 0.5, 1.5)[1] - 0.5 * penalised(squared(x, x), a, a, 0.5, 1.5)[1]
      - 0.5 * penalised(squared(y, y), heavy, heavy, 0.5, 1.5)[1] + 0.25 * (a.sum() - heavy.sum()) ** 2)

# Low rank: not convex, so only costs can be compared.
lx, ly = normal(30, 2), np.round(normal(30, 2) + 0.5, 6)
write("lowrank.x", lx)
write("lowrank.y", ly)
write("lowrank.costs", [
    linear.solve(
        pointcloud.PointCloud(jnp.asarray(lx), jnp.asarray(ly)), rank=rank, epsilon=0.0, gamma=10, gamma_rescale=True,
        threshold=1e-10, max_iterations=5000).primal_cost
    for rank in (2, 4, 8)])

# The line, with any weights, and slices of points of three dimensions.
u, v, p, q = normal(14, 1), np.round(2 * normal(9, 1) + 0.5, 6), weights(14), weights(9)
for name, w in (("x", u), ("y", v), ("a", p), ("b", q)):
    write("line." + name, w)
for power, cost in ((1.0, costs.PNormP(1.0)), (2.0, costs.SqEuclidean()), (3.0, costs.EuclideanP(3.0))):
    write(f"line.value.{power}",
          linear.solve_univariate(
              pointcloud.PointCloud(jnp.asarray(u), jnp.asarray(v), cost_fn=cost), jnp.asarray(p), jnp.asarray(q)).ot_costs)
u, v, p, q, directions = normal(12, 3), np.round(1.5 * normal(9, 3), 6), weights(12), weights(9), normal(6, 3)
for name, w in (("x", u), ("y", v), ("a", p), ("b", q), ("directions", directions)):
    write("sliced." + name, w)
unit = jnp.asarray((directions / np.linalg.norm(directions, axis=1, keepdims=True)).T)
for power, cost in ((1.0, costs.PNormP(1.0)), (2.0, costs.SqEuclidean())):
    write(f"sliced.value.{power}",
          sliced.sliced_wasserstein(
              *map(jnp.asarray, (u, v, p, q)), cost_fn=cost, proj_fn=lambda z: z @ unit)[0])

# The entropic map of squared distances between equal weights, at points outside the data.
out = linear.solve(points(epsilon=0.4), **PRECISE)
assert out.converged
at = normal(5, 2)
write("map.at", at)
write("map.images", out.to_dual_potentials().transport(jnp.asarray(at)))

# The Monge gap, entropic (OTT subtracts ent_reg_cost), for two costs.
source, images = normal(10, 3), normal(10, 3)
write("gap.source", source)
write("gap.images", images)
for name, cost in (("squared", costs.SqEuclidean()), ("euclidean", costs.Euclidean())):
    write("gap." + name, monge_gap.monge_gap_from_samples(
        jnp.asarray(source), jnp.asarray(images), cost_fn=cost, epsilon=0.4, **PRECISE))

# Normal distributions in three dimensions.
d = 3
means = [normal(d) for _ in range(3)]
roots = [normal(d, d) for _ in range(3)]
covariances = [np.round(r @ r.T + 0.1 * np.eye(d), 6) for r in roots]
for k in range(3):
    write(f"gaussian.mean{k}", means[k])
    write(f"gaussian.covariance{k}", covariances[k])
laws = [gaussian.Gaussian.from_mean_and_cov(jnp.asarray(mu), jnp.asarray(c)) for mu, c in zip(means, covariances)]
write("gaussian.squaredDistance", laws[0].w2_dist(laws[1]))
write("gaussian.at", at3 := normal(4, d))
write("gaussian.map", laws[0].transport(laws[1], jnp.asarray(at3)))
bures = costs.Bures(d, sqrtm_kw={"threshold": 1e-14, "max_iterations": 1000, "min_iterations": 10})
barycentre, _ = bures.barycenter(
    jnp.asarray([0.5, 0.3, 0.2]),
    jnp.stack([costs.mean_and_cov_to_x(jnp.asarray(mu), jnp.asarray(c), d) for mu, c in zip(means, covariances)]),
    tolerance=1e-14, max_iterations=2000, min_iterations=100)
write("gaussian.barycentre", barycentre)

# Barycentres of three histograms on a line of 12 points, and of two clouds with free support.
k = 12
t = np.linspace(0, 1, k)
hists = np.stack([np.exp(-((t - c) ** 2) / 0.01) + 0.01 for c in (0.2, 0.5, 0.9)])
hists /= hists.sum(1, keepdims=True)
write("barycentre.histograms", hists)
out = discrete_barycenter.FixedBarycenter(threshold=1e-14, max_iterations=100_000)(
    barycenter_problem.FixedBarycenterProblem(
        geometry.Geometry(jnp.asarray(squared(t[:, None], t[:, None])), epsilon=0.02), jnp.asarray(hists),
        jnp.asarray([0.5, 0.3, 0.2])))
write("barycentre.plain", out.histogram)
start = normal(5, 2)
write("free.start", start)
solver = continuous_barycenter.FreeWassersteinBarycenter(
    sinkhorn.Sinkhorn(**PRECISE), min_iterations=300, max_iterations=300, threshold=0)
out = solver(
    barycenter_problem.FreeBarycenterProblem(
        jnp.concatenate([x, y]), jnp.concatenate([a, b]), jnp.asarray([0.4, 0.6]), epsilon=0.5, num_per_segment=(n, m),
        max_measure_size=m),
    bar_size=5, x_init=jnp.asarray(start))
write("free.points", out.x)

# Quadratic problems.
gx, gy, fx, fy, p, q = normal(7, 2), normal(9, 3), normal(7, 2), normal(9, 2), weights(7), weights(9)
for name, w in (("x", gx), ("y", gy), ("fx", fx), ("fy", fy), ("p", p), ("q", q)):
    write("gromov." + name, w)
alpha = 0.6
STEPS = {"min_iterations": 500, "max_iterations": 500, "threshold": 0, "linear_solver_kwargs": PRECISE}


for loss, shift, eps in (("sqeucl", 0.0, 1.5), ("kl", 0.5, 0.3)):
    cx, cy, features = squared(gx, gx) + shift, squared(gy, gy) + shift, squared(fx, fy)
    out = quadratic.solve(dense(cx), dense(cy), a=p, b=q, loss=loss, epsilon=eps, **STEPS)
    write(f"gromov.{loss}.plan", out.matrix)
    write(f"gromov.{loss}.value", out.primal_cost / 2)
    out = quadratic.solve(
        dense(cx), dense(cy), dense(features), fused_penalty=(1 - alpha) / alpha, a=p, b=q, loss=loss, epsilon=eps / alpha,
        **STEPS)
    plan = np.asarray(out.matrix)
    write(f"fused.{loss}.plan", plan)
    linear_part = (plan * features).sum()
    structure = out.primal_cost - (1 - alpha) / alpha * linear_part
    write(f"fused.{loss}.value", alpha * structure / 2 + (1 - alpha) * linear_part)

# The costs of the third lower bound: transport on the line between the rows of the costs.
write("bound.x", bx := normal(6, 2))
write("bound.y", by := normal(6, 3))
write("bound.costs", pointcloud.PointCloud(
    jnp.asarray(squared(bx, bx)), jnp.asarray(squared(by, by)),
    cost_fn=distrib_costs.UnivariateWasserstein(univariate.uniform_solver)).cost_matrix / 2)

# One round of the barycentre of two spaces.
start = squared(s := normal(5, 2), s)
write("gwbarycentre.start", start)
padded = np.zeros((2, 9, 9))
padded[0, :7, :7], padded[1] = squared(gx, gx), squared(gy, gy)
masses = np.zeros((2, 9))
masses[0, :7], masses[1] = p, q
out = gw_barycenter.GromovWassersteinBarycenter(
    gromov_wasserstein.GromovWasserstein(
        sinkhorn.Sinkhorn(**PRECISE), epsilon=1.5, min_iterations=500, max_iterations=500, threshold=0),
    min_iterations=1, max_iterations=1)(
        gw_barycenter_problem.GWBarycenterProblem(
            costs=jnp.asarray(padded), b=jnp.asarray(masses), weights=jnp.asarray([0.3, 0.7])),
        bar_size=5, bar_init=jnp.asarray(start))
write("gwbarycentre.costs", out.cost)

# Low rank: a value to compare with.
u, v = normal(40, 2), normal(50, 3)
write("gwlowrank.x", u)
write("gwlowrank.y", v)
out = quadratic.solve(
    pointcloud.PointCloud(jnp.asarray(u)), pointcloud.PointCloud(jnp.asarray(v)), rank=5, epsilon=0.0, gamma=10,
    gamma_rescale=True, threshold=1e-10, max_iterations=5000)
write("gwlowrank.value", out.primal_cost / 2)
