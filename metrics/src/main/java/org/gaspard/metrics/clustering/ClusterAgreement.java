package org.gaspard.metrics.clustering;

import java.util.Arrays;
import org.gaspard.metrics.information.DiscreteInformation;
import org.gaspard.ot.Assignment;

/**
 * How far clusters are classes: three measures of two labellings of the same points, whatever the labels are called.
 *
 * <p>The adjusted Rand index and the normalised information treat both labellings alike; of the accuracy the second is the
 * truth. All are 1 for equal partitions. Labellings that know nothing of each other have a Rand index of 0 on average; the other two
 * are positive then: the information grows with the number of labels, the accuracy is never below 1 over the larger number of them.
 *
 * @param adjustedRand {@code (Σ_ij C(n_ij, 2) − E) / (½ (A + B) − E)} with {@code A = Σ_i C(a_i, 2)}, {@code B = Σ_j C(b_j, 2)} and
 * {@code E = A B / C(N, 2)}, at most 1; 1 if both labellings are trivial in the same way [HA85]
 * @param normalisedInformation {@code I(X; Y) / (½ (H(X) + H(Y)))} between 0 and 1; 1 if both are constant [VEB10]
 * @param accuracy the part of the points that have the class of their cluster, with the one-to-one matching of clusters
 * and classes that makes it largest; what more clusters or classes there are matches nothing [X16]
 */
public record ClusterAgreement(double adjustedRand, double normalisedInformation, double accuracy) {

    /**
     * Compares two labellings. {@code O(N log N + K³)} for K labels.
     *
     * @param clusters of the points, any ints, [N]
     * @param classes of the same points, any ints, [N]
     * @throws IllegalArgumentException if the lengths differ or are 0
     */
    public static ClusterAgreement of(int[] clusters, int[] classes) {
        if (clusters.length != classes.length || clusters.length == 0) {
            throw new IllegalArgumentException("clusters and classes must label the same points, at least one, found "
                    + clusters.length + " and " + classes.length);
        }
        long[][] table = table(clusters, classes);
        return new ClusterAgreement(
                adjustedRand(table, clusters.length),
                normalisedInformation(clusters, classes),
                matched(table) / (double) clusters.length);
    }

    /** How many points each pair of labels has. */
    private static long[][] table(int[] clusters, int[] classes) {
        int[] rows = Arrays.stream(clusters).sorted().distinct().toArray();
        int[] columns = Arrays.stream(classes).sorted().distinct().toArray();
        long[][] table = new long[rows.length][columns.length];
        for (int n = 0; n < clusters.length; n++) {
            table[Arrays.binarySearch(rows, clusters[n])][Arrays.binarySearch(columns, classes[n])]++;
        }
        return table;
    }

    private static double adjustedRand(long[][] table, long points) {
        double together = 0;
        double ofRows = 0;
        long[] columns = new long[table[0].length];
        for (long[] row : table) {
            ofRows += pairs(Arrays.stream(row).sum());
            for (int j = 0; j < row.length; j++) {
                together += pairs(row[j]);
                columns[j] += row[j];
            }
        }
        double ofColumns =
                Arrays.stream(columns).mapToDouble(ClusterAgreement::pairs).sum();
        if (together == ofRows && together == ofColumns) {
            return 1;
        }
        double expected = ofRows * ofColumns / pairs(points);
        return (together - expected) / ((ofRows + ofColumns) / 2 - expected);
    }

    private static double pairs(long count) {
        return count * (count - 1) / 2.0;
    }

    private static double normalisedInformation(int[] clusters, int[] classes) {
        double mean = (DiscreteInformation.entropy(clusters) + DiscreteInformation.entropy(classes)) / 2;
        return mean == 0 ? 1 : Math.min(1, DiscreteInformation.mutualInformation(clusters, classes) / mean);
    }

    /** The largest number of points on a matching of rows and columns. */
    private static long matched(long[][] table) {
        boolean tall = table.length > table[0].length;
        int rows = tall ? table[0].length : table.length;
        int columns = tall ? table.length : table[0].length;
        double[] costs = new double[rows * columns];
        Arrays.setAll(costs, i -> -count(table, tall, i / columns, i % columns));
        int[] columnOf = Assignment.solve(costs, rows, columns).columnOf();
        long matched = 0;
        for (int i = 0; i < rows; i++) {
            matched += count(table, tall, i, columnOf[i]);
        }
        return matched;
    }

    private static long count(long[][] table, boolean tall, int row, int column) {
        return tall ? table[column][row] : table[row][column];
    }
}
