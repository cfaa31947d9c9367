package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.learners.ClassWeights;
import org.gaspard.metrics.learners.ClassificationScores;
import org.gaspard.metrics.learners.LogisticModel;
import org.gaspard.metrics.learners.LogisticRegression;
import org.gaspard.metrics.learners.Standardization;
import org.gaspard.tensor.array.Parallel;

/**
 * InfoE, the explicitness of InfoMEC: what part of the uncertainty about a factor does a linear model of all codes remove?
 *
 * <p>With the cross entropy CE of the labels of factor k under the probabilities of an unpenalised multinomial logistic
 * regression with balanced classes,
 *
 * <pre>{@code InfoE = 1/K Σ_k (1 − CE_k(codes) / CE_k(nothing))}</pre>
 *
 * where "nothing" are inputs of 0: the balanced model then gives all n_k values the same probability, and
 * {@code CE_k(nothing) = ln n_k}. At most 1. For factors whose values are equally frequent it is at least 0 on the training
 * points; else, and on test points, it can be negative. What codes get:
 *
 * <ul>
 *   <li>the factors themselves: 1, for values on a line can be told by softmax of linear functions with large weights;
 *   <li>permuted, rescaled, rotated by 45° or otherwise linearly mixed, and duplicated codes, dead codes: no change;
 *   <li>noise: near 0, but each code can remove some uncertainty of finitely many points by chance;
 *   <li>one factor in two codes, half each: as much as both tell linearly.
 * </ul>
 *
 * <p>Criticism: it says nothing of disentanglement, and goes with InfoM and InfoC. If the classes are linearly separable there is
 * no optimum, and CE goes to 0; the authors' program stops after 100 iterations of L-BFGS or at a
 * gradient of 1e-4, which leaves something; here it is a gradient of 1e-5, and InfoE of separable values is 1 up to about 1e-4.
 *
 * <p>The value is of the training points as in the authors' program; the test points' is a figure. Test labels that were never
 * learned have no probability and are left out with a warning; constant factors are left out with a warning. Codes are
 * standardised. Time: that of a logistic regression for each factor, which for n_k
 * values is some tens to hundreds of products {@code O(N L n_k)}, and more of them the more values there are: factors with
 * hundreds of values, and above all those with about as many values as points, take minutes; group their values
 * first. Deterministic.
 *
 * <p>Source: [HDW23], section 4.
 *
 * @param regression the options of the regressions
 */
public record InfoE(LogisticRegression regression) implements SupervisedMetric {

    /** No penalty, balanced classes, at most 100 Newton steps, until the gradient of the mean loss is at most 1e-5. */
    public static InfoE standard() {
        return new InfoE(LogisticRegression.unpenalized()
                .withClassWeights(ClassWeights.BALANCED)
                .withStop(100, 1e-5));
    }

    @Override
    public String name() {
        return "InfoE";
    }

    /**
     * Scores a sample; see {@link SupervisedMetric#score}. Figures: training and test InfoE (NaN if all test labels of a factor
     * are unknown). Table: training InfoE of factors.
     *
     * @throws IllegalArgumentException if no factor varies, or one is continuous
     */
    @Override
    public Score score(Sample sample) {
        Prediction prediction = Prediction.ofDiscrete(sample);
        Standardization scale = Standardization.of(sample.training().codes().rows());
        double[][] training = scale.apply(sample.training().codes().rows());
        double[][] test = scale.apply(sample.test().codes().rows());
        double[] ofTraining = new double[prediction.count()];
        double[] ofTest = new double[prediction.count()];
        boolean[] converged = new boolean[prediction.count()];
        Parallel.run(prediction.count(), i -> {
            int[] labels = prediction.trainingLabels(i);
            LogisticModel model = regression.fit(training, labels);
            ofTraining[i] = removed(model, training, labels);
            ofTest[i] = removed(model, test, prediction.testLabels(i));
            converged[i] = model.converged();
        });
        List<String> names = prediction.names();
        Score score = Score.of(name(), Prediction.mean(ofTraining))
                .withFigure("training InfoE", Prediction.mean(ofTraining))
                .withFigure("test InfoE", Prediction.mean(ofTest))
                .withTable(Score.Table.ofFactors("InfoE of factors", names, ofTraining))
                .withSetting("regression", regression);
        return prediction.warn(prediction.warnUnconverged(score, converged));
    }

    /** The part of the uncertainty removed, over the points with labels that the model knows; NaN if there are none. */
    private static double removed(LogisticModel model, double[][] rows, int[] labels) {
        int[] known = IntStream.range(0, labels.length)
                .filter(n -> Arrays.binarySearch(model.classes(), labels[n]) >= 0)
                .toArray();
        if (known.length == 0) {
            return Double.NaN;
        }
        double[][] probabilities =
                model.probabilities(Arrays.stream(known).mapToObj(n -> rows[n]).toArray(double[][]::new));
        double entropy = ClassificationScores.logLoss(
                Arrays.stream(known).map(n -> labels[n]).toArray(), model.classes(), probabilities);
        return 1 - entropy / Math.log(model.classes().length);
    }
}
