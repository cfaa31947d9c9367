package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import org.gaspard.metrics.learners.Lasso;
import org.gaspard.metrics.rows.Correlation;

/** How alike each code of one model is to each code of another one, for {@link UnsupervisedDisentanglementRanking}. */
@FunctionalInterface
public interface CodeSimilarity {

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

    /**
     * Absolute coefficients {@code |c_ab|} of a {@link Lasso} that fits each code b of the second model by all codes a of the first.
     *
     * @param alpha its penalty, above 0
     */
    static CodeSimilarity lasso(double alpha) {
        Lasso lasso = Lasso.standard().withAlpha(alpha);
        return (first, second) -> {
            double[][] inputs = new double[first[0].length][first.length];
            for (int n = 0; n < inputs.length; n++) {
                for (int a = 0; a < first.length; a++) {
                    inputs[n][a] = first[a][n];
                }
            }
            double[][] similarities = new double[first.length][second.length];
            for (int b = 0; b < second.length; b++) {
                double[] coefficients = lasso.fit(inputs, second[b]).model().coefficients();
                for (int a = 0; a < first.length; a++) {
                    similarities[a][b] = Math.abs(coefficients[a]);
                }
            }
            return similarities;
        };
    }
}
