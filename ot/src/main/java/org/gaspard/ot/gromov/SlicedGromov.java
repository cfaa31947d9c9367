package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gaspard.ot.check.Checks;
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

    public SlicedGromov {
        Checks.atLeast("projections", projections, 1);
    }

    /**
     * The mean for two clouds with weights.
     *
     * @param x [n × d]
     * @param a n weights with sum 1
     * @param y [m × e]
     * @param b m weights with sum 1
     */
    public Result solve(double[] x, double[] a, int d, double[] y, double[] b, int e) {
        check("x", x, "a", a, d);
        check("y", y, "b", b, e);
        Checks.atLeast("d", d, 1);
        Checks.atLeast("e", e, 1);
        int dimensions = Math.max(d, e);
        double[] directions = directions(dimensions).vectors();
        double[] values = new double[projections];
        Parallel.run(
                projections,
                p -> values[p] = Matched.of(
                                project(x, a.length, d, directions, p * dimensions),
                                a,
                                project(y, b.length, e, directions, p * dimensions),
                                b)
                        .cost());
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
        Matched better = Matched.of(x, a, y, b);
        double[] plan = new double[x.length * y.length];
        WeightedLine.couple(better.left, better.right, (i, j, mass) -> plan[i * y.length + j] += mass);
        return new Line(better.cost, better.reversed, plan);
    }

    /** Two lines whose monotone coupling is the better one; the second one may be mirrored for it. */
    record Matched(WeightedLine left, WeightedLine right, boolean reversed, double cost) {

        static Matched of(double[] x, double[] a, double[] y, double[] b) {
            WeightedLine left = WeightedLine.of(x, a);
            WeightedLine right = WeightedLine.of(y, b);
            WeightedLine mirrored = right.mirrored();
            double forward = SlicedGromov.cost(left, right);
            double backward = SlicedGromov.cost(left, mirrored);
            return backward < forward
                    ? new Matched(left, mirrored, true, backward)
                    : new Matched(left, right, false, forward);
        }
    }

    /**
     * The cost of the monotone coupling from moments. The difference of two squared distances is a product:
     * {@code (x − x')² − (y − y')² = (u − u')(v − v')} with {@code u = x − y}, {@code v = x + y}; with centred points
     * the mean of half its square is {@code E u²v² + E u² E v² + 2 (E uv)²}, where nothing cancels.
     */
    private static double cost(WeightedLine left, WeightedLine right) {
        double[] x = unordered(left, mean(left));
        double[] y = unordered(right, mean(right));
        double[] moments = new double[4];
        WeightedLine.couple(left, right, (i, j, mass) -> {
            double u = x[i] - y[j];
            double v = x[i] + y[j];
            moments[0] += mass * u * u;
            moments[1] += mass * v * v;
            moments[2] += mass * u * v;
            moments[3] += mass * u * u * v * v;
        });
        return moments[3] + moments[0] * moments[1] + 2 * moments[2] * moments[2];
    }

    private static double mean(WeightedLine line) {
        double mean = 0;
        for (int k = 0; k < line.values().length; k++) {
            mean += line.values()[k] * line.weights()[k];
        }
        return mean;
    }

    private static double[] unordered(WeightedLine line, double mean) {
        double[] values = new double[line.values().length];
        for (int k = 0; k < values.length; k++) {
            values[line.order()[k]] = line.values()[k] - mean;
        }
        return values;
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
        Checks.finite(pointsName, points);
        Checks.within("the sum of " + name, Checks.weights(name, weights), 1 - 1e-6, 1 + 1e-6);
    }
}
