package org.gaspard.topology.diagram;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A cheapest matching of bars with one common birth, as those of dimension 0 of point clouds, where each may also go to the
 * diagonal.
 *
 * <p>A pair costs a convex function of the difference of its deaths, so that crossing pairs can be uncrossed at no cost:
 * some cheapest matching keeps the order of the deaths, and is an alignment of two sorted sequences. Time {@code O(nm)},
 * memory {@code nm / 4} bytes.
 */
final class AlignedMatching {

    private AlignedMatching() {}

    /** Whether all bars of both diagrams are born at once. */
    static boolean applies(FiniteBars first, FiniteBars second) {
        return DoubleStream.concat(Arrays.stream(first.x()), Arrays.stream(second.x()))
                        .distinct()
                        .limit(2)
                        .count()
                < 2;
    }

    /**
     * The partner of each bar of the first diagram, or {@link DiagonalAssignment#ALONE}.
     *
     * @param left the costs of the first diagram's bars on the diagonal
     * @param right the costs of the second diagram's bars on the diagonal
     * @param power the cost of a difference of deaths
     */
    static int[] solve(FiniteBars first, FiniteBars second, double[] left, double[] right, DoubleUnaryOperator power) {
        int[] rows = byDeath(first);
        int[] columns = byDeath(second);
        int m = columns.length;
        BitSet[] paired = new BitSet[rows.length];
        BitSet[] alone = new BitSet[rows.length];
        // cost[j] is what the bars before row i and the first j columns cost.
        double[] cost = new double[m + 1];
        for (int j = 0; j < m; j++) {
            cost[j + 1] = cost[j] + right[columns[j]];
        }
        for (int i = 0; i < rows.length; i++) {
            paired[i] = new BitSet(m + 1);
            alone[i] = new BitSet(m + 1);
            double diagonal = cost[0];
            cost[0] += left[rows[i]];
            alone[i].set(0);
            for (int j = 0; j < m; j++) {
                double together = diagonal + power.applyAsDouble(Math.abs(first.y()[rows[i]] - second.y()[columns[j]]));
                double rowAlone = cost[j + 1] + left[rows[i]];
                double columnAlone = cost[j] + right[columns[j]];
                diagonal = cost[j + 1];
                cost[j + 1] = Math.min(together, Math.min(rowAlone, columnAlone));
                paired[i].set(j + 1, together < rowAlone && together < columnAlone);
                alone[i].set(j + 1, rowAlone <= columnAlone);
            }
        }
        int[] partner = new int[rows.length];
        int j = m;
        for (int i = rows.length - 1; i >= 0; ) {
            if (paired[i].get(j)) {
                partner[rows[i--]] = columns[--j];
            } else if (alone[i].get(j)) {
                partner[rows[i--]] = DiagonalAssignment.ALONE;
            } else {
                j--;
            }
        }
        return partner;
    }

    private static int[] byDeath(FiniteBars bars) {
        return IntStream.range(0, bars.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> bars.y()[i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
