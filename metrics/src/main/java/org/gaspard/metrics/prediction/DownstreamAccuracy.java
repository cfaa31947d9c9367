package org.gaspard.metrics.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.learners.Classifier;

/**
 * Downstream accuracy: how well are the factors predicted from the codes, given few or many labels?
 *
 * <p>For each number n of labels a {@link Predictor} learns each factor that varies from the first n training points; A_n is the
 * mean accuracy over the factors for the test points. The value is A of the largest n; the sample efficiency
 *
 * <pre>{@code A_100 / A_10000   and   A_1000 / A_10000}</pre>
 *
 * says what part of it few labels reach. Accuracies are between 0 and 1; efficiency is positive, as a rule at most 1. What codes
 * get: the factors themselves, permuted or beside dead codes: 1 with boosting and many labels, and with logistic
 * regression where it can order the values. Rescaled: with boosting no change up to rounding while the values, as floats, stay
 * more than 1e-7 apart (a warning says if they do not); logistic regression has a penalty, and codes so small that C = 1e4 does
 * not outweigh it tell less; rotated by 45°: the same with logistic regression, with boosting less for few labels;
 * duplicated codes: no change but by the penalty; noise: about {@code 1/n_k}; one factor in two codes: as without the split.
 *
 * <p>Criticism: efficiency is a quotient, so codes that tell nothing at all have an efficiency near 1; with 10 labels most values
 * of large factors are not among the labels. Accuracy depends on informativeness more than on disentanglement.
 *
 * <p>disentanglement_lib takes 10, 100, 1,000 and 10,000 labels and 5,000 test points, and draws new training points for each
 * number; here smaller training sets are the first points of larger ones, so their order should be random. Numbers of labels
 * beyond the training points are left out with a warning; efficiencies are given where their numbers are. Factors are those that
 * vary among all training points. Time: that of a predictor for each factor and number of labels. Deterministic.
 *
 * <p>Source: [LBL19], section 5.4.
 *
 * @param predictor what learns
 * @param labels the numbers of labels, ascending, each at least 5
 */
public record DownstreamAccuracy(Predictor predictor, List<Integer> labels) implements SupervisedMetric {

    private static final int ALL = 10_000;

    /** Copies and checks the numbers. */
    public DownstreamAccuracy {
        labels = List.copyOf(labels);
        boolean ascending = !labels.isEmpty() && labels.getFirst() >= 5;
        for (int i = 1; i < labels.size(); i++) {
            ascending &= labels.get(i) > labels.get(i - 1);
        }
        if (!ascending) {
            throw new IllegalArgumentException(
                    "labels must be some ascending numbers, each at least 5, found " + labels);
        }
    }

    /** disentanglement_lib with logistic regression: 10, 100, 1,000 and 10,000 labels. */
    public static DownstreamAccuracy logisticRegression() {
        return new DownstreamAccuracy(Predictor.LOGISTIC_REGRESSION, List.of(10, 100, 1000, ALL));
    }

    /** disentanglement_lib with gradient boosting: 10, 100, 1,000 and 10,000 labels. */
    public static DownstreamAccuracy gradientBoosting() {
        return new DownstreamAccuracy(Predictor.GRADIENT_BOOSTING, List.of(10, 100, 1000, ALL));
    }

    @Override
    public String name() {
        return predictor == Predictor.LOGISTIC_REGRESSION
                ? "downstream accuracy (logistic regression)"
                : "downstream accuracy (boosting)";
    }

    /**
     * Scores a sample; see {@link SupervisedMetric#score}. Figures: "accuracy, n labels" for each n, then "efficiency, n labels".
     * Table: test accuracy by number of labels and factor.
     *
     * @throws IllegalArgumentException if no factor varies, one is continuous, or there are fewer training points than the
     * smallest number of labels
     */
    @Override
    public Score score(Sample sample) {
        Prediction prediction = Prediction.ofDiscrete(sample);
        List<Integer> possible =
                labels.stream().filter(n -> n <= sample.training().count()).toList();
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("training must have at least " + labels.getFirst() + " points, found "
                    + sample.training().count());
        }
        double[][] accuracies = new double[possible.size()][prediction.count()];
        double[][] test = sample.test().codes().rows();
        boolean[] converged = new boolean[prediction.count()];
        Arrays.fill(converged, true);
        for (int s = 0; s < accuracies.length; s++) {
            Points few = sample.training().range(0, possible.get(s));
            double[][] rows = few.codes().rows();
            for (int i = 0; i < accuracies[s].length; i++) {
                Classifier.Model model = predictor
                        .classifier()
                        .fit(rows, few.factors().labels(prediction.factors()[i]));
                converged[i] &= model.converged();
                accuracies[s][i] = model.accuracy(test, prediction.testLabels(i));
            }
        }
        double[] means = Arrays.stream(accuracies).mapToDouble(Prediction::mean).toArray();
        Score score = Score.of(name(), means[means.length - 1]);
        for (int s = 0; s < means.length; s++) {
            score = score.withFigure("accuracy, " + possible.get(s) + " labels", means[s]);
        }
        int all = possible.indexOf(ALL);
        for (int s = 0; s < means.length && all >= 0; s++) {
            if (possible.get(s) == 100 || possible.get(s) == 1000) {
                score = score.withFigure("efficiency, " + possible.get(s) + " labels", means[s] / means[all]);
            }
        }
        score = score.withTable(new Score.Table(
                        "accuracy of factors",
                        "labels",
                        possible.stream().map(String::valueOf).toList(),
                        "factor",
                        prediction.names(),
                        accuracies))
                .withSetting("predictor", predictor)
                .withSetting("labels", labels);
        if (possible.size() < labels.size()) {
            List<Integer> missing = new ArrayList<>(labels);
            missing.removeAll(possible);
            score = score.withWarning("numbers of labels left out: " + missing + ", there are "
                    + sample.training().count() + " training points");
        }
        score = prediction.warn(prediction.warnUnconverged(score, converged));
        return predictor == Predictor.GRADIENT_BOOSTING
                ? CodeWarnings.trees(score, sample.training().codes())
                : score;
    }
}
