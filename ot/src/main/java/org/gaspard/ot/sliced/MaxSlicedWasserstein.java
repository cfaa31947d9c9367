package org.gaspard.ot.sliced;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.exact.LineTransport;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * The max-sliced Wasserstein distance, {@code max_θ W_p^p(θᵀμ, θᵀν)} over the sphere ([D19]), by projected gradient ascent
 * with a backtracking line search from several starts: the direction between the means, then random ones.
 *
 * <p>The function is neither concave nor smooth: each ascent ends at a local maximum or at a ridge, where the sorting of the
 * projections changes. The value is that of the direction found, hence a lower bound of the maximum. An evaluation costs
 * {@code O((n + m)(d + log(n + m)))}.
 *
 * @param p at least 1, finite
 * @param starts how many ascents, at least 1
 * @param maxSteps the limit on steps of one ascent, at least 0
 * @param tolerance an ascent stops where the part of the gradient along the sphere is at most this times its length, or no
 *     step of at least this length gains anything, above 0
 */
public record MaxSlicedWasserstein(double p, int starts, int maxSteps, double tolerance) {

    /** Of the gain that the gradient promises, the part that a step has to bring. */
    private static final double SUFFICIENT = 1e-4;

    /** Checks the ranges. */
    public MaxSlicedWasserstein {
        Checks.within("p", p, 1, Double.MAX_VALUE);
        Checks.atLeast("starts", starts, 1);
        Checks.atLeast("maxSteps", maxSteps, 0);
        Checks.positive("tolerance", tolerance);
    }

    /** 10 starts of at most 200 steps, tolerance 10⁻⁸. */
    public MaxSlicedWasserstein(double p) {
        this(p, 10, 200, 1e-8);
    }

    /**
     * What was found.
     *
     * @param value {@code W_p^p} along the direction
     * @param direction θ, of length 1
     * @param steps the steps of the ascent that found it
     * @param converged whether that ascent ended before its limit
     */
    public record Result(double value, double[] direction, int steps, boolean converged) {}

    /**
     * The best of all ascents; the first among equal ones.
     *
     * @param key what the random starts are drawn with
     * @param x n points, [n × d]
     * @param a n weights, at least 0
     * @param y m points, [m × d]
     * @param b m weights, at least 0, with the same sum as a (to 10⁻⁶ of it)
     */
    public Result solve(RandomKey key, double[] x, double[] a, double[] y, double[] b, int d) {
        Checks.atLeast("d", d, 1);
        Checks.length("x", x, (long) a.length * d);
        Checks.length("y", y, (long) b.length * d);
        Slices slices = new Slices(LineTransport.power(p), x, a, y, b, d);
        double[] first = Directions.uniform(key, starts, d).vectors();
        double[] between = slices.betweenMeans();
        if (norm(between) > 0 && Double.isFinite(norm(between))) {
            System.arraycopy(between, 0, first, 0, d);
        }
        Result best = ascend(slices, unit(Arrays.copyOf(first, d)));
        for (int start = 1; start < starts; start++) {
            Result other = ascend(slices, Arrays.copyOfRange(first, start * d, (start + 1) * d));
            best = other.value() > best.value() ? other : best;
        }
        return best;
    }

    private Result ascend(Slices slices, double[] start) {
        double[] direction = start;
        Slices.Slope here = slices.at(direction);
        double length = 1;
        for (int step = 0; step < maxSteps; step++) {
            double[] along = tangent(here.gradient(), direction);
            double size = norm(along);
            if (size <= tolerance * norm(here.gradient())) {
                return new Result(here.value(), direction, step, true);
            }
            double[] next = direction;
            Slices.Slope there = here;
            while (length >= tolerance) {
                next = moved(direction, along, length / size);
                there = slices.at(next);
                if (there.value() >= here.value() + SUFFICIENT * length * size) {
                    break;
                }
                length /= 2;
            }
            if (length < tolerance) {
                return new Result(here.value(), direction, step, true);
            }
            direction = next;
            here = there;
            length = Math.min(1, 2 * length);
        }
        return new Result(here.value(), direction, maxSteps, false);
    }

    private static double[] tangent(double[] gradient, double[] direction) {
        double radial = DoubleArrays.dot(gradient, 0, direction, 0, direction.length);
        double[] tangent = gradient.clone();
        Arrays.setAll(tangent, k -> gradient[k] - radial * direction[k]);
        return tangent;
    }

    private static double[] moved(double[] direction, double[] along, double factor) {
        double[] moved = new double[direction.length];
        Arrays.setAll(moved, k -> direction[k] + factor * along[k]);
        return unit(moved);
    }

    private static double[] unit(double[] vector) {
        double length = norm(vector);
        return Arrays.stream(vector).map(v -> v / length).toArray();
    }

    private static double norm(double[] vector) {
        return Math.sqrt(DoubleArrays.dot(vector, 0, vector, 0, vector.length));
    }

    /** The distributions seen along one direction. */
    private record Slices(LineTransport line, double[] x, double[] a, double[] y, double[] b, int d) {

        record Slope(double value, double[] gradient) {}

        /** The value along a direction, and its gradient {@code Σ_i ∂W/∂(θᵀx_i) x_i + Σ_j ∂W/∂(θᵀy_j) y_j}. */
        Slope at(double[] direction) {
            Directions one = new Directions(direction, 1, d);
            double[] left = SlicedWasserstein.project("x", one, x, a.length);
            double[] right = SlicedWasserstein.project("y", one, y, b.length);
            LineTransport.Gradient slopes = line.gradient(left, a, right, b);
            if (!Double.isFinite(slopes.value())) {
                throw new IllegalArgumentException("W_p^p of x and y along a direction is " + slopes.value()
                        + ", expected a finite number: the points are too far apart");
            }
            double[] gradient = new double[d];
            for (int i = 0; i < a.length; i++) {
                DoubleArrays.addScaled(slopes.x()[i], x, i * d, gradient, 0, d);
            }
            for (int j = 0; j < b.length; j++) {
                DoubleArrays.addScaled(slopes.y()[j], y, j * d, gradient, 0, d);
            }
            return new Slope(slopes.value(), gradient);
        }

        double[] betweenMeans() {
            double[] difference = new double[d];
            for (int i = 0; i < a.length; i++) {
                DoubleArrays.addScaled(a[i], x, i * d, difference, 0, d);
            }
            for (int j = 0; j < b.length; j++) {
                DoubleArrays.addScaled(-b[j], y, j * d, difference, 0, d);
            }
            return difference;
        }
    }
}
