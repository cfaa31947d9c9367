package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trees and boosting in their shortest form: every threshold of every feature is tried, and its parts' variances are
 * computed anew. Classes are indicators, whose variances sum to the Gini impurity.
 */
final class ReferenceTrees {

    private final double[][] x;
    private final double[][] y;
    private final TreeLimits limits;
    private final double[] decreases;
    private final double[][] values;

    /** A tree on rows x and targets y, [N][outputs]. */
    ReferenceTrees(double[][] x, double[][] y, TreeLimits limits) {
        this.x = x;
        this.y = y;
        this.limits = limits;
        this.decreases = new double[x[0].length];
        this.values = new double[x.length][];
        grow(IntStream.range(0, x.length).toArray(), 0);
    }

    /** By training point the mean target of its leaf. */
    double[][] values() {
        return values;
    }

    /** By feature the decrease of summed squares. */
    double[] decreases() {
        return decreases;
    }

    private double squares(int[] points) {
        double[] mean = mean(points, y);
        return Arrays.stream(points)
                .mapToDouble(n -> IntStream.range(0, mean.length)
                        .mapToDouble(o -> (y[n][o] - mean[o]) * (y[n][o] - mean[o]))
                        .sum())
                .sum();
    }

    private static double[] mean(int[] points, double[][] y) {
        return IntStream.range(0, y[0].length)
                .mapToDouble(
                        o -> Arrays.stream(points).mapToDouble(n -> y[n][o]).sum() / points.length)
                .toArray();
    }

    private record Cut(int feature, double gain, int[] left, int[] right) {}

    private void grow(int[] points, int depth) {
        double squares = squares(points);
        Cut best = limits.mayCut(depth, points.length, squares / points.length) ? bestCut(points, squares) : null;
        if (best == null) {
            double[] mean = mean(points, y);
            for (int n : points) {
                values[n] = mean;
            }
            return;
        }
        decreases[best.feature] += best.gain;
        grow(best.left, depth + 1);
        grow(best.right, depth + 1);
    }

    private @Nullable Cut bestCut(int[] points, double squares) {
        Cut best = null;
        for (int f = 0; f < x[0].length; f++) {
            int feature = f;
            float[] column = new float[x.length];
            for (int n : points) {
                column[n] = (float) x[n][f];
            }
            double[] sorted =
                    Arrays.stream(points).mapToDouble(n -> column[n]).sorted().toArray();
            for (int i = 1; i < sorted.length; i++) {
                if ((float) sorted[i] <= (float) sorted[i - 1] + 1e-7f) {
                    continue;
                }
                double threshold = sorted[i] / 2 + sorted[i - 1] / 2;
                int[] left = Arrays.stream(points)
                        .filter(n -> column[n] <= threshold)
                        .toArray();
                int[] right =
                        Arrays.stream(points).filter(n -> column[n] > threshold).toArray();
                if (Math.min(left.length, right.length) < limits.minSamplesLeaf()) {
                    continue;
                }
                double gain = squares - squares(left) - squares(right);
                if (best == null || gain > best.gain + 1e-12 * squares) {
                    best = new Cut(feature, gain, left, right);
                }
            }
        }
        return best;
    }

    /** The probabilities of training points, [N][classes], and the importances. */
    record Boosted(double[][] probabilities, double[] importances) {}

    /** Boosting with labels 0 … classes − 1, each taken. */
    static Boosted boost(double[][] x, int[] labels, int classes, int stages, double rate, TreeLimits limits) {
        int scores = classes == 2 ? 1 : classes;
        double[] frequency = new double[classes];
        for (int label : labels) {
            frequency[label] += 1.0 / labels.length;
        }
        double meanLog = Arrays.stream(frequency).map(Math::log).sum() / classes;
        double[][] raw = new double[x.length][scores];
        for (double[] row : raw) {
            for (int k = 0; k < scores; k++) {
                row[k] = classes == 2 ? Math.log(frequency[1] / frequency[0]) : Math.log(frequency[k]) - meanLog;
            }
        }
        double[] importances = new double[x[0].length];
        for (int s = 0; s < stages; s++) {
            double[][] p = probabilities(raw, classes);
            for (int k = 0; k < scores; k++) {
                int target = classes == 2 ? 1 : k;
                double[][] r = new double[x.length][2];
                double[][] gradient = new double[x.length][1];
                for (int n = 0; n < x.length; n++) {
                    gradient[n][0] = (labels[n] == target ? 1 : 0) - p[n][target];
                }
                ReferenceTrees tree = new ReferenceTrees(x, gradient, limits);
                for (int l = 0; l < importances.length; l++) {
                    importances[l] += tree.decreases()[l];
                }
                for (int n = 0; n < x.length; n++) {
                    // Points of a leaf share the array of its mean.
                    double[] leaf = tree.values()[n];
                    for (int m = 0; m < x.length; m++) {
                        if (sameLeaf(tree, m, leaf)) {
                            r[n][0] += gradient[m][0];
                            r[n][1] += p[m][target] * (1 - p[m][target]);
                        }
                    }
                }
                double factor = classes == 2 ? 1 : (classes - 1.0) / classes;
                for (int n = 0; n < x.length; n++) {
                    raw[n][k] += rate * factor * r[n][0] / r[n][1];
                }
            }
        }
        double sum = Arrays.stream(importances).sum();
        return new Boosted(
                probabilities(raw, classes),
                Arrays.stream(importances).map(v -> sum > 0 ? v / sum : 0).toArray());
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same leaf is the question
    private static boolean sameLeaf(ReferenceTrees tree, int point, double[] leaf) {
        return tree.values()[point] == leaf;
    }

    private static double[][] probabilities(double[][] raw, int classes) {
        double[][] p = new double[raw.length][classes];
        for (int n = 0; n < raw.length; n++) {
            double[] scores = classes == 2 ? new double[] {0, raw[n][0]} : raw[n];
            double sum = Arrays.stream(scores).map(Math::exp).sum();
            for (int k = 0; k < classes; k++) {
                p[n][k] = Math.exp(scores[k]) / sum;
            }
        }
        return p;
    }
}
