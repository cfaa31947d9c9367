package org.gaspard.datasets.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.Destination;
import org.gaspard.datasets.format.ImageStore;

/**
 * Copies of data sets as bytes, {@code round(255·pixel)} clamped to [0, 255], so that decoding and preprocessing are done
 * once: outside the heap, or in an npy file of shape [N, H, W, C] that is mapped and may exceed the memory. Images are
 * read in parallel; the result does not depend on the number of threads.
 *
 * <p>A copy lives beside its source, from which it takes names and factors; its file is one for any program that reads npy,
 * and of it only the header and the length are checked. To keep all images of a factored set in a file of its own, which
 * needs no source and in which damage of any image is found, see {@link org.gaspard.datasets.rendered.ImageCache}.
 */
public final class StoredImages {

    private static final int PIECE = 64;

    private StoredImages() {}

    /**
     * A copy in memory outside the heap; one of a {@link FactoredDataset} is one.
     *
     * @throws IOException if an image cannot be read
     */
    public static LabelledDataset inMemory(LabelledDataset source) throws IOException {
        return table(source, Destination.memory());
    }

    /** As {@link #inMemory(LabelledDataset)}, with the grid of the factors. */
    public static FactoredDataset inMemory(FactoredDataset source) throws IOException {
        return grid(source, Destination.memory());
    }

    /**
     * A copy in a mapped file, which is written unless it has the size of these images already; one of a
     * {@link FactoredDataset} is one. Whether it holds the same images is not checked: to make it anew, delete it.
     *
     * @throws IOException if an image cannot be read or the file not be written
     */
    public static LabelledDataset inFile(LabelledDataset source, Path npy) throws IOException {
        return table(source, Destination.cache(npy, List.of()));
    }

    /** As {@link #inFile(LabelledDataset, Path)}, with the grid of the factors. */
    public static FactoredDataset inFile(FactoredDataset source, Path npy) throws IOException {
        return grid(source, Destination.cache(npy, List.of()));
    }

    private static LabelledDataset table(LabelledDataset source, Destination to) throws IOException {
        if (source instanceof FactoredDataset factored) {
            return grid(factored, to);
        }
        int factors = source.factors().size();
        int[] positions = new int[Math.multiplyExact(source.size(), factors)];
        for (int i = 0; i < source.size(); i++) {
            System.arraycopy(source.factors(i), 0, positions, i * factors, factors);
        }
        return new TableImages(source.name(), store(source, to), source.factors(), positions);
    }

    private static FactoredDataset grid(FactoredDataset source, Destination to) throws IOException {
        return new GridImages(source.name(), store(source, to), source.grid(), IntUnaryOperator.identity());
    }

    private static ImageStore store(LabelledDataset source, Destination to) throws IOException {
        int pixels = source.pixels();
        int pieces = Math.ceilDiv(source.size(), PIECE);
        return ImageStore.fill(
                source.size(),
                source.height(),
                source.width(),
                source.channels(),
                to,
                target -> ImageStore.unwrapping(() -> IntStream.range(0, pieces)
                        .parallel()
                        .forEach(piece -> {
                            float[] image = new float[pixels];
                            int end = Math.min(source.size(), (piece + 1) * PIECE);
                            for (int i = piece * PIECE; i < end; i++) {
                                source.read(i, image, 0);
                                copy(image, target, (long) i * pixels);
                            }
                        })));
    }

    private static void copy(float[] image, MemorySegment target, long at) {
        for (int k = 0; k < image.length; k++) {
            int sample = Math.clamp(Math.round(255 * image[k]), 0, 255);
            target.set(ValueLayout.JAVA_BYTE, at + k, (byte) sample);
        }
    }
}
