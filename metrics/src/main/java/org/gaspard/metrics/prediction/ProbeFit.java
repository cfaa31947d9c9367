package org.gaspard.metrics.prediction;

import java.util.Arrays;
import org.gaspard.metrics.learners.GradientBoosting;
import org.gaspard.metrics.learners.RandomForestClassifier;
import org.gaspard.metrics.learners.RandomFourierFeatures;
import org.gaspard.metrics.learners.TreeLimits;

/**
 * What a probe of some capacity says of the test points.
 *
 * @param classes the labels it knows, ascending
 * @param probabilities of the classes, [N_test][classes]
 * @param importances of the codes, [L]; empty if it has none
 */
record ProbeFit(int[] classes, double[][] probabilities, double[] importances) {

    static ProbeFit of(CapacityProbe probe, int capacity, double[][] training, int[] labels, double[][] test) {
        return switch (probe) {
            case CapacityProbe.BoostingStages(GradientBoosting given, var _) -> {
                var model = new GradientBoosting(
                                capacity, given.learningRate(), given.limits(), given.splits(), given.ties())
                        .fit(training, labels);
                yield new ProbeFit(model.classes(), model.probabilities(test), magnitudes(model.importances()));
            }
            case CapacityProbe.ForestDepth(RandomForestClassifier given, var _) -> {
                TreeLimits limits = new TreeLimits(
                        capacity,
                        given.limits().minSamplesSplit(),
                        given.limits().minSamplesLeaf());
                var model = new RandomForestClassifier(given.trees(), limits, given.maxFeatures(), given.seed())
                        .fit(training, labels);
                yield new ProbeFit(model.classes(), model.probabilities(test), magnitudes(model.importances()));
            }
            case CapacityProbe.FourierFeatures given -> {
                var features = new RandomFourierFeatures(capacity, given.bandwidth(), given.seed());
                var model = given.regression().fit(features.apply(training), labels);
                yield new ProbeFit(model.classes(), model.probabilities(features.apply(test)), new double[0]);
            }
        };
    }

    /** Gains that are 0 but for rounding can be negative. */
    private static double[] magnitudes(double[] importances) {
        return Arrays.stream(importances).map(Math::abs).toArray();
    }

    /** The same probabilities for all points: the frequencies of the training points. */
    static ProbeFit constant(int[] labels, int points) {
        int[] classes = Prediction.classes(labels);
        double[] frequencies = new double[classes.length];
        for (int label : labels) {
            frequencies[Arrays.binarySearch(classes, label)] += 1.0 / labels.length;
        }
        double[][] probabilities = new double[points][];
        Arrays.fill(probabilities, frequencies);
        return new ProbeFit(classes, probabilities, new double[0]);
    }

    /** The mean loss over the test points. */
    double loss(DciEs.Loss loss, int[] labels) {
        double sum = 0;
        for (int n = 0; n < labels.length; n++) {
            int label = Arrays.binarySearch(classes, labels[n]);
            sum += switch (loss) {
                case LOG -> -Math.log(label < 0 ? Math.ulp(1.0) : Math.max(probabilities[n][label], Math.ulp(1.0)));
                case ERROR -> label == likely(probabilities[n]) ? 0 : 1;
            };
        }
        return sum / labels.length;
    }

    private static int likely(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }
}
