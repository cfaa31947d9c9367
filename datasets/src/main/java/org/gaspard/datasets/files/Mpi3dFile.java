package org.gaspard.datasets.files;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.zip.ZipException;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.format.Destination;
import org.gaspard.datasets.format.ImageStore;
import org.gaspard.tensor.io.ArrayFileException;
import org.gaspard.tensor.io.NpyReader;
import org.gaspard.tensor.io.Npz;

/**
 * MPI3D: an object that a robot arm moves, simulated or photographed, as its npz files have it.
 *
 * <p>The archive holds {@code images} uint8 [N, H, W, 3] (published: 64×64) of all combinations in row-major order, and no
 * labels; the number of images tells which set it is. Factors, the slowest first: object_color, object_shape, object_size
 * (2), camera_height (3), background_color (3), horizontal_axis (40), vertical_axis (40), valued by their positions. There
 * are 6 colours and 6 shapes in toy, realistic and real (N = 1,036,800), 4 and 4 in the set of real complex objects
 * (N = 460,800).
 *
 * <p>Source: [G19].
 */
public final class Mpi3dFile {

    private static final int MAX_SIDE = 1 << 12;
    private static final int BLOCK = 1 << 22;

    private Mpi3dFile() {}

    /** The factors of the toy, realistic and real sets. */
    public static FactorGrid simpleGrid() {
        return grid(6, 6);
    }

    /** The factors of the set of real complex objects. */
    public static FactorGrid complexGrid() {
        return grid(4, 4);
    }

    private static FactorGrid grid(int colors, int shapes) {
        return new FactorGrid(List.of(
                levels("object_color", colors),
                levels("object_shape", shapes),
                levels("object_size", 2),
                levels("camera_height", 3),
                levels("background_color", 3),
                levels("horizontal_axis", 40),
                levels("vertical_axis", 40)));
    }

    private static Factor levels(String name, int size) {
        return Factor.linear(name, 0, size - 1, size);
    }

    /**
     * Reads a file into memory outside the heap (12.7 GB for a published one of 1,036,800 images).
     *
     * @throws DataFileException if it is malformed or its number of images is neither of the two
     */
    public static FactoredDataset read(Path npz) throws IOException {
        return read(npz, List.of(simpleGrid(), complexGrid()), Destination.memory());
    }

    /**
     * Maps the images unpacked in {@code cache}, an npy file, which is written first if it is absent, older than the
     * archive, or of another size.
     *
     * @throws DataFileException if the archive is malformed or its number of images is neither of the two
     */
    public static FactoredDataset read(Path npz, Path cache) throws IOException {
        return read(npz, List.of(simpleGrid(), complexGrid()), Destination.cache(cache, List.of(npz)));
    }

    /**
     * Reads a file of this layout whose images are those of another grid into memory.
     *
     * @throws DataFileException if it is malformed or its number of images is not that of the grid
     */
    public static FactoredDataset read(Path npz, FactorGrid grid) throws IOException {
        return read(npz, List.of(grid), Destination.memory());
    }

    private static FactoredDataset read(Path npz, List<FactorGrid> grids, Destination to) throws IOException {
        try (Npz archive = Npz.open(npz)) {
            if (!archive.names().contains("images")) {
                throw new DataFileException(npz, "arrays " + archive.names(), "images");
            }
            try (NpyReader images = archive.open("images")) {
                long[] extents = images.extents();
                if (extents.length != 4
                        || Math.min(extents[1], extents[2]) < 1
                        || Math.max(extents[1], extents[2]) > MAX_SIDE
                        || extents[3] != 3) {
                    throw new DataFileException(npz, "images of shape " + Arrays.toString(extents), "[N, H, W, 3]");
                }
                FactorGrid grid = grids.stream()
                        .filter(g -> g.size() == extents[0])
                        .findFirst()
                        .orElseThrow(() -> new DataFileException(
                                npz,
                                extents[0] + " images",
                                "one of " + grids.stream().map(FactorGrid::size).toList()));
                ImageStore store = ImageStore.fill(
                        grid.size(), (int) extents[1], (int) extents[2], 3, to, target -> copy(images, target));
                return new GridImages(String.valueOf(npz.getFileName()), store, grid, IntUnaryOperator.identity());
            }
        } catch (ArrayFileException | ZipException | EOFException e) {
            throw new DataFileException(npz, String.valueOf(e.getMessage()), "an npz archive of images", e);
        }
    }

    private static void copy(NpyReader images, MemorySegment target) throws IOException {
        int row = (int) images.rowElements();
        byte[] block = new byte[(int) Math.min(target.byteSize(), row * Math.max(1L, BLOCK / row))];
        long at = 0;
        for (int rows = images.readBytes(block); rows > 0; rows = images.readBytes(block)) {
            MemorySegment.copy(block, 0, target, ValueLayout.JAVA_BYTE, at, rows * row);
            at += (long) rows * row;
        }
    }
}
