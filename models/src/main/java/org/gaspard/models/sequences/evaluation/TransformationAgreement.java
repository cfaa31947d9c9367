package org.gaspard.models.sequences.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.clustering.ClusterAgreement;
import org.gaspard.metrics.information.DiscreteInformation;
import org.gaspard.models.check.Checks;
import org.gaspard.ot.Assignment;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * How far the transformations that a model infers are the true ones, whatever it calls them. A model that is not told the
 * transformations numbers them in an order of its own, so the accuracy is that of the best one-to-one renaming:
 *
 * <pre>{@code
 * C[j, k]     sequences under k that were taken for j
 * accuracy    1/N max_σ Σ_j C[j, σ(j)]
 * information I(inferred; true) / (½ (H(inferred) + H(true)))          DiscreteInformation, ClusterAgreement
 * entropy     H(inferred) in nats: 0 if all are taken for one transformation, ln K if each is as often
 * }</pre>
 *
 * The accuracy is at least 1/K for transformations that are equally frequent, also of a model that has collapsed to one; then the
 * entropy and the information are 0. {@code O(N + K³)}.
 *
 * <p>Source: the matching is that of [X16] for clusters, the normalisation that of [V10].
 *
 * @param transformations the names of the true ones, [K]
 * @param confusion C, [K inferred][K true]
 * @param matching σ, the true transformation that each inferred one is best called, [K]
 * @param accuracy of that renaming, in [0, 1]
 * @param normalisedInformation in [0, 1]; 1 if both are constant
 * @param entropy of the inferred ones, in [0, ln K]
 */
public record TransformationAgreement(
        List<String> transformations,
        int[][] confusion,
        int[] matching,
        double accuracy,
        double normalisedInformation,
        double entropy) {

    /**
     * Compares inferred with true transformations.
     *
     * @param transformations the names, [K]
     * @param inferred for each sequence, from 0 to K − 1
     * @param truth of the same sequences, from 0 to K − 1
     * @throws IllegalArgumentException if there are no sequences, the lengths differ, or a number is no transformation
     */
    public static TransformationAgreement of(List<String> transformations, int[] inferred, int[] truth) {
        int count = transformations.size();
        Checks.atLeast("the number of sequences", inferred.length, 1);
        Checks.same("the number of true transformations", truth.length, inferred.length);
        int[][] confusion = new int[count][count];
        for (int n = 0; n < inferred.length; n++) {
            confusion[checked("inferred", inferred[n], count)][checked("true", truth[n], count)]++;
        }
        double[] costs = new double[count * count];
        Arrays.setAll(costs, i -> -confusion[i / count][i % count]);
        Assignment best = Assignment.solve(costs, count, count);
        return new TransformationAgreement(
                List.copyOf(transformations),
                confusion,
                best.columnOf(),
                -best.cost() / inferred.length,
                ClusterAgreement.of(inferred, truth).normalisedInformation(),
                DiscreteInformation.entropy(inferred));
    }

    /**
     * Infers the transformations of sequences and compares.
     *
     * @param batchSize sequences that are in memory at a time
     * @param key for what the model draws, a child for each transformation and batch
     * @param which the starting images, at least one; each under all transformations
     * @throws IllegalArgumentException if there is no starting image, or the model gives another shape or a number that is no
     *     transformation
     * @throws IndexOutOfBoundsException if there is no such starting image
     */
    public static TransformationAgreement of(
            TransformationInference model, ImageSequences sequences, int batchSize, RandomKey key, int... which) {
        double[][][] found = new SequenceReader(sequences, batchSize, which).rows(key, (frames, k, batchKey) -> {
            Tensor inferred = model.infer(frames, batchKey);
            Checks.same("the shape of inferred transformations", inferred.shape(), Shape.of(batchSize));
            return Arrays.stream(inferred.toIntArray()).asDoubleStream().toArray();
        });
        int[] inferred = Arrays.stream(found)
                .flatMap(Stream::of)
                .mapToInt(row -> (int) row[0])
                .toArray();
        int[] truth =
                IntStream.range(0, inferred.length).map(n -> n / which.length).toArray();
        return of(sequences.transformations(), inferred, truth);
    }

    private static int checked(String which, int transformation, int count) {
        if (transformation < 0 || transformation >= count) {
            throw new IllegalArgumentException(
                    which + " transformations must be from 0 to " + (count - 1) + ", found " + transformation);
        }
        return transformation;
    }

    /** How many transformations were inferred at least once. */
    public int used() {
        return (int) Arrays.stream(confusion)
                .filter(row -> Arrays.stream(row).anyMatch(n -> n > 0))
                .count();
    }

    /** The accuracy as a score, with the other numbers as figures and the confusion as a table, and a warning if only one is inferred. */
    public Score score() {
        double[][] counts = Arrays.stream(confusion)
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
        List<String> rows = IntStream.of(matching)
                .mapToObj(k -> "for " + transformations.get(k))
                .toList();
        Score score = Score.of("accuracy of inferred transformations", accuracy)
                .withFigure("normalised information", normalisedInformation)
                .withFigure("entropy", entropy)
                .withFigure("used", used())
                .withTable(new Score.Table("confusion", "inferred", rows, "true", transformations, counts))
                .withSetting(
                        "sequences",
                        Arrays.stream(confusion).flatMapToInt(Arrays::stream).sum());
        return used() > 1 || transformations.size() == 1
                ? score
                : score.withWarning("all sequences were taken for one transformation");
    }

    /** C, [K inferred][K true]; a copy. */
    @Override
    public int[][] confusion() {
        return Arrays.stream(confusion).map(int[]::clone).toArray(int[][]::new);
    }

    /** σ, [K]; a copy. */
    @Override
    public int[] matching() {
        return matching.clone();
    }
}
