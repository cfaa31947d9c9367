package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import org.gaspard.metrics.rows.Correlation;

/** How alike each code of one model is to each code of another one, for {@link UnsupervisedDisentanglementRanking}. */
@FunctionalInterface
public interface CodeSimilarity {

    /** Coefficients of a linear fit, for example of a lasso. */
    @FunctionalInterface
    interface LinearFit {

        /**
         * The coefficients of a fit of a target by inputs, without the intercept.
         *
         * @param inputs [L][N], a column of mean 0 and variance 1 in each row
         * @param target [N], of mean 0 and variance 1
         * @return [L]
         */
        double[] coefficients(double[][] inputs, double[] target);
    }

    /**
     * The similarities.
     *
     * @param first the codes of one model, [L₁][N], a column of mean 0 and variance 1 in each row
     * @param second those of another model at the same points, [L₂][N]
     * @return numbers of at least 0, [L₁][L₂]
     */
    double[][] of(double[][] first, double[][] second);

    /** Absolute rank correlations {@code |ρ(z_a, z'_b)|}; {@code O(L₁ L₂ N + (L₁ + L₂) N log N)}. */
    static CodeSimilarity spearman() {
        return (first, second) -> {
            double[][] ranks = Arrays.stream(first).map(Correlation::ranks).toArray(double[][]::new);
            double[][] others = Arrays.stream(second).map(Correlation::ranks).toArray(double[][]::new);
            double[][] similarities = new double[first.length][second.length];
            for (int a = 0; a < first.length; a++) {
                for (int b = 0; b < second.length; b++) {
                    double rho = Correlation.pearson(ranks[a], others[b]);
                    similarities[a][b] = Double.isNaN(rho) ? 0 : Math.abs(rho);
                }
            }
            return similarities;
        };
    }

    /** Absolute coefficients {@code |c_ab|} where each code b of the second model is fitted by all codes a of the first. */
    static CodeSimilarity coefficients(LinearFit fit) {
        return (first, second) -> {
            double[][] similarities = new double[first.length][second.length];
            for (int b = 0; b < second.length; b++) {
                double[] coefficients = fit.coefficients(first, second[b]);
                if (coefficients.length != first.length) {
                    throw new IllegalArgumentException("a fit must give a coefficient for each of " + first.length
                            + " inputs, found " + coefficients.length);
                }
                for (int a = 0; a < first.length; a++) {
                    similarities[a][b] = Math.abs(coefficients[a]);
                }
            }
            return similarities;
        };
    }
}
