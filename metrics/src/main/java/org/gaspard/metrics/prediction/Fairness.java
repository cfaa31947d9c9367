package org.gaspard.metrics.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.Classifier;

/**
 * Unfairness: does the prediction of a factor from the codes change when another, sensitive factor is set to each of its values
 * and all else stays the same?
 *
 * <p>A {@link Predictor} learns a target factor t from random points. Then points are drawn, and of each there is a
 * copy for each value s of the sensitive factor: a random one of the points that have s and the other factors of the
 * point. With the distribution {@code p(ŷ | s)} of the predictions for the copies with value s and the mean p of all
 * of these, the unfairness of t towards the sensitive factor is the mean total variation
 *
 * <pre>{@code u = 1/S Σ_s ½ Σ_y |p(y | s) − p(y)|}</pre>
 *
 * and its worst case is the largest of the S terms. The value is the mean of u over all targets and for each over all other
 * factors. Between 0 (fair) and 1, below {@code 1 − 1/S} for each sensitive factor. What codes get: the factors themselves, also
 * permuted, rescaled, duplicated, with dead codes, or one factor in two codes: 0 if the predictor is right; noise that does not
 * depend on the factors: near 0, the predictions are unfair only by chance; two factors rotated by 45°: 0 if the predictor undoes the
 * rotation, else above.
 *
 * <p>Criticism: a constant prediction is fair; so compare at like accuracy, which is a figure here.
 *
 * <p>In disentanglement_lib: 10,000 training points, 100 or so test points for each sensitive value, {@link
 * #standard}. The factors of a source need not be a full grid: points of which a copy does not exist are not used; if
 * that leaves none, the pair has no unfairness and is left out with a warning. So are factors with a single value.
 * Random numbers: a {@link SplittableRandom} with the seed draws the training points, then for each target and
 * sensitive factor the test points and where there are several their copies. Time: that of a predictor for each
 * factor, and the encoder for {@code K² S N} points.
 *
 * <p>Source: [LAR19], section 3.
 *
 * @param predictor what learns the targets
 * @param trainingPoints the number of points it learns from, at least 5
 * @param testPoints the number of points drawn for each pair of a target and a sensitive factor, at least 1
 */
public record Fairness(Predictor predictor, int trainingPoints, int testPoints) implements SampledMetric {

    /** Checks the numbers. */
    public Fairness {
        if (trainingPoints < 5 || testPoints < 1) {
            throw new IllegalArgumentException("trainingPoints must be at least 5 and testPoints at least 1, found "
                    + trainingPoints + " and " + testPoints);
        }
    }

    /** Gradient boosting on 10,000 training points, 100 test points. */
    public static Fairness standard() {
        return new Fairness(Predictor.GRADIENT_BOOSTING, 10_000, 100);
    }

    @Override
    public String name() {
        return predictor == Predictor.GRADIENT_BOOSTING ? "unfairness" : "unfairness (logistic regression)";
    }

    /**
     * Scores points drawn from a source; see {@link SampledMetric#score}. Figures: the mean and the largest over the targets of the
     * mean and the largest u over the sensitive factors; the mean of means of worst cases; the accuracy for the points that are
     * copied. Tables: u and the worst case by target and sensitive factor, NaN where both are the same.
     *
     * @throws IllegalArgumentException if fewer than two factors vary
     */
    @Override
    public Score score(PointSource source, long seed) {
        int[] varying = source.varying();
        if (varying.length < 2) {
            throw new IllegalArgumentException(
                    "source must have two factors that vary, found " + varying.length + " of " + source.factorCount());
        }
        SplittableRandom random = new SplittableRandom(seed);
        Points training = source.points(source.draw(trainingPoints, random));
        double[][] rows = training.codes().rows();
        double[][] mean = new double[varying.length][varying.length];
        double[][] worst = new double[varying.length][varying.length];
        double accuracy = 0;
        List<String> unfinished = new ArrayList<>();
        for (int t = 0; t < varying.length; t++) {
            Classifier.Model model =
                    predictor.classifier().fit(rows, training.factors().labels(varying[t]));
            if (!model.converged()) {
                unfinished.add(source.factorNames().get(varying[t]));
            }
            for (int s = 0; s < varying.length; s++) {
                mean[t][s] = Double.NaN;
                worst[t][s] = Double.NaN;
                if (s != t) {
                    int[] drawn = source.draw(testPoints, random);
                    Points points = source.points(drawn);
                    accuracy += model.accuracy(
                            points.codes().rows(), points.factors().labels(varying[t]));
                    double[] variations = variations(source, model, drawn, varying[s], random);
                    mean[t][s] = Arrays.stream(variations).average().orElse(Double.NaN);
                    worst[t][s] = Arrays.stream(variations).max().orElse(Double.NaN);
                }
            }
        }
        List<String> names =
                Arrays.stream(varying).mapToObj(source.factorNames()::get).toList();
        double[] means = overSensitive(mean, false);
        double[] largest = overSensitive(mean, true);
        Score score = Score.of(name(), average(means))
                .withFigure("mean of means", average(means))
                .withFigure("mean of largest", average(largest))
                .withFigure("largest of means", maximum(means))
                .withFigure("largest of largest", maximum(largest))
                .withFigure("worst case, mean of means", average(overSensitive(worst, false)))
                .withFigure("accuracy", accuracy / (varying.length * (varying.length - 1)))
                .withTable(new Score.Table("unfairness", "target", names, "sensitive", names, mean))
                .withTable(new Score.Table("worst case", "target", names, "sensitive", names, worst))
                .withSetting("predictor", predictor)
                .withSetting("training points", trainingPoints)
                .withSetting("test points", testPoints)
                .withSetting("seed", seed);
        if (!unfinished.isEmpty()) {
            score = score.withWarning("predictors that have not converged: " + String.join(", ", unfinished));
        }
        return warn(score, source, varying, mean);
    }

    /** The total variation for each value of a sensitive factor; none if no point has all copies. */
    private static double[] variations(
            PointSource source, Classifier.Model model, int[] drawn, int sensitive, RandomGenerator random) {
        int values = source.values(sensitive);
        int[][] copies = Arrays.stream(drawn)
                .mapToObj(point -> source.drawSweep(sensitive, point, random))
                .filter(row -> row.length == values)
                .toArray(int[][]::new);
        if (copies.length == 0) {
            return new double[0];
        }
        int[] classes = model.classes();
        double[][] frequencies = new double[values][classes.length];
        double[] overall = new double[classes.length];
        for (int value = 0; value < values; value++) {
            int s = value;
            int[] points = Arrays.stream(copies).mapToInt(row -> row[s]).toArray();
            for (int label : model.predict(source.codes(points).rows())) {
                int y = Arrays.binarySearch(classes, label);
                frequencies[s][y] += 1.0 / copies.length;
                overall[y] += 1.0 / (copies.length * values);
            }
        }
        return Arrays.stream(frequencies)
                .mapToDouble(row -> IntStream.range(0, row.length)
                                .mapToDouble(y -> Math.abs(row[y] - overall[y]))
                                .sum()
                        / 2)
                .toArray();
    }

    private static Score warn(Score score, PointSource source, int[] varying, double[][] mean) {
        Score warned = score;
        List<String> constant = IntStream.range(0, source.factorCount())
                .filter(k -> source.values(k) == 1)
                .mapToObj(k -> "'" + source.factorNames().get(k) + "'")
                .toList();
        if (!constant.isEmpty()) {
            warned = warned.withWarning("constant factors left out: " + String.join(", ", constant));
        }
        for (int t = 0; t < varying.length; t++) {
            for (int s = 0; s < varying.length; s++) {
                if (s != t && Double.isNaN(mean[t][s])) {
                    warned = warned.withWarning("no point has a copy for each value of '"
                            + source.factorNames().get(varying[s]) + "': left out for target '"
                            + source.factorNames().get(varying[t]) + "'");
                }
            }
        }
        return warned;
    }

    private static double[] overSensitive(double[][] table, boolean largest) {
        return Arrays.stream(table)
                .mapToDouble(row -> largest ? maximum(row) : average(row))
                .toArray();
    }

    private static double average(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static double maximum(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(Double.NaN);
    }
}
