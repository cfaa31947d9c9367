package org.gaspard.models.sequences.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.intervention.VariationPredictability;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.tensor.Shape;

/**
 * Pairs of images that differ by one transformation: their differences, which are in [−1, 1] and not in [0, 1] as images are, and as
 * their one factor the number of the transformation. {@link SequenceVariation} makes them.
 */
public final class VariationPairs implements LabelledDataset {

    private static final int FACTOR = 0;

    private final String name;
    private final Shape image;
    private final Factor transformation;
    private final float[][] differences;
    private final int[] labels;

    /**
     * Pairs; the arrays are not copied.
     *
     * @param image [H, W, C]
     * @param transformations K
     * @param differences [P][H W C]
     * @param labels [P], from 0 to K − 1
     */
    VariationPairs(String name, Shape image, int transformations, float[][] differences, int[] labels) {
        this.name = name;
        this.image = image;
        this.transformation = Factor.of(
                "transformation",
                IntStream.range(0, transformations).asDoubleStream().toArray());
        this.differences = differences;
        this.labels = labels;
    }

    /**
     * {@link VariationPredictability} of these pairs by a classifier that takes all numbers of a difference as features. All are copied
     * to double precision, {@code 8 P H W C} bytes, and most classifiers take time of the square of {@code H W C} or more, so this is
     * for small images; {@link ConvolutionalVariation} is for others.
     *
     * @param seed of the order of the pairs
     * @throws IllegalArgumentException as {@link VariationPredictability#score}
     */
    public Score score(VariationPredictability metric, Classifier classifier, long seed) {
        double[][] features = Arrays.stream(differences)
                .map(row ->
                        IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray())
                .toArray(double[][]::new);
        return metric.score(features, labels, classifier, seed);
    }

    @Override
    public String name() {
        return name;
    }

    /** The number of pairs. */
    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int height() {
        return image.extent(0);
    }

    @Override
    public int width() {
        return image.extent(1);
    }

    @Override
    public int channels() {
        return image.extent(2);
    }

    @Override
    public void read(int index, float[] out, int offset) {
        System.arraycopy(differences[Objects.checkIndex(index, size())], 0, out, offset, pixels());
    }

    @Override
    public List<Factor> factors() {
        return List.of(transformation);
    }

    @Override
    public int factor(int index, int factor) {
        Objects.checkIndex(factor, FACTOR + 1);
        return labels[index];
    }
}
