package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.gaspard.tensor.array.Parallel;

/**
 * Logistic regressions with an L1 penalty, one for each class against the rest.
 *
 * <p>Regression k minimises, with {@code y_n = 1} for the points of class k and −1 for the others,
 *
 * <pre>{@code ‖w_k‖₁ + |b_k| + C Σ_n ln(1 + exp(−y_n (w_k · x_n + b_k)))}</pre>
 *
 * or the same without {@code |b_k|}; the class with the largest score {@code w_k · x + b_k} is predicted. For two classes one
 * regression, that of the larger label, decides by the sign. Many weights are exactly 0. The penalised intercept is the convention
 * of liblinear, and so of scikit-learn's {@code LogisticRegression} with its solver "liblinear"; the free one that of its "saga".
 *
 * <p>Solved to the optimum by Newton steps whose quadratic models, penalty included, are minimised by coordinate descent: time
 * {@code N L²} a step and class, for some ten steps, and {@code L²} a sweep. liblinear stops earlier, and visits
 * coordinates in random order.
 *
 * <p>Source: G.-X. Yuan, C.-H. Ho and C.-J. Lin, "An improved GLMNET for L1-regularized logistic regression", Journal of Machine
 * Learning Research 13, 2012.
 *
 * @param c C, the inverse strength of the penalty, positive and finite
 * @param penalisedIntercept whether b has a penalty
 */
public record SparseLogisticRegression(double c, boolean penalisedIntercept) implements Classifier {

    /** Checks C. */
    public SparseLogisticRegression {
        if (!(c > 0 && c < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("c must be positive and finite, found " + c);
        }
    }

    /** C = 1 and a penalised intercept: scikit-learn's {@code LogisticRegression(penalty="l1", solver="liblinear")}. */
    public static SparseLogisticRegression standard() {
        return new SparseLogisticRegression(1, true);
    }

    /** The same with another C. */
    public SparseLogisticRegression withC(double newC) {
        return new SparseLogisticRegression(newC, penalisedIntercept);
    }

    /**
     * What was learned.
     *
     * @param classes the labels, ascending, [K]
     * @param coefficients w, [K][L]; for two classes [1][L], of the larger label
     * @param intercepts b, [K]; for two classes [1]
     * @param converged whether each regression came to its optimum up to 1e-9 of the derivatives at 0
     */
    public record Model(int[] classes, double[][] coefficients, double[] intercepts, boolean converged)
            implements Classifier.Model {

        @Override
        public int[] predict(double[][] features) {
            return LinearScores.predict(
                    LinearScores.of(features, coefficients, intercepts), intercepts.length, classes);
        }
    }

    /**
     * Learns from N points; see {@link Classifier#fit}.
     *
     * @throws IllegalArgumentException if there are no points, the lengths differ, rows are ragged, a feature is not finite,
     * or there are fewer than 2 classes
     */
    @Override
    public Model fit(double[][] features, int[] labels) {
        FeatureMatrix x = FeatureMatrix.of(features);
        ClassLabels y = ClassLabels.ofSeveralClasses(labels, x.points());
        boolean two = y.size() == 2;
        double[] penalties = new double[x.width() + 1];
        Arrays.fill(penalties, 1);
        penalties[x.width()] = penalisedIntercept ? 1 : 0;
        var minima = new SparseLogisticNewton.Minimum[two ? 1 : y.size()];
        Parallel.run(minima.length, i -> {
            int k = two ? 1 : i;
            boolean[] positive = new boolean[x.points()];
            for (int n = 0; n < positive.length; n++) {
                positive[n] = y.index()[n] == k;
            }
            minima[i] = new SparseLogisticNewton(x, positive, c, penalties).minimize();
        });
        return new Model(
                y.classes(),
                Arrays.stream(minima)
                        .map(minimum -> Arrays.copyOf(minimum.weights(), x.width()))
                        .toArray(double[][]::new),
                Arrays.stream(minima)
                        .mapToDouble(minimum -> minimum.weights()[x.width()])
                        .toArray(),
                Arrays.stream(minima).allMatch(SparseLogisticNewton.Minimum::converged));
    }
}
