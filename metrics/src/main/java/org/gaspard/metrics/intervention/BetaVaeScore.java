package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.metrics.learners.LogisticRegression;

/**
 * The β-VAE score, also called Z-diff: can a linear classifier tell which factor a set of pairs shares?
 *
 * <p>For each example a random factor k is chosen and B pairs of points are drawn, the first at random, the second at random
 * among those with the same value of k. The example has the features and the label
 *
 * <pre>{@code x_l = 1/B Σ_b |z_l(first_b) − z_l(second_b)| ,   y = k}</pre>
 *
 * A classifier learns from training examples; the score is its accuracy on test examples.
 *
 * <p>Range: [0, 1], about 1/K for codes that know nothing, with K the number of factors that vary; rescaled, 0 for guessing
 * and at least −1 / (K − 1). Perfect codes get 1, also when permuted, duplicated, beside dead or noise dimensions, or with
 * one factor in two codes. Rotation by 45° of two like factors makes the examples of both alike: about 1/K for K = 2.
 *
 * <p>Criticism: a linear classifier can add up codes, so that mixed codes can get 1 where factors leave different traces; one
 * factor may be missing altogether, as no code moves less when it is held; codes of small scale get small weights under the
 * penalty of the classifier.
 *
 * <p>Libraries: disentanglement_lib takes 64 pairs and logistic regression with an L2 penalty, C = 1 ({@link #standard});
 * Zaidi et al. take 200 pairs, more steps of the solver, and rescale ({@link #zDiff}). The classifier here goes to the
 * optimum, theirs stops near it. disentanglement_lib counts factors with a single value too; here they are left out with a
 * warning. With a single varying factor the score is NaN with a warning.
 *
 * <p>Time {@code (N + N') B (K + L)} for N and N' examples, the classifier, and the encoder, which sees each image once.
 *
 * <p>Source: [HMP17], section 3; estimator as in [LBL19] and [ZBGC20].
 *
 * @param name the name of the metric
 * @param classifier what learns
 * @param pairs the number of pairs B of an example, at least 1
 * @param trainingExamples the number of examples that the classifier learns from, at least 2
 * @param testExamples the number of examples that it is tested on, at least 1
 * @param rescaled whether the accuracy a becomes {@code (a − 1/K) / (1 − 1/K)}, 0 for guessing one of K factors
 */
public record BetaVaeScore(
        String name, Classifier classifier, int pairs, int trainingExamples, int testExamples, boolean rescaled)
        implements SampledMetric {

    /** Checks the options. */
    public BetaVaeScore {
        Checks.atLeast("pairs", pairs, 1);
        Checks.atLeast("trainingExamples", trainingExamples, 2);
        Checks.atLeast("testExamples", testExamples, 1);
    }

    /** disentanglement_lib: 64 pairs, 10,000 and 5,000 examples, logistic regression. */
    public static BetaVaeScore standard() {
        return new BetaVaeScore("BetaVAE", LogisticRegression.standard(), 64, 10_000, 5_000, false);
    }

    /** Zaidi et al.: 200 pairs, 10,000 and 5,000 examples, logistic regression, rescaled. */
    public static BetaVaeScore zDiff() {
        return new BetaVaeScore("Z-diff", LogisticRegression.standard(), 200, 10_000, 5_000, true);
    }

    /** The same with other numbers of examples. */
    public BetaVaeScore withExamples(int newTrainingExamples, int newTestExamples) {
        return new BetaVaeScore(name, classifier, pairs, newTrainingExamples, newTestExamples, rescaled);
    }

    /**
     * Examples.
     *
     * @param features [N][L]
     * @param labels positions among the factors that vary, [N]
     * @param dead the codes that have the same value at all points of all examples, ascending
     */
    record Examples(double[][] features, int[] labels, int[] dead) {

        /** The mean features of the examples of each label, [L][K]; NaN for a label without examples. */
        double[][] means(int factors) {
            double[][] sums = new double[features[0].length][factors];
            int[] counts = new int[factors];
            for (int n = 0; n < labels.length; n++) {
                counts[labels[n]]++;
                for (int l = 0; l < sums.length; l++) {
                    sums[l][labels[n]] += features[n][l];
                }
            }
            for (double[] row : sums) {
                for (int k = 0; k < factors; k++) {
                    row[k] /= counts[k];
                }
            }
            return sums;
        }
    }

    /**
     * Scores points drawn from a source; see {@link SampledMetric#score}.
     *
     * @throws IllegalArgumentException if no factor varies, or training examples are so few that all share the same factor
     */
    @Override
    public Score score(PointSource source, long seed) {
        VaryingFactors factors = VaryingFactors.of(source);
        if (factors.count() == 1) {
            return describe(factors.nothingToTell(name), seed);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Examples training = examples(source, factors.numbers(), trainingExamples, random.split());
        Examples test = examples(source, factors.numbers(), testExamples, random.split());
        Classifier.Model model = classifier.fit(training.features, training.labels);
        int[] predicted = model.predict(test.features);
        double[][] confusion = new double[factors.count()][factors.count()];
        int right = 0;
        for (int n = 0; n < predicted.length; n++) {
            confusion[test.labels[n]][predicted[n]]++;
            right += predicted[n] == test.labels[n] ? 1 : 0;
        }
        double accuracy = right / (double) predicted.length;
        Score score = Score.of(name, rescaled ? factors.rescaled(accuracy) : accuracy)
                .withFigure("test accuracy", accuracy)
                .withFigure("training accuracy", model.accuracy(training.features, training.labels))
                .withTable(Score.Table.ofCodesAndFactors(
                        "mean |z − z'|", factors.names(), training.means(factors.count())))
                .withTable(new Score.Table(
                        "test examples", "shared factor", factors.names(), "predicted", factors.names(), confusion));
        if (training.dead.length > 0) {
            score = score.withWarning("dead codes " + Arrays.toString(training.dead));
        }
        if (!model.converged()) {
            score = score.withWarning("the classifier has not converged");
        }
        return describe(factors.warn(score), seed);
    }

    private Score describe(Score score, long seed) {
        return score.withSetting("classifier", classifier)
                .withSetting("pairs", pairs)
                .withSetting("training examples", trainingExamples)
                .withSetting("test examples", testExamples)
                .withSetting("rescaled", rescaled)
                .withSetting("seed", seed);
    }

    Examples examples(PointSource source, int[] factors, int count, SplittableRandom random) {
        double[][] features = new double[count][source.width()];
        int[] labels = new int[count];
        // A code is not dead if it is anywhere else than at the first point.
        Codes first = source.codes(0);
        boolean[][] moved = new boolean[count][source.width()];
        Groups.forEach(
                source,
                count,
                2 * pairs,
                random,
                (example, own) -> {
                    labels[example] = own.nextInt(factors.length);
                    int[] drawn = source.draw(pairs, own);
                    int[] second = source.drawMatching(factors[labels[example]], drawn, own);
                    return IntStream.concat(Arrays.stream(drawn), Arrays.stream(second))
                            .toArray();
                },
                (example, points) -> {
                    for (int l = 0; l < features[example].length; l++) {
                        double sum = 0;
                        for (int b = 0; b < pairs; b++) {
                            sum += Math.abs(points.value(b, l) - points.value(pairs + b, l));
                        }
                        features[example][l] = sum / pairs;
                        int code = l;
                        moved[example][l] = IntStream.range(0, points.size())
                                .anyMatch(n -> points.value(n, code) != first.value(0, code));
                    }
                });
        int[] dead = IntStream.range(0, source.width())
                .filter(l -> Arrays.stream(moved).noneMatch(row -> row[l]))
                .toArray();
        return new Examples(features, labels, dead);
    }
}
