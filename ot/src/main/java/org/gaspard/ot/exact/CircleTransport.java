package org.gaspard.ot.exact;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Sorting;

/**
 * Exact transport between distributions on a circle with the cost {@code d(x, y)^p}, d the length of the shorter arc.
 *
 * <p>Unrolled, the circle is the line with period L, and the optimal coupling is monotone for some shift of the quantiles:
 * {@code W_p^p = min_α ∫₀¹ |F⁻¹(u) − G⁻¹(u + α)|^p du} with {@code G⁻¹(u + 1) = G⁻¹(u) + L} ([DSS10]). The integral is
 * convex and piecewise linear in α. For p = 1 its minimum is at the median of {@code G − F} along the circle ([CM95]):
 * {@code O((n + m) log(n + m))}. For p > 1 it is bracketed by slopes, and cut where the tangents at the ends of the bracket
 * meet or in its middle, until the slope changes sign: {@code O((n + m)(log(n + m) + k))} with at most about 100 cuts k.
 *
 * @param p at least 1, finite
 * @param period L, the length of the circle
 */
public record CircleTransport(double p, double period) {

    private static final int MAX_CUTS = 200;

    /** Checks the ranges. */
    public CircleTransport {
        Checks.within("p", p, 1, Double.MAX_VALUE);
        Checks.positive("period", period);
    }

    /**
     * What was found.
     *
     * @param value {@code W_p^p}, times the sum of the weights
     * @param shift α, the part of the mass by which the quantiles are shifted, between −1 and 1
     * @param plan the coupling; entries at one place, which occur where one point sends both ways, add up
     */
    public record Result(double value, double shift, SparsePlan plan) {}

    /**
     * Solves.
     *
     * @param x n points; points that differ by a multiple of the period are the same
     * @param a n weights, at least 0
     * @param y m points
     * @param b m weights, at least 0, with the same sum as a (to 10⁻⁶ of it)
     */
    public Result solve(double[] x, double[] a, double[] y, double[] b) {
        Weights.check(x, a, y, b);
        double[] u = turns(x);
        double[] v = turns(y);
        int[] rows = Sorting.order(u);
        int[] columns = Sorting.order(v);
        CircleShift shifts = new CircleShift(
                ConvexCost.power(p), pick(u, rows), levels(a, rows), pick(v, columns), levels(b, columns));
        double shift = p == 1 ? shifts.medianShift() : bestShift(shifts);
        double total = Arrays.stream(a).sum();
        SparsePlan.Builder plan = new SparsePlan.Builder(x.length, y.length, x.length + 2 * y.length + 2);
        double value = shifts.cost(shift, (i, j, mass) -> plan.add(rows[i], columns[j], mass * total));
        return new Result(value * total * Math.pow(period, p), shift, plan.build());
    }

    private static double bestShift(CircleShift shifts) {
        CircleShift.Tangent low = shifts.tangent(-1);
        CircleShift.Tangent high = shifts.tangent(1);
        CircleShift.Tangent best = low.value() <= high.value() ? low : high;
        for (int cut = 0; cut < MAX_CUTS && low.right() < 0 && high.left() > 0; cut++) {
            double meeting = (high.value() - low.value() + low.right() * low.at() - high.left() * high.at())
                    / (low.right() - high.left());
            double at = cut % 2 == 0 ? meeting : 0.5 * (low.at() + high.at());
            if (!(at > low.at() && at < high.at())) {
                break;
            }
            CircleShift.Tangent tangent = shifts.tangent(at);
            best = tangent.value() < best.value() ? tangent : best;
            if (tangent.right() < 0) {
                low = tangent;
            } else if (tangent.left() > 0) {
                high = tangent;
            } else {
                return at;
            }
        }
        return best.at();
    }

    /** The points in turns, between 0 and 1. */
    private double[] turns(double[] points) {
        return Arrays.stream(points)
                .map(point -> {
                    // The remainder is exact and does not overflow.
                    double turn = point % period / period;
                    double fraction = turn < 0 ? turn + 1 : turn;
                    return fraction < 1 ? fraction : 0;
                })
                .toArray();
    }

    private static double[] pick(double[] values, int[] order) {
        return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    }

    /** The cumulative weights, ending at 1. */
    private static double[] levels(double[] weights, int[] order) {
        double[] levels = new double[order.length];
        double sum = 0;
        for (int k = 0; k < order.length; k++) {
            sum += weights[order[k]];
            levels[k] = sum;
        }
        for (int k = 0; k < order.length; k++) {
            levels[k] /= sum;
        }
        return levels;
    }
}
