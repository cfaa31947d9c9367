package org.gaspard.metrics.learners;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Least squares with an L1 penalty: the w and b that minimise {@code 1/(2N) Σ_n (y_n − w · x_n − b)² + α ‖w‖₁}. Weights of
 * features that help little are exactly 0.
 *
 * <p>Coordinate descent on the inner products of centred columns, until the duality gap of {@code ½‖r‖² + αN‖w‖₁} (r what
 * is left of centred targets) is at most {@code tolerance · ‖y − mean y‖²}, which is how scikit-learn's {@code Lasso}
 * measures it. From there on, the equations of the weights that are not 0 are solved directly; if the result keeps the signs
 * and meets the conditions of the optimum, it is the solution up to rounding, else the descent goes on. scikit-learn stops
 * at a tolerance of 1e-4: its weights differ in the second or third digit. Time {@code N L²} once and {@code L²} a sweep.
 *
 * <p>If columns depend on each other linearly, the optimum need not be unique.
 *
 * <p>Source: Friedman, Hastie and Tibshirani, "Regularization Paths for Generalized Linear Models via Coordinate Descent",
 * Journal of Statistical Software 33, 2010, section 2.2; duality gap: Kim, Koh, Lustig, Boyd and Gorinevsky, "An
 * Interior-Point Method for Large-Scale ℓ1-Regularized Least Squares", 2007, section III.
 *
 * @param alpha α, positive and finite; for no penalty see {@link LinearRegression}
 * @param maxSweeps the largest number of passes over the weights, at least 1
 * @param tolerance of the duality gap, positive
 */
public record Lasso(double alpha, int maxSweeps, double tolerance) {

    /** Checks the options. */
    public Lasso {
        requireAlpha(alpha);
        if (maxSweeps < 1) {
            throw new IllegalArgumentException("maxSweeps must be at least 1, found " + maxSweeps);
        }
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("tolerance must be positive, found " + tolerance);
        }
    }

    /** α = 1, at most 10,000 sweeps, tolerance 1e-10. */
    public static Lasso standard() {
        return new Lasso(1, 10_000, 1e-10);
    }

    /** The same with another α. */
    public Lasso withAlpha(double newAlpha) {
        return new Lasso(newAlpha, maxSweeps, tolerance);
    }

    /**
     * What was found.
     *
     * @param model the weights and the intercept
     * @param dualityGap of {@code ½‖r‖² + αN‖w‖₁}: how far this can be above its minimum, up to rounding
     * @param sweeps the number of passes over the weights
     * @param converged whether the gap fell to the tolerance
     */
    public record Result(LinearModel model, double dualityGap, int sweeps, boolean converged) {}

    /**
     * Learns from N points.
     *
     * @param features a row for each point, [N][L], finite
     * @param targets y, [N], finite
     * @throws IllegalArgumentException if there are no points, the lengths differ, rows are ragged or a number is not finite
     */
    public Result fit(double[][] features, double[] targets) {
        return path(features, targets, alpha).getFirst();
    }

    /**
     * The solutions for several α, in the order given; each starts from the one before it, so descending α are fastest. The
     * own α is not used.
     *
     * @throws IllegalArgumentException as {@link #fit}, or if an α is not positive and finite
     */
    public List<Result> path(double[][] features, double[] targets, double... alphas) {
        for (double a : alphas) {
            requireAlpha(a);
        }
        return path(FeatureMatrix.of(features), targets, alphas);
    }

    List<Result> path(FeatureMatrix x, double[] targets, double[] alphas) {
        var problem = new LassoProblem(x, targets);
        List<Result> results = new ArrayList<>();
        double[] start = new double[x.width()];
        for (double a : alphas) {
            Result result = problem.minimize(a, start, maxSweeps, tolerance);
            start = result.model().coefficients();
            results.add(result);
        }
        return results;
    }

    /**
     * α from the smallest for which all weights are 0, {@code max_l |Σ_n (x_nl − mean) (y_n − mean)| / N}, down to
     * {@code ratio} times it, evenly spaced in their logarithms: scikit-learn's default grid with 100 values and 1e-3.
     *
     * @param count at least 1
     * @param ratio above 0, at most 1
     * @throws IllegalArgumentException as {@link #fit}, if an option is out of range, or if no feature goes with the targets
     */
    public static double[] alphas(double[][] features, double[] targets, int count, double ratio) {
        if (count < 1 || !(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException(
                    "count must be at least 1 and ratio in (0, 1], found " + count + " and " + ratio);
        }
        double largest = new LassoProblem(FeatureMatrix.of(features), targets).largestAlpha();
        if (!(largest > 0)) {
            throw new IllegalArgumentException("targets must go with a feature, found all covariances 0");
        }
        double[] alphas = new double[count];
        Arrays.setAll(alphas, i -> count == 1 ? largest : largest * Math.pow(ratio, i / (count - 1.0)));
        return alphas;
    }

    private static void requireAlpha(double alpha) {
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alpha must be positive and finite, found " + alpha);
        }
    }
}
