package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.array.Parallel;

/**
 * Logistic regression whose penalty is chosen by cross-validation, as scikit-learn's {@code LogisticRegressionCV} does.
 *
 * <p>For each of the {@link Parts} and each C, a {@link LogisticRegression} learns from the other parts and its accuracy on the
 * part is noted. The C with the largest mean accuracy, the first of equal ones, is used to learn from
 * all points. Balanced weights are those of all points.
 *
 * <p>Time: that of {@code folds · Cs + 1} regressions, each started from the solution for the C before it, so C had best be
 * ascending; parts are shared out to the threads, and the result does not depend on their number. As every one is
 * solved to its optimum, an accuracy can differ from scikit-learn's by the few points near a boundary; if two C are tied but for
 * these points, another C can win. A class that is missing from the points to learn from has probability 0 there.
 *
 * @param cs the inverse strengths of the penalty, positive and finite, at least one
 * @param folds the number of parts, at least 2
 * @param parts which points make a part
 * @param regression the other options; its C is not used
 */
public record LogisticRegressionCv(double[] cs, int folds, Parts parts, LogisticRegression regression)
        implements Classifier {

    /** Which points make a part. */
    public enum Parts {
        /** Those of {@link CrossValidation#stratified}; a class needs as many points as there are parts. */
        STRATIFIED,
        /** Those of {@link CrossValidation#consecutive}; classes may be rarer than parts. */
        CONSECUTIVE
    }

    /** Checks the options. */
    public LogisticRegressionCv {
        if (cs.length == 0) {
            throw new IllegalArgumentException("cs must have at least one value, found none");
        }
        for (double c : cs) {
            if (!(c > 0 && c < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("cs must be positive and finite, found " + c);
            }
        }
        if (folds < 2) {
            throw new IllegalArgumentException("folds must be at least 2, found " + folds);
        }
        cs = cs.clone();
    }

    /** Ten C from 1e-4 to 1e4, evenly spaced in their logarithms, 5 stratified parts, {@link LogisticRegression#standard}. */
    public static LogisticRegressionCv standard() {
        double[] cs = IntStream.range(0, 10)
                .mapToDouble(i -> Math.pow(10, -4 + i * (8 / 9.0)))
                .toArray();
        return new LogisticRegressionCv(cs, 5, Parts.STRATIFIED, LogisticRegression.standard());
    }

    /** The same with other options of the regressions. */
    public LogisticRegressionCv withRegression(LogisticRegression newRegression) {
        return new LogisticRegressionCv(cs, folds, parts, newRegression);
    }

    /** The same with other parts. */
    public LogisticRegressionCv withParts(Parts newParts) {
        return new LogisticRegressionCv(cs, folds, newParts, regression);
    }

    /**
     * What was found.
     *
     * @param c the C chosen
     * @param accuracies on the part left out, [folds][Cs]
     * @param model learned from all points with that C
     */
    public record Result(double c, double[][] accuracies, LogisticModel model) {}

    /** {@link #evaluate}, of which only the model is kept. */
    @Override
    public LogisticModel fit(double[][] features, int[] labels) {
        return evaluate(features, labels).model();
    }

    /**
     * Chooses C and learns with it.
     *
     * @param features a row for each point, [N][L], finite
     * @param labels the class of each point, [N], at least 2 classes
     * @throws IllegalArgumentException as {@link LogisticRegression#fit}, or if there are fewer points than folds, of
     * stratified parts of one class
     */
    public Result evaluate(double[][] features, int[] labels) {
        FeatureMatrix x = FeatureMatrix.of(features);
        ClassLabels y = ClassLabels.ofSeveralClasses(labels, x.points());
        double[] weights = regression.classWeights().of(y.counts());
        List<CrossValidation.Fold> splits = switch (parts) {
            case STRATIFIED -> CrossValidation.stratified(labels, folds);
            case CONSECUTIVE -> CrossValidation.consecutive(labels.length, folds);
        };
        double[][] accuracies = new double[folds][];
        Parallel.run(folds, f -> accuracies[f] = accuracies(features, x, y, weights, splits.get(f)));
        double[] sums = new double[cs.length];
        for (double[] row : accuracies) {
            for (int i = 0; i < cs.length; i++) {
                sums[i] += row[i];
            }
        }
        double best = cs[ClassLabels.largest(sums, 0, sums.length)];
        return new Result(best, accuracies, regression.withC(best).fit(features, labels));
    }

    private double[] accuracies(
            double[][] features, FeatureMatrix x, ClassLabels y, double[] weights, CrossValidation.Fold part) {
        double[][] testFeatures =
                Arrays.stream(part.test()).mapToObj(n -> features[n]).toArray(double[][]::new);
        int[] test = Arrays.stream(part.test()).map(n -> y.index()[n]).toArray();
        int[] train = Arrays.stream(part.train()).map(n -> y.index()[n]).toArray();
        ClassLabels present = ClassLabels.of(train, train.length);
        double[] accuracies = new double[cs.length];
        if (present.size() == 1) {
            int right = (int) Arrays.stream(test).filter(k -> k == train[0]).count();
            Arrays.fill(accuracies, right / (double) test.length);
            return accuracies;
        }
        double[] presentWeights =
                Arrays.stream(present.classes()).mapToDouble(k -> weights[k]).toArray();
        int outputs = y.size() == 2 ? 1 : present.size();
        var problem = new LogisticProblem(x.rows(part.train()), present.index(), outputs, presentWeights, true);
        double[] start = problem.origin();
        for (int i = 0; i < cs.length; i++) {
            var minimum = problem.minimize(start, 1 / cs[i], regression.maxIterations(), regression.tolerance());
            start = minimum.weights();
            accuracies[i] = problem.model(minimum, present.classes()).accuracy(testFeatures, test);
        }
        return accuracies;
    }
}
