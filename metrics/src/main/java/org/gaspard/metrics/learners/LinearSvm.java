package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.tensor.array.Parallel;

/**
 * Linear support vector machines with squared hinge loss, one for each class against the rest.
 *
 * <p>Machine k minimises, with {@code y_n = 1} for the points of class k and −1 for the others,
 *
 * <pre>{@code ½ (‖w_k‖² + b_k²) + C Σ_n s_n max(0, 1 − y_n (w_k · x_n + b_k))²}</pre>
 *
 * and the class with the largest score {@code w_k · x + b_k} is predicted. For two classes one machine, that of the larger
 * label, decides by the sign. The intercept is penalised. These are the conventions of liblinear, which scikit-learn's
 * {@code LinearSVC} calls; also its reading of class weights: {@code s_n} is the weight of the point's class, but with more
 * than two classes 1 for the negative points of a machine.
 *
 * <p>Each machine is solved exactly by a finite Newton method, so the model depends on the data alone; liblinear stops
 * earlier and, in its dual form, visits points in random order. Time {@code N log N} plus {@code log N} for each of some tens
 * of steps and each class on one feature; otherwise {@code N L²} a step and class.
 *
 * <p>Source: Fan, Chang, Hsieh, Wang and Lin, "LIBLINEAR: A Library for Large Linear Classification", Journal of Machine
 * Learning Research 9, 2008, equation 1 and appendix.
 *
 * @param c C, the inverse strength of the penalty, positive and finite
 * @param classWeights the weights of points
 */
public record LinearSvm(double c, ClassWeights classWeights) implements Classifier {

    /** Checks the options. */
    public LinearSvm {
        if (!(c > 0 && c < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("c must be positive and finite, found " + c);
        }
    }

    /** C = 1, points weigh alike. */
    public static LinearSvm standard() {
        return new LinearSvm(1, ClassWeights.NONE);
    }

    /**
     * What was learned.
     *
     * @param classes the labels, ascending, [K]
     * @param coefficients w, [K][L]; for two classes [1][L], of the larger label
     * @param intercepts b, [K]; for two classes [1]
     * @param converged whether each gradient fell to 1e-9 of what it is at 0
     */
    public record Machines(int[] classes, double[][] coefficients, double[] intercepts, boolean converged)
            implements Classifier.Model {

        @Override
        public int[] predict(double[][] features) {
            return LinearScores.predict(
                    LinearScores.of(features, coefficients, intercepts), intercepts.length, classes);
        }

        /**
         * The scores {@code w_k · x + b_k} of all points, [N][K]; for two classes [N][1].
         *
         * @param features a row for each point, as many columns as in training
         * @throws IllegalArgumentException if a row has another number of columns, or a feature is not finite
         */
        public double[][] scores(double[][] features) {
            double[] scores = LinearScores.of(features, coefficients, intercepts);
            int outputs = intercepts.length;
            return IntStream.range(0, features.length)
                    .mapToObj(n -> Arrays.copyOfRange(scores, n * outputs, (n + 1) * outputs))
                    .toArray(double[][]::new);
        }
    }

    /**
     * Learns from N points; see {@link Classifier#fit}.
     *
     * @throws IllegalArgumentException if there are no points, the lengths differ, rows are ragged, a feature is not finite,
     * or there are fewer than 2 classes
     */
    @Override
    public Machines fit(double[][] features, int[] labels) {
        FeatureMatrix x = FeatureMatrix.of(features);
        ClassLabels y = ClassLabels.ofSeveralClasses(labels, x.points());
        boolean two = y.size() == 2;
        double[] weights = classWeights.of(y.counts());
        FiniteNewton.Minimum[] minima = new FiniteNewton.Minimum[two ? 1 : y.size()];
        int first = two ? 1 : 0;
        Machine machine = x.width() == 1 ? onLine(x, y) : inSpace(x, y);
        Parallel.run(minima.length, i -> {
            double rest = two ? weights[0] : 1;
            SquaredHinge hinge = machine.against(first + i, c * weights[first + i], c * rest);
            minima[i] = FiniteNewton.minimize(hinge);
        });
        return new Machines(
                y.classes(),
                Arrays.stream(minima).map(m -> Arrays.copyOf(m.v(), x.width())).toArray(double[][]::new),
                Arrays.stream(minima).mapToDouble(m -> m.v()[x.width()]).toArray(),
                Arrays.stream(minima).allMatch(FiniteNewton.Minimum::converged));
    }

    /** The objective of class k against the rest. */
    private interface Machine {
        SquaredHinge against(int k, double positiveCost, double negativeCost);
    }

    private static Machine onLine(FeatureMatrix x, ClassLabels y) {
        double[][] byClass = new double[y.size()][];
        Arrays.setAll(byClass, k -> new double[y.counts()[k]]);
        int[] filled = new int[y.size()];
        for (int n = 0; n < x.points(); n++) {
            int k = y.index()[n];
            byClass[k][filled[k]++] = x.values()[n];
        }
        for (double[] values : byClass) {
            Arrays.sort(values);
        }
        double[] values = x.values().clone();
        Arrays.sort(values);
        var all = new SortedSums(values);
        return (k, positiveCost, negativeCost) ->
                new LineHinge(all, new SortedSums(byClass[k]), positiveCost, negativeCost);
    }

    private static Machine inSpace(FeatureMatrix x, ClassLabels y) {
        int width = x.width();
        double[] rows = new double[x.points() * (width + 1)];
        for (int n = 0; n < x.points(); n++) {
            System.arraycopy(x.values(), n * width, rows, n * (width + 1), width);
            rows[n * (width + 1) + width] = 1;
        }
        return (k, positiveCost, negativeCost) -> {
            double[] signs = new double[x.points()];
            double[] costs = new double[x.points()];
            for (int n = 0; n < signs.length; n++) {
                boolean positive = y.index()[n] == k;
                signs[n] = positive ? 1 : -1;
                costs[n] = positive ? positiveCost : negativeCost;
            }
            return new DenseHinge(rows, signs, costs);
        };
    }
}
