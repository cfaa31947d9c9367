package org.gaspard.tensor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reductions of a span of doubles, under the rules of {@link FloatMath}: four vectors of partial results side by side, as one
 * would wait for its own last step, then whole vectors, then the rest one by one: a load under a mask that may reach
 * beyond the array makes the sums of a loop objects.
 */
final class DoubleReductions {

    private static final VectorSpecies<Double> SPECIES = DoubleMath.SPECIES;

    private DoubleReductions() {}

    /** The sum, in double precision. */
    static double sum(double[] x, int xo, int n) {
        int lanes = SPECIES.length();
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i <= n - 4 * lanes; i += 4 * lanes) {
            s0 = s0.add(DoubleVector.fromArray(SPECIES, x, xo + i));
            s1 = s1.add(DoubleVector.fromArray(SPECIES, x, xo + i + lanes));
            s2 = s2.add(DoubleVector.fromArray(SPECIES, x, xo + i + 2 * lanes));
            s3 = s3.add(DoubleVector.fromArray(SPECIES, x, xo + i + 3 * lanes));
        }
        for (; i <= n - lanes; i += lanes) {
            s0 = s0.add(DoubleVector.fromArray(SPECIES, x, xo + i));
        }
        DoubleVector s = s0.add(s1).add(s2.add(s3));
        // From the first lane to the last: the Vector API's own reduction leaves the order open.
        double sum = s.lane(0) + s.lane(1);
        if (lanes > 2) {
            sum += s.lane(2) + s.lane(3);
        }
        if (lanes > 4) {
            sum += s.lane(4) + s.lane(5) + (s.lane(6) + s.lane(7));
        }
        for (int lane = 8; lane < lanes; lane++) {
            sum += s.lane(lane);
        }
        for (; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    /** {@code Σ a_i b_i}, joined as {@link #sum} joins. */
    static double dot(double[] a, int ao, double[] b, int bo, int n) {
        int lanes = SPECIES.length();
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i <= n - 4 * lanes; i += 4 * lanes) {
            int j = i + lanes;
            int k = j + lanes;
            int l = k + lanes;
            s0 = DoubleVector.fromArray(SPECIES, a, ao + i).fma(DoubleVector.fromArray(SPECIES, b, bo + i), s0);
            s1 = DoubleVector.fromArray(SPECIES, a, ao + j).fma(DoubleVector.fromArray(SPECIES, b, bo + j), s1);
            s2 = DoubleVector.fromArray(SPECIES, a, ao + k).fma(DoubleVector.fromArray(SPECIES, b, bo + k), s2);
            s3 = DoubleVector.fromArray(SPECIES, a, ao + l).fma(DoubleVector.fromArray(SPECIES, b, bo + l), s3);
        }
        for (; i <= n - lanes; i += lanes) {
            s0 = DoubleVector.fromArray(SPECIES, a, ao + i).fma(DoubleVector.fromArray(SPECIES, b, bo + i), s0);
        }
        DoubleVector s = s0.add(s1).add(s2.add(s3));
        double sum = s.lane(0) + s.lane(1);
        if (lanes > 2) {
            sum += s.lane(2) + s.lane(3);
        }
        if (lanes > 4) {
            sum += s.lane(4) + s.lane(5) + (s.lane(6) + s.lane(7));
        }
        for (int lane = 8; lane < lanes; lane++) {
            sum += s.lane(lane);
        }
        for (; i < n; i++) {
            sum = Math.fma(a[ao + i], b[bo + i], sum);
        }
        return sum;
    }

    /** {@code Σ (a_i − b_i)²}, joined as {@link #sum} joins. */
    static double squaredDistance(double[] a, int ao, double[] b, int bo, int n) {
        int lanes = SPECIES.length();
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i <= n - 4 * lanes; i += 4 * lanes) {
            int j = i + lanes;
            int k = j + lanes;
            int l = k + lanes;
            DoubleVector d0 =
                    DoubleVector.fromArray(SPECIES, a, ao + i).sub(DoubleVector.fromArray(SPECIES, b, bo + i));
            DoubleVector d1 =
                    DoubleVector.fromArray(SPECIES, a, ao + j).sub(DoubleVector.fromArray(SPECIES, b, bo + j));
            DoubleVector d2 =
                    DoubleVector.fromArray(SPECIES, a, ao + k).sub(DoubleVector.fromArray(SPECIES, b, bo + k));
            DoubleVector d3 =
                    DoubleVector.fromArray(SPECIES, a, ao + l).sub(DoubleVector.fromArray(SPECIES, b, bo + l));
            s0 = d0.fma(d0, s0);
            s1 = d1.fma(d1, s1);
            s2 = d2.fma(d2, s2);
            s3 = d3.fma(d3, s3);
        }
        for (; i <= n - lanes; i += lanes) {
            DoubleVector d = DoubleVector.fromArray(SPECIES, a, ao + i).sub(DoubleVector.fromArray(SPECIES, b, bo + i));
            s0 = d.fma(d, s0);
        }
        DoubleVector s = s0.add(s1).add(s2.add(s3));
        double sum = s.lane(0) + s.lane(1);
        if (lanes > 2) {
            sum += s.lane(2) + s.lane(3);
        }
        if (lanes > 4) {
            sum += s.lane(4) + s.lane(5) + (s.lane(6) + s.lane(7));
        }
        for (int lane = 8; lane < lanes; lane++) {
            sum += s.lane(lane);
        }
        for (; i < n; i++) {
            double d = a[ao + i] - b[bo + i];
            sum = Math.fma(d, d, sum);
        }
        return sum;
    }

    /** The largest element; NaN if one is NaN; -∞ over no elements. */
    static double max(double[] x, int xo, int n) {
        int lanes = SPECIES.length();
        DoubleVector m0 = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        DoubleVector m1 = m0;
        DoubleVector m2 = m0;
        DoubleVector m3 = m0;
        int i = 0;
        for (; i <= n - 4 * lanes; i += 4 * lanes) {
            m0 = m0.max(DoubleVector.fromArray(SPECIES, x, xo + i));
            m1 = m1.max(DoubleVector.fromArray(SPECIES, x, xo + i + lanes));
            m2 = m2.max(DoubleVector.fromArray(SPECIES, x, xo + i + 2 * lanes));
            m3 = m3.max(DoubleVector.fromArray(SPECIES, x, xo + i + 3 * lanes));
        }
        for (; i <= n - lanes; i += lanes) {
            m0 = m0.max(DoubleVector.fromArray(SPECIES, x, xo + i));
        }
        if (i > 0 && i < n) {
            // Elements that were seen already do no harm.
            m1 = m1.max(DoubleVector.fromArray(SPECIES, x, xo + n - lanes));
            i = n;
        }
        double max = m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    /** The smallest element; NaN if one is NaN; +∞ over no elements. */
    static double min(double[] x, int xo, int n) {
        int lanes = SPECIES.length();
        DoubleVector m0 = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        DoubleVector m1 = m0;
        DoubleVector m2 = m0;
        DoubleVector m3 = m0;
        int i = 0;
        for (; i <= n - 4 * lanes; i += 4 * lanes) {
            m0 = m0.min(DoubleVector.fromArray(SPECIES, x, xo + i));
            m1 = m1.min(DoubleVector.fromArray(SPECIES, x, xo + i + lanes));
            m2 = m2.min(DoubleVector.fromArray(SPECIES, x, xo + i + 2 * lanes));
            m3 = m3.min(DoubleVector.fromArray(SPECIES, x, xo + i + 3 * lanes));
        }
        for (; i <= n - lanes; i += lanes) {
            m0 = m0.min(DoubleVector.fromArray(SPECIES, x, xo + i));
        }
        if (i > 0 && i < n) {
            // Elements that were seen already do no harm.
            m1 = m1.min(DoubleVector.fromArray(SPECIES, x, xo + n - lanes));
            i = n;
        }
        double min = m0.min(m1).min(m2.min(m3)).reduceLanes(VectorOperators.MIN);
        for (; i < n; i++) {
            min = Math.min(min, x[xo + i]);
        }
        return min;
    }

    /** {@code acc[i] = acc[i] + Σᵣ x[r · n + i]}, r upwards; up to four vectors of columns at a time stay in registers. */
    static void addRows(double[] x, int xo, int rows, double[] acc, int ao, int n) {
        int lanes = SPECIES.length();
        int j = 0;
        for (; j <= n - 4 * lanes; j += 4 * lanes) {
            DoubleVector s0 = DoubleVector.fromArray(SPECIES, acc, ao + j);
            DoubleVector s1 = DoubleVector.fromArray(SPECIES, acc, ao + j + lanes);
            DoubleVector s2 = DoubleVector.fromArray(SPECIES, acc, ao + j + 2 * lanes);
            DoubleVector s3 = DoubleVector.fromArray(SPECIES, acc, ao + j + 3 * lanes);
            int at = xo + j;
            for (int r = 0; r < rows; r++) {
                s0 = s0.add(DoubleVector.fromArray(SPECIES, x, at));
                s1 = s1.add(DoubleVector.fromArray(SPECIES, x, at + lanes));
                s2 = s2.add(DoubleVector.fromArray(SPECIES, x, at + 2 * lanes));
                s3 = s3.add(DoubleVector.fromArray(SPECIES, x, at + 3 * lanes));
                at += n;
            }
            s0.intoArray(acc, ao + j);
            s1.intoArray(acc, ao + j + lanes);
            s2.intoArray(acc, ao + j + 2 * lanes);
            s3.intoArray(acc, ao + j + 3 * lanes);
        }
        for (; j <= n - 2 * lanes; j += 2 * lanes) {
            DoubleVector s0 = DoubleVector.fromArray(SPECIES, acc, ao + j);
            DoubleVector s1 = DoubleVector.fromArray(SPECIES, acc, ao + j + lanes);
            int at = xo + j;
            for (int r = 0; r < rows; r++) {
                s0 = s0.add(DoubleVector.fromArray(SPECIES, x, at));
                s1 = s1.add(DoubleVector.fromArray(SPECIES, x, at + lanes));
                at += n;
            }
            s0.intoArray(acc, ao + j);
            s1.intoArray(acc, ao + j + lanes);
        }
        for (; j <= n - lanes; j += lanes) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, acc, ao + j);
            int at = xo + j;
            for (int r = 0; r < rows; r++) {
                sum = sum.add(DoubleVector.fromArray(SPECIES, x, at));
                at += n;
            }
            sum.intoArray(acc, ao + j);
        }
        for (; j <= n - 4; j += 4) {
            double s0 = acc[ao + j];
            double s1 = acc[ao + j + 1];
            double s2 = acc[ao + j + 2];
            double s3 = acc[ao + j + 3];
            int at = xo + j;
            for (int r = 0; r < rows; r++) {
                s0 += x[at];
                s1 += x[at + 1];
                s2 += x[at + 2];
                s3 += x[at + 3];
                at += n;
            }
            acc[ao + j] = s0;
            acc[ao + j + 1] = s1;
            acc[ao + j + 2] = s2;
            acc[ao + j + 3] = s3;
        }
        for (; j < n; j++) {
            double sum = acc[ao + j];
            for (int r = 0; r < rows; r++) {
                sum += x[xo + j + r * n];
            }
            acc[ao + j] = sum;
        }
    }
}
