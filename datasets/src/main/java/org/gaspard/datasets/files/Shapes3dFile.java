package org.gaspard.datasets.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.Destination;
import org.gaspard.datasets.format.Hdf5File;
import org.gaspard.datasets.format.ImageStore;

/**
 * 3D Shapes: one coloured solid in a coloured room, as {@code 3dshapes.h5} has it, or another HDF5 file of its layout with
 * other sizes.
 *
 * <p>The file holds {@code images} uint8 [N, H, W, 3] and {@code labels} float64 [N, 6] (published: N = 480,000, 64×64),
 * chunked and compressed or not. The columns of labels, the slowest factor first, with the published sizes and values:
 * floor_hue, wall_hue, object_hue (10 each, 0, 0.1, …, 0.9), scale (8 equidistant), shape (4: 0 to 3), orientation (15 from
 * −30 to 30).
 *
 * <p>If the labels are all combinations of the values that occur, each once, the result is a {@link FactoredDataset} over
 * these values, in the order of its grid. Otherwise (an excerpt) it is a plain {@link LabelledDataset}; its factors are the
 * published ones where all labels are published values, so that positions mean the same as in the whole set.
 *
 * <p>Source: [BK18].
 */
public final class Shapes3dFile {

    private static final int MAX_SIDE = 1 << 14;

    private static final List<Factor> FACTORS = List.of(
            Factor.linear("floor_hue", 0, 0.9, 10),
            Factor.linear("wall_hue", 0, 0.9, 10),
            Factor.linear("object_hue", 0, 0.9, 10),
            Factor.linear("scale", 0.75, 1.25, 8),
            Factor.linear("shape", 0, 3, 4),
            Factor.linear("orientation", -30, 30, 15));

    private Shapes3dFile() {}

    /**
     * Reads a file into memory outside the heap (5.9 GB for the published one).
     *
     * @throws DataFileException if it is not an HDF5 file of this layout
     */
    public static LabelledDataset read(Path h5) throws IOException {
        return read(h5, Destination.memory());
    }

    /**
     * Maps the images unpacked in {@code cache}, an npy file, which is written first if it is absent, older than the HDF5
     * file, or of another size.
     *
     * @throws DataFileException if the HDF5 file is not one of this layout
     */
    public static LabelledDataset read(Path h5, Path cache) throws IOException {
        return read(h5, Destination.cache(cache, List.of(h5)));
    }

    private static LabelledDataset read(Path h5, Destination to) throws IOException {
        try (Hdf5File file = Hdf5File.open(h5)) {
            long[] extents = file.extents("images");
            if (extents.length != 4
                    || extents[0] < 1
                    || extents[0] > Integer.MAX_VALUE
                    || Math.min(extents[1], extents[2]) < 1
                    || Math.max(extents[1], extents[2]) > MAX_SIDE
                    || extents[3] != 3) {
                throw new DataFileException(h5, "images of shape " + Arrays.toString(extents), "[N, H, W, 3]");
            }
            int count = (int) extents[0];
            int height = (int) extents[1];
            int width = (int) extents[2];
            file.checkClaim("images", Math.multiplyExact(extents[0], extents[1] * extents[2] * 3));
            long[] table = file.extents("labels");
            if (!Arrays.equals(table, new long[] {count, FACTORS.size()})) {
                throw new DataFileException(
                        h5, "labels of shape " + Arrays.toString(table), "[" + count + ", " + FACTORS.size() + "]");
            }
            double[] labels = file.doubles("labels", (long) count * FACTORS.size());
            for (int i = 0; i < labels.length; i++) {
                if (!Double.isFinite(labels[i])) {
                    throw new DataFileException(
                            h5, "label " + labels[i] + " of image " + i / FACTORS.size(), "a finite number");
                }
            }
            ImageStore store = ImageStore.fill(count, height, width, 3, to, target -> file.bytes("images", target));
            String name = String.valueOf(h5.getFileName());
            LabelledDataset found = FactorTable.of(FACTORS, labels, true).over(name, store);
            return found instanceof FactoredDataset
                    ? found
                    : FactorTable.of(FACTORS, labels, false).over(name, store);
        }
    }
}
