package org.gaspard.datasets.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.format.Destination;
import org.gaspard.datasets.format.ImageStore;
import org.gaspard.datasets.format.TorchFile;

/**
 * 3D Faces: grey renderings of the Basel face model, as {@code basel_face_renders.pth} has them.
 *
 * <p>The file is one uint8 tensor saved by PyTorch, of 127,050 images of 64×64 of all combinations in row-major order, of
 * whatever shape. Factors, the slowest first, valued by their positions: identity (50), azimuth (21), elevation (11),
 * lighting (11). The set is not distributed freely; its layout is inferred from the code of [CLGD18], which divides by 255
 * and takes the numbers of positions in this order.
 *
 * <p>Source: [CLGD18].
 */
public final class Faces3dFile {

    private static final int SIDE = 64;

    private Faces3dFile() {}

    /** The published factors. */
    public static FactorGrid publishedGrid() {
        return new FactorGrid(List.of(
                levels("identity", 50), levels("azimuth", 21), levels("elevation", 11), levels("lighting", 11)));
    }

    private static Factor levels(String name, int size) {
        return Factor.linear(name, 0, size - 1, size);
    }

    /**
     * Reads the published file into memory outside the heap (520 MB).
     *
     * @throws DataFileException if it is not a saved uint8 tensor of that many elements
     */
    public static FactoredDataset read(Path pth) throws IOException {
        return read(pth, publishedGrid(), SIDE, SIDE);
    }

    /**
     * Reads a file of other grey images, all combinations of a grid in its order.
     *
     * @throws DataFileException if it is not a saved uint8 tensor of that many elements
     * @throws IllegalArgumentException if a side is not positive
     */
    public static FactoredDataset read(Path pth, FactorGrid grid, int height, int width) throws IOException {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("images of " + height + "×" + width + ", expected positive sides");
        }
        long bytes = Math.multiplyExact(grid.size(), (long) height * width);
        if (bytes > 1032 * Files.size(pth) + 1024) {
            throw new DataFileException(pth, "a file of " + Files.size(pth) + " bytes", "a tensor of " + bytes);
        }
        ImageStore store = ImageStore.fill(
                grid.size(), height, width, 1, Destination.memory(), target -> TorchFile.read(pth, target));
        return new GridImages(String.valueOf(pth.getFileName()), store, grid, IntUnaryOperator.identity());
    }
}
