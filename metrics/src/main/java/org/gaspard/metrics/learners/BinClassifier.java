package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.gaspard.metrics.check.Checks;

/**
 * Tells classes apart by one feature, cut into bins of equal width over the range of the training points: each bin stands for
 * the most frequent class of its training points.
 *
 * <p>With a and b the smallest and the largest training value, x falls into bin {@code ⌊B (x − a) / (b − a)⌋}, or into the
 * nearest bin if it lies outside; all values share one bin if {@code a = b}. Of equally frequent classes a bin takes the smallest
 * label, and a bin without training points takes the most frequent class of all. Deterministic, {@code O(N)} but for a sort of
 * the labels.
 *
 * @param bins the number of bins B, at least 1
 */
public record BinClassifier(int bins) implements Classifier {

    /** Checks the number of bins. */
    public BinClassifier {
        Checks.atLeast("bins", bins, 1);
    }

    /**
     * Learns from N points.
     *
     * @param features [N][1], finite
     * @param labels [N], any ints
     * @throws IllegalArgumentException as {@link Classifier#fit}, or if there is not exactly one column
     */
    @Override
    public Model fit(double[][] features, int[] labels) {
        FeatureMatrix x = FeatureMatrix.of(features);
        if (features[0].length != 1) {
            throw new IllegalArgumentException("features must have 1 column, found " + features[0].length);
        }
        ClassLabels y = ClassLabels.of(labels, x.points());
        double[] values = x.column(0);
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        int[][] counts = new int[bins][y.size()];
        for (int n = 0; n < values.length; n++) {
            counts[bin(values[n], low, high)][y.index()[n]]++;
        }
        int[] classOf = new int[bins];
        for (int b = 0; b < bins; b++) {
            boolean empty = Arrays.stream(counts[b]).allMatch(count -> count == 0);
            classOf[b] = y.classes()[largest(empty ? y.counts() : counts[b])];
        }
        return new Binned(y.classes(), low, high, classOf);
    }

    private int bin(double value, double low, double high) {
        double position = high == low ? 0 : Math.floor((value - low) / (high - low) * bins);
        return (int) Math.clamp(position, 0, bins - 1);
    }

    private static int largest(int[] counts) {
        int best = 0;
        for (int c = 1; c < counts.length; c++) {
            best = counts[c] > counts[best] ? c : best;
        }
        return best;
    }

    private final class Binned implements Model {

        private final int[] classes;
        private final double low;
        private final double high;
        private final int[] classOf;

        Binned(int[] classes, double low, double high, int[] classOf) {
            this.classes = classes;
            this.low = low;
            this.high = high;
            this.classOf = classOf;
        }

        @Override
        public int[] classes() {
            return classes.clone();
        }

        @Override
        public int[] predict(double[][] features) {
            double[] values = FeatureMatrix.of(features, 1).column(0);
            return Arrays.stream(values)
                    .mapToInt(value -> classOf[bin(value, low, high)])
                    .toArray();
        }
    }
}
