package org.gaspard.metrics.clustering;

import java.util.Arrays;
import org.gaspard.metrics.Codes;

/**
 * The Caliński-Harabasz index of a clustering: the variance between clusters over that within them,
 *
 * <pre>{@code CH = ( Σ_k n_k ‖m_k − m‖² / (K − 1) ) / ( Σ_k Σ_{n in k} ‖x_n − m_k‖² / (N − K) )}</pre>
 *
 * with the means m_k of the clusters that have points, K in number, and m of all points.
 *
 * <p>From 0 on, the larger the better; 1 if all points of each cluster are equal, where the definition has no value, as
 * scikit-learn has it (which rounding of its means can make a huge number). A permutation, rotation, shift or common scale of the codes changes nothing, nor do dead codes or
 * duplicating all of them. Known criticism: it prefers round clusters of equal size, and rises with N, so that only equal N can be
 * compared. {@code O(N L)}. Source: [CH74].
 */
public final class CalinskiHarabasz {

    private CalinskiHarabasz() {}

    /**
     * The index; NaN if all points have one label or each its own.
     *
     * @param labels of the points, any ints, [N]
     * @throws IllegalArgumentException if the numbers of points differ
     */
    public static double index(Codes codes, int[] labels) {
        if (labels.length != codes.points()) {
            throw new IllegalArgumentException(
                    "labels must be one for each of " + codes.points() + " points, found " + labels.length);
        }
        int[] classes = Arrays.stream(labels).sorted().distinct().toArray();
        int points = labels.length;
        if (classes.length < 2 || classes.length == points) {
            return Double.NaN;
        }
        int[] index = Arrays.stream(labels)
                .map(label -> Arrays.binarySearch(classes, label))
                .toArray();
        int[] counts = new int[classes.length];
        for (int k : index) {
            counts[k]++;
        }
        double between = 0;
        double within = 0;
        for (int l = 0; l < codes.width(); l++) {
            double[] column = codes.column(l);
            double mean = Arrays.stream(column).sum() / points;
            double[] means = means(column, index, counts);
            for (int k = 0; k < means.length; k++) {
                between += counts[k] * (means[k] - mean) * (means[k] - mean);
            }
            for (int n = 0; n < points; n++) {
                within += (column[n] - means[index[n]]) * (column[n] - means[index[n]]);
            }
        }
        return within == 0 ? 1 : between * (points - classes.length) / (within * (classes.length - 1));
    }

    /** Of each cluster, from differences to its first point, so that the mean of equal numbers is that number. */
    private static double[] means(double[] column, int[] index, int[] counts) {
        double[] firsts = new double[counts.length];
        for (int n = column.length - 1; n >= 0; n--) {
            firsts[index[n]] = column[n];
        }
        double[] means = firsts.clone();
        for (int n = 0; n < column.length; n++) {
            means[index[n]] += (column[n] - firsts[index[n]]) / counts[index[n]];
        }
        return means;
    }
}
