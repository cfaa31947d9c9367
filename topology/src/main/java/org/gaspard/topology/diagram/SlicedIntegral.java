package org.gaspard.topology.diagram;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;

/**
 * The integral of the Wasserstein distance on the line over the half circle of directions.
 *
 * <p>All points in their order along a direction, with signs {@code s = +1} for the one measure and −1 for the other, and
 * {@code c_k = s_1 + … + s_k}, give {@code W₁ = Σ_k |c_k| (t_{k+1} − t_k) = Σ_k t_k (|c_{k−1}| − |c_k|)} with
 * {@code t_k = ⟨p_k, (cos θ, sin θ)⟩}: as long as the order stays, the integral over θ has a closed form.
 *
 * <p>Two points change their order at most once in a half circle, hence an order found at both ends of a shorter interval
 * holds in between. Where the orders at the ends differ, they fall into blocks of the same points that can be treated one by
 * one; a block of two points is split at the angle where they meet, a larger one in the middle of the interval.
 */
final class SlicedIntegral {

    /** What a wrong order within a block may cost, in units of the largest coordinate. */
    private static final double ROUNDING = 1e-17;

    private final double[] x;
    private final double[] y;
    private final int[] sign;
    private final double[] key;
    private final int[] rank;
    private final double negligible;

    private final double centre;

    SlicedIntegral(Diagram first, Diagram second) {
        centre = centre(first, second);
        int size = 2 * (first.size() + second.size());
        x = new double[size];
        y = new double[size];
        sign = new int[size];
        key = new double[size];
        rank = new int[size];
        int next = put(first, 1, 0);
        put(second, -1, next);
        double scale = 0;
        for (int i = 0; i < size; i++) {
            scale = Math.max(scale, Math.max(Math.abs(x[i]), Math.abs(y[i])));
        }
        negligible = ROUNDING * scale;
    }

    /** The mean of all middles of bars: distances from there round less, and are the same. */
    static double centre(Diagram first, Diagram second) {
        double sum = 0;
        for (Diagram diagram : List.of(first, second)) {
            for (int i = 0; i < diagram.size(); i++) {
                sum += diagram.birth(i) / 2 + diagram.death(i) / 2;
            }
        }
        return sum == 0 ? 0 : sum / (first.size() + second.size());
    }

    private int put(Diagram diagram, int itsSign, int from) {
        int next = from;
        for (int i = 0; i < diagram.size(); i++) {
            x[next] = diagram.birth(i) - centre;
            y[next] = diagram.death(i) - centre;
            sign[next++] = itsSign;
            x[next] = (x[next - 1] + y[next - 1]) / 2;
            y[next] = x[next];
            sign[next++] = -itsSign;
        }
        return next;
    }

    /** {@code ∫ W₁ dθ} over {@code [−π/2, π/2]}. */
    double halfCircle() {
        int[] identity = IntStream.range(0, x.length).toArray();
        int[] start = sorted(identity, -Math.PI / 2);
        int[] middle = sorted(start, 0);
        return integral(start, -Math.PI / 2, middle, 0, 0)
                + integral(middle, 0, sorted(middle, Math.PI / 2), Math.PI / 2, 0);
    }

    /** The points in their order along a direction; insertion takes as many steps as pairs have swapped places. */
    private int[] sorted(int[] points, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        int[] sorted = points.clone();
        for (int i = 0; i < sorted.length; i++) {
            int point = sorted[i];
            double projection = cos * x[point] + sin * y[point];
            key[point] = projection;
            int k = i;
            while (k > 0 && key[sorted[k - 1]] > projection) {
                sorted[k] = sorted[k - 1];
                k--;
            }
            sorted[k] = point;
        }
        return sorted;
    }

    /** The share of the same points in two orders, one at each end of the interval; {@code sum} of signs lies before. */
    private double integral(int[] atLow, double low, int[] atHigh, double high, int sum) {
        for (int i = 0; i < atHigh.length; i++) {
            rank[atHigh[i]] = i;
        }
        // Up to where both orders have the same points: the ends of the blocks.
        boolean[] ends = new boolean[atLow.length];
        int last = -1;
        for (int i = 0; i < atLow.length; i++) {
            last = Math.max(last, rank[atLow[i]]);
            ends[i] = last == i;
        }
        double total = 0;
        int before = sum;
        int from = 0;
        while (from < atLow.length) {
            int to = from;
            if (ends[from]) {
                while (to < atLow.length && ends[to]) {
                    to++;
                }
                total += inOrder(atLow, from, to, low, high, before);
            } else {
                do {
                    to++;
                } while (!ends[to - 1]);
                total += block(
                        Arrays.copyOfRange(atLow, from, to), low, Arrays.copyOfRange(atHigh, from, to), high, before);
            }
            for (; from < to; from++) {
                before += sign[atLow[from]];
            }
        }
        return total;
    }

    private double block(int[] atLow, double low, int[] atHigh, double high, int sum) {
        int size = atLow.length;
        if (diameter(atLow) * (high - low) * (high - low) <= negligible) {
            return inOrder(atLow, 0, size, low, high, sum);
        }
        if (size == 2) {
            double meeting = meeting(atLow[0], atLow[1], low, high);
            return inOrder(atLow, 0, size, low, meeting, sum) + inOrder(atHigh, 0, size, meeting, high, sum);
        }
        double middle = (low + high) / 2;
        int[] between = sorted(atLow, middle);
        return integral(atLow, low, between, middle, sum) + integral(between, middle, atHigh, high, sum);
    }

    private double diameter(int[] points) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.POSITIVE_INFINITY;
        double top = Double.NEGATIVE_INFINITY;
        for (int point : points) {
            left = Math.min(left, x[point]);
            right = Math.max(right, x[point]);
            bottom = Math.min(bottom, y[point]);
            top = Math.max(top, y[point]);
        }
        return Math.hypot(right - left, top - bottom);
    }

    /** The angle between low and high at which two points have the same projection. */
    private double meeting(int one, int two, double low, double high) {
        double angle = Math.atan2(x[one] - x[two], y[two] - y[one]);
        double turns = Math.rint((angle - (low + high) / 2) / Math.PI);
        return Math.clamp(angle - turns * Math.PI, low, high);
    }

    private double inOrder(int[] points, int from, int to, double low, double high, int sum) {
        double alongX = Math.sin(high) - Math.sin(low);
        double alongY = Math.cos(low) - Math.cos(high);
        double total = 0;
        int before = sum;
        for (int k = from; k < to; k++) {
            int after = before + sign[points[k]];
            total += (Math.abs(before) - Math.abs(after)) * (alongX * x[points[k]] + alongY * y[points[k]]);
            before = after;
        }
        return total;
    }
}
