package org.gaspard.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.datasets.catalogue.ImageParts;
import org.gaspard.datasets.images.Filter;
import org.gaspard.datasets.images.PixelGrid;
import org.gaspard.datasets.images.Preprocessing;
import org.gaspard.datasets.sequences.Colouring;
import org.gaspard.datasets.sequences.ComposableSequences;
import org.gaspard.datasets.sequences.FactorSequences;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.datasets.sequences.PublishedSequences;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;

/**
 * The sequences of a data set: along its factors where the paper has such sequences of it (3D Shapes, Falcor3D, Isaac3D), and otherwise
 * its images scaled, rotated and turned in hue like the paper's digits, grey ones in red.
 *
 * @param training to train on
 * @param evaluation to evaluate on: of the images for tests, if the set has such a part
 */
record SequenceData(ComposableSequences training, ComposableSequences evaluation) {

    /**
     * Opens a data set.
     *
     * @param folder of its files, none if it is drawn
     * @param side to which images are resized that are not of a set of sequences along factors; none for as they are
     * @param start where sequences along the factors of Falcor3D and Isaac3D begin
     */
    static SequenceData open(
            CatalogueEntry entry, Optional<Path> folder, Optional<Integer> side, FactorSequences.Start start)
            throws IOException {
        ImageParts parts = entry.open(folder);
        return new SequenceData(
                sequences(entry, parts.training(), side, start), sequences(entry, parts.evaluation(), side, start));
    }

    private static ComposableSequences sequences(
            CatalogueEntry entry, LabelledDataset images, Optional<Integer> side, FactorSequences.Start start) {
        if (images instanceof FactoredDataset factored) {
            switch (entry.name()) {
                case "shapes3d" -> {
                    return PublishedSequences.shapes3d(factored);
                }
                case "falcor3d" -> {
                    return PublishedSequences.falcor3d(factored, start);
                }
                case "isaac3d", "robot-arm" -> {
                    return PublishedSequences.isaac3d(factored, start);
                }
                default -> {}
            }
        }
        LabelledDataset sized = side.map(n -> images.height() == n && images.width() == n
                        ? images
                        : Preprocessing.none().resize(n, n, Filter.TRIANGLE).applyTo(images))
                .orElse(images);
        return PublishedSequences.likeDigits(
                sized, sized.channels() == 1 ? Colouring.RED : Colouring.NONE, PixelGrid.CORNERS);
    }

    /** Random starting images for the evaluation, the same for the same seed. */
    int[] chosen(int count, long seed) {
        return chosen(evaluation, count, seed);
    }

    /** Random starting images of some sequences, all different, the same for the same seed. */
    static int[] chosen(ImageSequences sequences, int count, long seed) {
        return new SplittableRandom(seed)
                .ints(0, sequences.size())
                .distinct()
                .limit(Math.min(count, sequences.size()))
                .toArray();
    }

    /** Sequences of some starting images under one transformation, [N, T + 1, H, W, C]. */
    static Tensor frames(ImageSequences sequences, int transformation, int[] which) {
        float[] values = new float[which.length * sequences.values()];
        sequences.readBatch(which, transformation, values);
        return Tensor.wrap(
                Shape.of(which.length, sequences.frames(), sequences.height(), sequences.width(), sequences.channels()),
                new Storage.Floats(values));
    }
}
