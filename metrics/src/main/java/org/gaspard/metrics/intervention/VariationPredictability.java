package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.learners.Classifier;

/**
 * Variation predictability (VP): can a classifier that saw few examples tell which latent number was changed, from the image
 * before and the image after?
 *
 * <p>This is a metric of generators, for which no factors need be known. An example is a pair of images generated from
 * latents that differ in one number; its features are what the classifier is to see of the pair, as a rule the difference of
 * the images, its label says which latent. Examples are put into random order; in each of F folds a window of them, shifted
 * by 1/F of all, is the training set, and all others are the test set:
 *
 * <pre>{@code VP = 1/F Σ_f accuracy of the classifier trained on window f, on all examples outside of it}</pre>
 *
 * <p>Range: [0, 1], 1/L for guessing one of L equally frequent latents. 1 if each latent changes images in a way of its own
 * that few examples show. Latents without effect cannot be told from each other: of D such, one is named for all. Order and
 * scale of latents do not matter if the scale does not change the images. Two latents rotated by 45° get 1 as well, for each still changes images
 * in its own way; duplicated latents, of which either does what its copy does, cannot be told apart, as those without effect.
 *
 * <p>Criticism: a low score can be that of the classifier; a code that changes an image consistently gets 1 even if it
 * changes several factors at once. Compare at equal numbers of latents, examples, and the same classifier.
 *
 * <p>Differences: the authors' program trains a convolutional network on 10 % of the pairs and takes the best accuracy of all
 * epochs on the test pairs; here the classifier decides by itself when to stop, and never sees the test.
 *
 * <p>Time that of F times learning and predicting.
 *
 * <p>Source: [ZXT20].
 *
 * @param trainingPart the part of the examples in a training set, in (0, 1)
 * @param folds the number of training sets F, at least 1
 */
public record VariationPredictability(double trainingPart, int folds) {

    /** Checks the options. */
    public VariationPredictability {
        if (!(trainingPart > 0 && trainingPart < 1)) {
            throw new IllegalArgumentException("trainingPart must be in (0, 1), found " + trainingPart);
        }
        Checks.atLeast("folds", folds, 1);
    }

    /** A tenth of the examples for training, as the authors; five folds. */
    public static VariationPredictability standard() {
        return new VariationPredictability(0.1, 5);
    }

    /**
     * The score of N examples.
     *
     * @param features what is seen of each pair, [N][D]
     * @param changed the number of the latent that was changed in each pair, [N]
     * @param classifier learns from each training set
     * @param seed of the order of examples
     * @throws IllegalArgumentException if the lengths differ, a training or test set would be empty, or the classifier
     * refuses the examples, for example as all of a training set have the same label
     */
    public Score score(double[][] features, int[] changed, Classifier classifier, long seed) {
        int examples = features.length;
        if (changed.length != examples) {
            throw new IllegalArgumentException("features and changed must be of the same pairs, found " + examples
                    + " rows of features and " + changed.length + " labels");
        }
        int training = (int) Math.round(trainingPart * examples);
        if (training < 1 || training >= examples) {
            throw new IllegalArgumentException("training and test sets must not be empty, found " + training + " of "
                    + examples + " examples for training");
        }
        int[] order = permutation(examples, new SplittableRandom(seed));
        double[] accuracies = IntStream.range(0, folds)
                .mapToDouble(fold -> {
                    int start = (int) ((long) fold * examples / folds);
                    int[] turned = IntStream.range(0, examples)
                            .map(i -> order[(start + i) % examples])
                            .toArray();
                    return accuracy(features, changed, classifier, turned, training);
                })
                .toArray();
        int latents = (int) Arrays.stream(changed).distinct().count();
        return Score.of("VP", Arrays.stream(accuracies).average().orElseThrow())
                .withFigure("least accuracy", Arrays.stream(accuracies).min().orElseThrow())
                .withFigure("largest accuracy", Arrays.stream(accuracies).max().orElseThrow())
                .withFigure("latents", latents)
                .withSetting("training part", trainingPart)
                .withSetting("folds", folds)
                .withSetting("classifier", classifier)
                .withSetting("seed", seed);
    }

    private static double accuracy(
            double[][] features, int[] changed, Classifier classifier, int[] order, int training) {
        int[] fit = Arrays.copyOf(order, training);
        int[] test = Arrays.copyOfRange(order, training, order.length);
        return classifier
                .fit(rows(features, fit), labels(changed, fit))
                .accuracy(rows(features, test), labels(changed, test));
    }

    private static double[][] rows(double[][] features, int[] which) {
        return Arrays.stream(which).mapToObj(n -> features[n]).toArray(double[][]::new);
    }

    private static int[] labels(int[] labels, int[] which) {
        return Arrays.stream(which).map(n -> labels[n]).toArray();
    }

    /** Fisher and Yates' shuffle. */
    private static int[] permutation(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
