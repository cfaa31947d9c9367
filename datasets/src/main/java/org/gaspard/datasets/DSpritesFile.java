package org.gaspard.datasets;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipException;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.io.ArrayFileException;
import org.gaspard.tensor.io.NamedArray;
import org.gaspard.tensor.io.NpyReader;
import org.gaspard.tensor.io.Npz;

/**
 * The published dSprites file, or one of its layout with other sizes, kept in memory with one bit a pixel (377 MB for
 * the whole of it).
 *
 * <p>The archive holds {@code imgs} uint8 [N, H, W] of zeros and ones, {@code latents_classes} int [N, 6] in row-major
 * order of all combinations, and {@code latents_values} float [N, 6]; other entries are not looked at. Sizes and values
 * of the factors are those found. The images are read as a stream, never unpacked as a whole.
 */
public final class DSpritesFile implements FactoredDataset {

    private static final List<String> ARRAYS = List.of("imgs", "latents_classes", "latents_values");
    private static final int BLOCK = 1 << 20;

    private final String name;
    private final FactorGrid grid;
    private final int height;
    private final int width;
    private final int words;
    private final long[] bits;

    private DSpritesFile(String name, FactorGrid grid, int height, int width, long[] bits) {
        this.name = name;
        this.grid = grid;
        this.height = height;
        this.width = width;
        this.words = words(height, width);
        this.bits = bits;
    }

    private static int words(int height, int width) {
        return (height * width + 63) / 64;
    }

    /**
     * Reads a file.
     *
     * @throws DataFileException if it is malformed, one of the three arrays is absent, the latents are not all combinations
     *     in row-major order, or the images are not binary
     */
    public static DSpritesFile read(Path npz) throws IOException {
        try {
            return open(npz);
        } catch (ArrayFileException | ZipException | EOFException e) {
            throw new DataFileException(npz, String.valueOf(e.getMessage()), "the npz archive of dSprites", e);
        }
    }

    private static DSpritesFile open(Path npz) throws IOException {
        try (Npz archive = Npz.open(npz)) {
            if (!archive.names().containsAll(ARRAYS)) {
                throw new DataFileException(npz, "arrays " + archive.names(), "" + ARRAYS);
            }
            FactorGrid grid = grid(npz, archive.read("latents_classes"), archive.read("latents_values"));
            try (NpyReader images = archive.open("imgs")) {
                long[] extents = images.extents();
                if (extents.length != 3
                        || extents[0] != grid.size()
                        || images.rowElements() < 1
                        || Math.max(images.rowElements(), Math.max(extents[1], extents[2])) > BLOCK) {
                    throw new DataFileException(
                            npz,
                            "imgs of shape " + Arrays.toString(extents),
                            "[" + grid.size() + ", height, width] with 1 to " + BLOCK + " pixels");
                }
                int height = (int) extents[1];
                int width = (int) extents[2];
                long[] bits = pack(npz, images, grid.size(), words(height, width));
                return new DSpritesFile(String.valueOf(npz.getFileName()), grid, height, width, bits);
            }
        }
    }

    private static FactorGrid grid(Path npz, NamedArray classes, NamedArray values) throws IOException {
        int factors = DSprites.FACTOR_NAMES.size();
        Shape shape = classes.shape();
        if (shape.rank() != 2
                || shape.extent(0) == 0
                || shape.extent(1) != factors
                || !values.shape().equals(shape)) {
            throw new DataFileException(
                    npz,
                    "latents_classes of shape " + shape + " and latents_values of shape " + values.shape(),
                    "both [images, " + factors + "]");
        }
        int images = shape.extent(0);
        List<Factor> found = new ArrayList<>();
        for (int f = 0; f < factors; f++) {
            // In row-major order the last combination has every factor at its last position.
            int last = (int) classes.storage().get((images - 1) * factors + f);
            if (last < 0 || last >= images) {
                throw new DataFileException(
                        npz,
                        "latents_classes ends with position " + last + " of factor " + f,
                        "a position below " + images);
            }
            double[] levels = new double[last + 1];
            for (int i = images - 1; i >= 0; i--) {
                int position = (int) classes.storage().get(i * factors + f);
                if (position >= 0 && position <= last) {
                    levels[position] = values.storage().get(i * factors + f);
                }
            }
            found.add(Factor.of(DSprites.FACTOR_NAMES.get(f), levels));
        }
        return checked(npz, found, classes, values);
    }

    private static FactorGrid checked(Path npz, List<Factor> factors, NamedArray classes, NamedArray values)
            throws IOException {
        long combinations = 1;
        for (Factor factor : factors) {
            combinations = Math.min(combinations * factor.size(), Integer.MAX_VALUE);
        }
        int images = classes.shape().extent(0);
        if (combinations != images) {
            throw new DataFileException(npz, images + " images", "as many as combinations of the factors " + factors);
        }
        FactorGrid grid = new FactorGrid(factors);
        for (int i = 0; i < images; i++) {
            for (int f = 0; f < factors.size(); f++) {
                int at = i * factors.size() + f;
                int position = grid.position(i, f);
                if (classes.storage().get(at) != position
                        || values.storage().get(at) != factors.get(f).value(position)) {
                    throw new DataFileException(
                            npz,
                            "latents of image " + i + " have " + factors.get(f).name() + " at position "
                                    + (int) classes.storage().get(at) + " with value "
                                    + values.storage().get(at),
                            "position " + position + " and one value for each position");
                }
            }
        }
        return grid;
    }

    private static long[] pack(Path npz, NpyReader images, int count, int words) throws IOException {
        int pixels = (int) images.rowElements();
        if ((long) count * words > Integer.MAX_VALUE - 8) {
            throw new DataFileException(
                    npz, count + " images of " + pixels + " pixels", "fewer than fit an array of bits");
        }
        long[] bits = new long[count * words];
        byte[] block = new byte[Math.max(pixels, 1) * Math.max(1, BLOCK / Math.max(pixels, 1))];
        int image = 0;
        for (int rows = images.readBytes(block); rows > 0; rows = images.readBytes(block)) {
            for (int i = 0; i < rows * pixels; i++) {
                if ((block[i] & ~1) != 0) {
                    throw new DataFileException(
                            npz,
                            "imgs holds the value " + Byte.toUnsignedInt(block[i]) + " in image "
                                    + (image + i / pixels),
                            "0 or 1");
                }
                int pixel = i % pixels;
                bits[(image + i / pixels) * words + pixel / 64] |= (long) block[i] << pixel;
            }
            image += rows;
        }
        return bits;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FactorGrid grid() {
        return grid;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        Objects.checkIndex(index, size());
        Objects.checkFromIndexSize(offset, pixels(), out.length);
        for (int i = 0; i < pixels(); i++) {
            out[offset + i] = bits[index * words + i / 64] >>> i & 1;
        }
    }
}
