package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.metrics.learners.CrossValidation;
import org.gaspard.metrics.learners.LogisticRegression;
import org.gaspard.metrics.learners.LogisticRegressionCv;
import org.gaspard.tensor.array.Parallel;

/**
 * Logistic regression whose penalty is chosen by cross-validation with consecutive parts, so that classes may be rarer than
 * parts: what disentanglement_lib does with few labels. A class that is missing from the points to learn from is never predicted;
 * of a single class there is nothing to learn. Of equally accurate penalties the strongest is taken.
 *
 * @param cs the inverse strengths of the penalty, ascending
 * @param folds the number of parts
 */
record ConsecutiveLogisticCv(double[] cs, int folds) implements Classifier {

    /** The C and the number of folds of {@link LogisticRegressionCv#standard}. */
    static ConsecutiveLogisticCv standard() {
        LogisticRegressionCv stratified = LogisticRegressionCv.standard();
        return new ConsecutiveLogisticCv(stratified.cs(), stratified.folds());
    }

    @Override
    public Model fit(double[][] features, int[] labels) {
        List<CrossValidation.Fold> parts = CrossValidation.consecutive(labels.length, folds);
        double[] right = new double[cs.length * folds];
        Parallel.run(right.length, task -> {
            CrossValidation.Fold part = parts.get(task % folds);
            right[task] = learn(cs[task / folds], at(features, part.train()), at(labels, part.train()))
                    .accuracy(at(features, part.test()), at(labels, part.test()));
        });
        int best = 0;
        double most = -1;
        for (int i = 0; i < cs.length; i++) {
            double sum = Arrays.stream(right, i * folds, (i + 1) * folds).sum();
            if (sum > most) {
                most = sum;
                best = i;
            }
        }
        return learn(cs[best], features, labels);
    }

    private static Model learn(double c, double[][] features, int[] labels) {
        int[] classes = Prediction.classes(labels);
        return classes.length == 1
                ? new Constant(classes[0])
                : LogisticRegression.standard().withC(c).withStop(100, 1e-7).fit(features, labels);
    }

    /** What is learned from labels of one class. */
    private record Constant(int label) implements Model {

        @Override
        public int[] classes() {
            return new int[] {label};
        }

        @Override
        public int[] predict(double[][] features) {
            int[] predicted = new int[features.length];
            Arrays.fill(predicted, label);
            return predicted;
        }
    }

    private static double[][] at(double[][] rows, int[] which) {
        return Arrays.stream(which).mapToObj(n -> rows[n]).toArray(double[][]::new);
    }

    private static int[] at(int[] labels, int[] which) {
        return Arrays.stream(which).map(n -> labels[n]).toArray();
    }
}
