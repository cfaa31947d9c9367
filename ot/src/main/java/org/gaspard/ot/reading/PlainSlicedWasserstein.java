package org.gaspard.ot.reading;

import java.util.Arrays;

/**
 * The sliced Wasserstein distance ([BRPP15]) between two sets of n points: on a line the k-th smallest point goes to
 * the k-th smallest one, and {@code SW_p^p} is the mean over directions of what that costs.
 *
 * <p>To be used: {@link org.gaspard.ot.sliced.SlicedWasserstein}.
 */
public final class PlainSlicedWasserstein {

    private PlainSlicedWasserstein() {}

    /** {@code SW_p^p}; points and unit directions are rows. */
    public static double power(double[][] x, double[][] y, double[][] directions, double p) {
        double mean = 0;
        for (double[] direction : directions) {
            double[] left = project(x, direction);
            double[] right = project(y, direction);
            Arrays.sort(left);
            Arrays.sort(right);
            for (int k = 0; k < left.length; k++) {
                mean += Math.pow(Math.abs(left[k] - right[k]), p) / left.length / directions.length;
            }
        }
        return mean;
    }

    private static double[] project(double[][] points, double[] direction) {
        double[] projected = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            for (int k = 0; k < direction.length; k++) {
                projected[i] += direction[k] * points[i][k];
            }
        }
        return projected;
    }
}
