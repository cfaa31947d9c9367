package org.gaspard.metrics.learners;

/**
 * Logistic regression with an L2 penalty or none.
 *
 * <p>For K classes with scores {@code z_k = w_k · x + b_k} and {@code p = softmax(z)}, the weights minimise
 *
 * <pre>{@code C Σ_n s_n ( −ln p_{y_n}(x_n) ) + ½ Σ_k ‖w_k‖²}</pre>
 *
 * with s the {@link ClassWeights}; intercepts b are free. For two classes there is one score, {@code p = 1 / (1 + e⁻ᶻ)} is the
 * probability of the larger label, and the penalty is {@code ½‖w‖²}. These are the objectives of scikit-learn's
 * {@code LogisticRegression}, whose {@code C = inf} is {@link #unpenalized} here.
 *
 * <p>Solved to the optimum by Newton's method with conjugate gradients in principal axes: time {@code O(N L K)} for each
 * of some tens to hundreds of products, and {@code N L² + L³} once. Intercepts of several classes sum to 0, as do the weights.
 * scikit-learn stops earlier, by default when no derivative of the mean loss exceeds 1e-4: its weights differ in the third
 * or fourth digit and it can label points near a boundary otherwise.
 *
 * <p>Without a penalty, classes that a hyperplane separates have no optimum: probabilities then go on towards 0 and 1
 * until the gradient is below the tolerance or the iterations are used up.
 *
 * <p>Source: Bishop, "Pattern Recognition and Machine Learning", 2006, sections 4.3.2 to 4.3.4.
 *
 * @param c C, the inverse strength of the penalty, positive; infinite for none
 * @param classWeights the weights of points
 * @param maxIterations the largest number of Newton steps, at least 1
 * @param tolerance stops when each derivative of the mean loss along a principal axis is at most this, times the standard
 * deviation along it where that exceeds 1; positive
 */
public record LogisticRegression(double c, ClassWeights classWeights, int maxIterations, double tolerance)
        implements Classifier {

    /** Checks the options. */
    public LogisticRegression {
        if (!(c > 0)) {
            throw new IllegalArgumentException("c must be positive, found " + c);
        }
        if (maxIterations < 1) {
            throw new IllegalArgumentException("maxIterations must be at least 1, found " + maxIterations);
        }
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("tolerance must be positive, found " + tolerance);
        }
    }

    /** C = 1, points weigh alike, at most 100 iterations, tolerance 1e-12. */
    public static LogisticRegression standard() {
        return new LogisticRegression(1, ClassWeights.NONE, 100, 1e-12);
    }

    /** {@link #standard} without penalty. */
    public static LogisticRegression unpenalized() {
        return standard().withC(Double.POSITIVE_INFINITY);
    }

    /** The same with another C. */
    public LogisticRegression withC(double newC) {
        return new LogisticRegression(newC, classWeights, maxIterations, tolerance);
    }

    /** The same with other weights of points. */
    public LogisticRegression withClassWeights(ClassWeights newClassWeights) {
        return new LogisticRegression(c, newClassWeights, maxIterations, tolerance);
    }

    /** The same with another limit and another tolerance. */
    public LogisticRegression withStop(int newMaxIterations, double newTolerance) {
        return new LogisticRegression(c, classWeights, newMaxIterations, newTolerance);
    }

    /**
     * Learns from N points; see {@link Classifier#fit}.
     *
     * @throws IllegalArgumentException if there are no points, the lengths differ, rows are ragged, a feature is not finite,
     * or there are fewer than 2 classes
     */
    @Override
    public LogisticModel fit(double[][] features, int[] labels) {
        FeatureMatrix x = FeatureMatrix.of(features);
        ClassLabels y = ClassLabels.ofSeveralClasses(labels, x.points());
        int outputs = y.size() == 2 ? 1 : y.size();
        double[] weights = classWeights.of(y.counts());
        var problem = new LogisticProblem(x, y.index(), outputs, weights, Double.isFinite(c));
        return problem.model(problem.minimize(problem.origin(), 1 / c, maxIterations, tolerance), y.classes());
    }
}
