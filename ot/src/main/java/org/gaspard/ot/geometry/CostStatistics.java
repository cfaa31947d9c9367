package org.gaspard.ot.geometry;

import java.util.Arrays;
import org.gaspard.ot.ScaleStatistic;
import org.gaspard.ot.matrix.Stripes;
import org.gaspard.tensor.array.DoubleArrays;

/** Statistics of costs that are written row by row and not kept. */
final class CostStatistics {

    /** The order of doubles is the order of these 64 bits, found 16 at a time. */
    private static final int DIGIT = 16;

    private CostStatistics() {}

    static double of(Geometry geometry, ScaleStatistic statistic) {
        return switch (statistic) {
            case MEAN -> mean(geometry);
            case MAX -> max(geometry);
            case STD -> deviation(geometry);
            case MEDIAN -> median(geometry);
        };
    }

    private static double mean(Geometry geometry) {
        int m = geometry.columns();
        double[] means = new double[geometry.rows()];
        RowPasses.forEachRow(geometry, stripes(geometry), (s, i, t) -> means[i] = DoubleArrays.sum(t, 0, m) / m);
        return DoubleArrays.sum(means, 0, means.length) / means.length;
    }

    private static double max(Geometry geometry) {
        double[] most = new double[geometry.rows()];
        RowPasses.forEachRow(
                geometry, stripes(geometry), (s, i, t) -> most[i] = DoubleArrays.max(t, 0, geometry.columns()));
        return DoubleArrays.max(most, 0, most.length);
    }

    private static double deviation(Geometry geometry) {
        int m = geometry.columns();
        double mean = mean(geometry);
        double[] squares = new double[geometry.rows()];
        RowPasses.forEachRow(geometry, stripes(geometry), (s, i, t) -> {
            Spans.subtractFrom(mean, t, m);
            squares[i] = DoubleArrays.dot(t, 0, t, 0, m) / m;
        });
        return Math.sqrt(DoubleArrays.sum(squares, 0, squares.length) / squares.length);
    }

    private static Stripes stripes(Geometry geometry) {
        return Stripes.of(geometry.rows(), geometry.columns());
    }

    private static double median(Geometry geometry) {
        long entries = (long) geometry.rows() * geometry.columns();
        double upper = ranked(geometry, entries / 2);
        return entries % 2 == 1 ? upper : 0.5 * (ranked(geometry, entries / 2 - 1) + upper);
    }

    /** The element of a rank from 0 on, by counting: 16 more bits of it are known after each pass over the costs. */
    private static double ranked(Geometry geometry, long rank) {
        Stripes stripes = stripes(geometry);
        long[][] counts = new long[stripes.count()][1 << DIGIT];
        long prefix = 0;
        long left = rank;
        for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
            for (long[] count : counts) {
                Arrays.fill(count, 0);
            }
            long known = prefix;
            int bits = shift;
            RowPasses.forEachRow(geometry, stripes, (s, i, t) -> {
                for (int j = 0; j < geometry.columns(); j++) {
                    long key = key(t[j]) >>> bits;
                    if (key >>> DIGIT == known) {
                        counts[s][(int) key & 0xffff]++;
                    }
                }
            });
            int digit = 0;
            for (; ; digit++) {
                long here = 0;
                for (long[] count : counts) {
                    here += count[digit];
                }
                if (left < here) {
                    break;
                }
                left -= here;
            }
            prefix = prefix << DIGIT | digit;
        }
        return value(prefix);
    }

    /** Unsigned order of the keys is the order of the numbers; −0 counts as 0. */
    private static long key(double x) {
        long bits = Double.doubleToRawLongBits(x + 0.0);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
    }
}
