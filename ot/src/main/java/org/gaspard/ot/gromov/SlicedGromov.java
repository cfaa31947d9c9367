package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.MonotoneCoupling;
import org.gaspard.ot.matrix.Sorting;
import org.gaspard.ot.sliced.Directions;
import org.gaspard.tensor.array.Parallel;

/**
 * Sliced Gromov-Wasserstein ([VFT19]): the mean, over random directions, of a one-dimensional problem
 * between projections, for squared distances: {@code ½ Σ ((x_i − x_k)² − (y_j − y_l)²)² P[i,j] P[k,l]}. Points of fewer
 * dimensions get zeros. Time {@code O((n + m)(log(n + m) + d))} a direction.
 *
 * <p><b>What the one-dimensional value is.</b> It is the lower one of the costs of two couplings: the monotone one, and the
 * one that reverses the order. [VFT19] claimed one of the two to be always optimal for uniform weights and equally many
 * points. That is wrong: [BHS22] give points, for every number of them above 6, where another permutation is better. The value
 * is therefore an upper bound of one-dimensional Gromov-Wasserstein, often sharp, and 0 for isometric points.
 *
 * <p>The mean is not invariant to a rotation of one space alone: both are projected on the same directions.
 *
 * @param projections the number of directions, at least 1
 * @param seed of the directions
 */
public record SlicedGromov(int projections, long seed) {

    /**
     * The mean over directions.
     *
     * @param value the mean
     * @param standardError the standard deviation of the mean over directions; 0 for a single one
     */
    public record Result(double value, double standardError) {}

    /**
     * The better one of the two couplings of points on the line.
     *
     * @param value its cost, with the ½
     * @param reversed whether it reverses the order
     * @param plan the coupling, [n × m], {@code n + m − 1} entries at most
     */
    public record Line(double value, boolean reversed, double[] plan) {}

    /** Fourth powers do not overflow. */
    private static final double LARGEST_COORDINATE = 1e70;

    public SlicedGromov {
        Checks.atLeast("projections", projections, 1);
    }

    /**
     * The mean for two clouds with weights.
     *
     * @param x [n × d], at most 10⁷⁰ in absolute value
     * @param a n weights, at least 0, with sum 1 (to 10⁻⁶)
     * @param y [m × e], the same
     * @param b m weights, at least 0, with sum 1 (to 10⁻⁶)
     */
    public Result solve(double[] x, double[] a, int d, double[] y, double[] b, int e) {
        Checks.atLeast("d", d, 1);
        Checks.atLeast("e", e, 1);
        check("x", x, "a", a, d);
        check("y", y, "b", b, e);
        Checks.sameSum(Checks.weights("a", a), Checks.weights("b", b));
        int dimensions = Math.max(d, e);
        double[] directions = directions(dimensions).vectors();
        double[] values = new double[projections];
        Parallel.run(projections, p -> {
            double[] left = project(x, a.length, d, directions, p * dimensions);
            double[] right = project(y, b.length, e, directions, p * dimensions);
            values[p] = Matched.of(left, a, right, b).cost();
        });
        double mean = 0;
        for (double value : values) {
            mean += value / projections;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = projections > 1 ? Math.sqrt(squares / (projections - 1) / projections) : 0;
        return new Result(mean, error);
    }

    /** The directions that are projected on, for points of this dimension, the larger one if there are two. */
    public Directions directions(int dimension) {
        Checks.atLeast("dimension", dimension, 1);
        double[] vectors = new double[Math.multiplyExact(projections, dimension)];
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Arrays.setAll(vectors, k -> random.nextGaussian());
        return Directions.of(vectors, projections, dimension);
    }

    /** The better coupling of points on the line; see the class comment for what it is not. */
    public static Line onLine(double[] x, double[] a, double[] y, double[] b) {
        check("x", x, "a", a, 1);
        check("y", y, "b", b, 1);
        Checks.sameSum(Checks.weights("a", a), Checks.weights("b", b));
        Matched better = Matched.of(x, a, y, b);
        return new Line(better.cost, better.reversed, better.steps.matrix(x.length, y.length));
    }

    /** The better one of the two monotone couplings; it may turn the order round. */
    record Matched(MonotoneCoupling steps, boolean reversed, double cost) {

        static Matched of(double[] x, double[] a, double[] y, double[] b) {
            double[] left = centred(x, a);
            double[] right = centred(y, b);
            int[] rows = Sorting.order(x);
            int[] columns = Sorting.order(y);
            MonotoneCoupling steps = MonotoneCoupling.inOrder(rows, a, columns, b);
            MonotoneCoupling turned = MonotoneCoupling.inOrder(rows, a, SlicedGromov.reversed(columns), b);
            double forward = SlicedGromov.cost(steps, left, right);
            double backward = SlicedGromov.cost(turned, left, right);
            return backward < forward ? new Matched(turned, true, backward) : new Matched(steps, false, forward);
        }
    }

    private static int[] reversed(int[] order) {
        int[] reversed = new int[order.length];
        Arrays.setAll(reversed, k -> order[order.length - 1 - k]);
        return reversed;
    }

    /**
     * The cost of a coupling from moments. The difference of two squared distances is a product:
     * {@code (x − x')² − (y − y')² = (u − u')(v − v')} with {@code u = x − y}, {@code v = x + y}; with centred points
     * the mean of half its square is {@code E u²v² + E u² E v² + 2 (E uv)²}, where nothing cancels.
     */
    private static double cost(MonotoneCoupling steps, double[] x, double[] y) {
        double uu = 0;
        double vv = 0;
        double uv = 0;
        double uuvv = 0;
        for (int k = 0; k < steps.length(); k++) {
            double mass = steps.mass()[k];
            double u = x[steps.row()[k]] - y[steps.column()[k]];
            double v = x[steps.row()[k]] + y[steps.column()[k]];
            uu += mass * u * u;
            vv += mass * v * v;
            uv += mass * u * v;
            uuvv += mass * u * u * v * v;
        }
        return uuvv + uu * vv + 2 * uv * uv;
    }

    private static double[] centred(double[] x, double[] weights) {
        double mean = Couplings.dot(x, weights);
        double[] centred = new double[x.length];
        Arrays.setAll(centred, i -> x[i] - mean);
        return centred;
    }

    private static double[] project(double[] points, int n, int d, double[] directions, int from) {
        double[] projected = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < d; k++) {
                sum += points[i * d + k] * directions[from + k];
            }
            projected[i] = sum;
        }
        return projected;
    }

    private static void check(String pointsName, double[] points, String name, double[] weights, int d) {
        Checks.length(pointsName, points, (long) weights.length * d);
        Checks.bounded(pointsName, points, LARGEST_COORDINATE);
        Checks.within("the sum of " + name, Checks.weights(name, weights), 1 - 1e-6, 1 + 1e-6);
    }
}
