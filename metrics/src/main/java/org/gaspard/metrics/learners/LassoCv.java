package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.array.Parallel;

/**
 * A lasso whose penalty is chosen by cross-validation, as scikit-learn's {@code LassoCV} does.
 *
 * <p>For each part of {@link CrossValidation#consecutive} and each α, a {@link Lasso} learns from the other parts and its mean
 * squared error on the part is noted. The α with the smallest mean error, the largest of equal ones, is used to learn from all
 * points. Time: that of {@code folds · alphas + 1} lassos, each started from the solution for the α before it.
 *
 * @param alphas positive and finite, at least one; sorted in descending order
 * @param folds the number of parts, at least 2
 * @param lasso the other options; its α is not used
 */
public record LassoCv(double[] alphas, int folds, Lasso lasso) {

    /** Checks the options. */
    public LassoCv {
        if (alphas.length == 0) {
            throw new IllegalArgumentException("alphas must have at least one value, found none");
        }
        if (folds < 2) {
            throw new IllegalArgumentException("folds must be at least 2, found " + folds);
        }
        double[] ascending = Arrays.stream(alphas).sorted().toArray();
        for (double alpha : ascending) {
            if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("alphas must be positive and finite, found " + alpha);
            }
        }
        alphas = new double[ascending.length];
        for (int i = 0; i < alphas.length; i++) {
            alphas[i] = ascending[alphas.length - 1 - i];
        }
    }

    /**
     * What was found.
     *
     * @param alpha the α chosen
     * @param errors mean squared errors on the part left out, [alphas][folds]
     * @param lasso learned from all points with that α
     */
    public record Result(double alpha, double[][] errors, Lasso.Result lasso) {}

    /**
     * Chooses α and learns with it.
     *
     * @param features a row for each point, [N][L], finite
     * @param targets y, [N], finite
     * @throws IllegalArgumentException as {@link Lasso#fit}, or if there are fewer points than folds
     */
    public Result fit(double[][] features, double[] targets) {
        FeatureMatrix x = FeatureMatrix.of(features);
        FeatureMatrix.requireTargets("targets", targets, x.points());
        List<CrossValidation.Fold> parts = CrossValidation.consecutive(x.points(), folds);
        double[][] errors = new double[alphas.length][folds];
        Parallel.run(folds, f -> {
            int[] train = parts.get(f).train();
            int[] test = parts.get(f).test();
            double[][] testFeatures =
                    Arrays.stream(test).mapToObj(n -> features[n]).toArray(double[][]::new);
            List<Lasso.Result> path = lasso.path(x.rows(train), chosen(targets, train), alphas);
            for (int i = 0; i < alphas.length; i++) {
                double[] predicted = path.get(i).model().predict(testFeatures);
                errors[i][f] = RegressionScores.meanSquaredError(chosen(targets, test), predicted);
            }
        });
        int best = 0;
        for (int i = 1; i < alphas.length; i++) {
            if (Arrays.stream(errors[i]).sum() < Arrays.stream(errors[best]).sum()) {
                best = i;
            }
        }
        return new Result(alphas[best], errors, lasso.withAlpha(alphas[best]).fit(features, targets));
    }

    private static double[] chosen(double[] values, int[] positions) {
        return Arrays.stream(positions).mapToDouble(n -> values[n]).toArray();
    }
}
