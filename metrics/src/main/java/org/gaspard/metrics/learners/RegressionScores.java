package org.gaspard.metrics.learners;

import java.util.Arrays;

/** How well predicted numbers agree with the true ones. */
public final class RegressionScores {

    private RegressionScores() {}

    /**
     * {@code 1/N Σ (t − p)²}.
     *
     * @throws IllegalArgumentException if there are no points, the lengths differ or a number is not finite
     */
    public static double meanSquaredError(double[] targets, double[] predicted) {
        requirePairs(targets, predicted);
        return squaredDistance(targets, predicted) / targets.length;
    }

    /**
     * The coefficient of determination {@code R² = 1 − Σ (t − p)² / Σ (t − mean t)²}.
     *
     * <p>At most 1; 0 for the mean of the targets; negative for worse. For targets that do not vary it is 1 if all
     * predictions are exact, else 0, as in scikit-learn.
     *
     * @throws IllegalArgumentException if there are no points, the lengths differ or a number is not finite
     */
    public static double coefficientOfDetermination(double[] targets, double[] predicted) {
        requirePairs(targets, predicted);
        double rest = squaredDistance(targets, predicted);
        double mean = Arrays.stream(targets).sum() / targets.length;
        double[] means = new double[targets.length];
        Arrays.fill(means, mean);
        double total = squaredDistance(targets, means);
        if (total == 0) {
            return rest == 0 ? 1 : 0;
        }
        return 1 - rest / total;
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int n = 0; n < a.length; n++) {
            sum += (a[n] - b[n]) * (a[n] - b[n]);
        }
        return sum;
    }

    private static void requirePairs(double[] targets, double[] predicted) {
        if (targets.length == 0) {
            throw new IllegalArgumentException("targets must have at least one value, found none");
        }
        FeatureMatrix.requireTargets("targets", targets, targets.length);
        FeatureMatrix.requireTargets("predicted", predicted, targets.length);
    }
}
