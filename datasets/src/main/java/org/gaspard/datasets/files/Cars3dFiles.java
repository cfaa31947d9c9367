package org.gaspard.datasets.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.format.Destination;
import org.gaspard.datasets.format.ImageStore;
import org.gaspard.datasets.format.MatFile;

/**
 * Cars3D: renderings of car models, as a folder of MAT-files has them, one for each model.
 *
 * <p>Each file ({@code car_001_mesh.mat} and so on) holds {@code im} uint8 [H, W, 3, azimuths, elevations] in column-major
 * order (published: 128×128, 24, 4; 183 files). Factors, the slowest first, in the order of [L19]: elevation, azimuth
 * (degrees, equidistant on the circle), object (the rank of the file among the names in increasing order); elevation and
 * object are valued by their positions.
 *
 * <p>The images keep their size. [L19] reduces them to 64×64 with a Lanczos filter; see
 * {@link org.gaspard.datasets.images.Preprocessing}.
 *
 * <p>Source: [RZZL15], layout as read by [L19].
 */
public final class Cars3dFiles {

    private Cars3dFiles() {}

    /**
     * Reads all {@code *.mat} files of a folder into memory outside the heap (863 MB for the published ones), in parallel.
     *
     * @throws DataFileException if there is none, one is malformed, or they differ in shape
     */
    public static FactoredDataset read(Path folder) throws IOException {
        List<Path> files = Folders.files(folder, ".mat");
        return read(folder, files, Destination.memory());
    }

    /**
     * Maps the images unpacked in {@code cache}, an npy file, which is written first if it is absent, older than a file of
     * the folder, or of another size.
     *
     * @throws DataFileException as {@link #read(Path)}
     */
    public static FactoredDataset read(Path folder, Path cache) throws IOException {
        List<Path> files = Folders.files(folder, ".mat");
        return read(folder, files, Destination.cache(cache, files));
    }

    private static FactoredDataset read(Path folder, List<Path> files, Destination to) throws IOException {
        if (files.isEmpty()) {
            throw new DataFileException(folder, "no file *.mat", "the files of Cars3D");
        }
        int[] shape = load(files.getFirst()).extents();
        int azimuths = shape[3];
        int elevations = shape[4];
        long count = (long) files.size() * azimuths * elevations;
        if (count > Integer.MAX_VALUE) {
            throw new DataFileException(folder, count + " images", "fewer than 2³¹");
        }
        FactorGrid grid = new FactorGrid(List.of(
                Factor.linear("elevation", 0, elevations - 1, elevations),
                Factor.linear("azimuth", 0, 360.0 * (azimuths - 1) / azimuths, azimuths),
                Factor.linear("object", 0, files.size() - 1, files.size())));
        ImageStore store = ImageStore.fill(
                grid.size(),
                shape[0],
                shape[1],
                3,
                to,
                target -> ImageStore.unwrapping(() -> IntStream.range(0, files.size())
                        .parallel()
                        .forEach(object -> copy(files.get(object), object, shape, grid, target))));
        return new GridImages(String.valueOf(folder.getFileName()), store, grid, IntUnaryOperator.identity());
    }

    private static MatFile.Bytes load(Path file) throws IOException {
        MatFile.Bytes images = MatFile.read(file, "im");
        int[] shape = images.extents();
        if (shape.length != 5 || shape[2] != 3) {
            throw new DataFileException(
                    file, "im of shape " + Arrays.toString(shape), "[H, W, 3, azimuths, elevations]");
        }
        return images;
    }

    private static void copy(Path file, int object, int[] shape, FactorGrid grid, MemorySegment target) {
        try {
            MatFile.Bytes images = load(file);
            if (!Arrays.equals(images.extents(), shape)) {
                throw new DataFileException(
                        file,
                        "im of shape " + Arrays.toString(images.extents()),
                        Arrays.toString(shape) + " as in the first file");
            }
            int height = shape[0];
            int plane = height * shape[1];
            byte[] image = new byte[3 * plane];
            for (int view = 0; view < shape[3] * shape[4]; view++) {
                for (int c = 0; c < 3; c++) {
                    for (int i = 0; i < plane; i++) {
                        byte sample = images.bytes()[(view * 3 + c) * plane + i];
                        image[((i % height) * shape[1] + i / height) * 3 + c] = sample;
                    }
                }
                long row = grid.index(view / shape[3], view % shape[3], object);
                MemorySegment.copy(image, 0, target, ValueLayout.JAVA_BYTE, row * image.length, image.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
