package org.gaspard.datasets.rendered;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.zip.CRC32C;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/**
 * The images of a data set in a file, one byte a value, mapped into memory: reading one is a copy, whatever it took to
 * draw it, and the system keeps in memory what is in use.
 *
 * <p>A cache gives the same pixels as its source if they are multiples of 1/255, and otherwise the nearest multiples.
 *
 * <p>This is for sets whose images are all combinations of factors, that take long to draw or decode, and whose file is to
 * be kept: it describes itself, is opened without its source, and damage is found when an image is read.
 * {@link org.gaspard.datasets.files.StoredImages} is for any labelled images and for a copy that is made beside its source: in
 * memory, or in an npy file for other programs, which is opened with the source and carries no sums.
 *
 * <p>The file is big-endian: 8 bytes {@code GASPIMG1}; the length of the header; the header: name, height, width,
 * channels, and the names and values of the factors; its CRC-32C; for each image the CRC-32C of its bytes, and one for
 * all of these; then the images, row-major, channels last. The first part and its sums are checked when the file is
 * opened, each image when it is read.
 */
public final class ImageCache implements FactoredDataset {

    private final Path file;
    private final CacheHeader header;
    private final int[] sums;
    private final MemorySegment images;

    private ImageCache(Path file, CacheHeader header, int[] sums, MemorySegment images) {
        this.file = file;
        this.header = header;
        this.sums = sums;
        this.images = images;
    }

    /**
     * Writes all images of a data set, drawn on all threads of the common pool. The file appears, or replaces an older
     * one, when it is complete.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(FactoredDataset data, Path file) throws IOException {
        write(data, file, done -> {});
    }

    /**
     * As {@link #write(FactoredDataset, Path)}.
     *
     * @param progress is told now and then, by the calling thread, how many images are written
     * @throws IOException if it cannot be written
     */
    public static void write(FactoredDataset data, Path file, IntConsumer progress) throws IOException {
        CacheWriter.write(data, file, progress);
    }

    /**
     * Whether a path is a file that begins like a cache.
     *
     * @throws IOException if it cannot be read
     */
    public static boolean recognises(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return CacheHeader.startsLikeOne(in.readNBytes(CacheHeader.START));
        }
    }

    /**
     * Opens a file; it stays mapped as long as the cache is reachable, and must not change meanwhile.
     *
     * @throws IOException if it is not such a file, is shorter or longer than its header says, or the header or the
     *     list of sums is damaged
     */
    public static ImageCache open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            CacheHeader header = CacheHeader.read(file, channel);
            long expected = header.imagesAt() + (long) header.grid().size() * header.pixels();
            if (channel.size() != expected) {
                throw new IOException(file + " has " + channel.size() + " bytes, its header announces " + expected
                        + (channel.size() < expected ? ": it is truncated" : ": it is too long"));
            }
            int[] sums = sums(file, channel, header);
            MemorySegment images = channel.map(
                    FileChannel.MapMode.READ_ONLY, header.imagesAt(), expected - header.imagesAt(), Arena.ofAuto());
            return new ImageCache(file, header, sums, images);
        }
    }

    private static int[] sums(Path file, FileChannel channel, CacheHeader header) throws IOException {
        int length = Math.toIntExact(header.imagesAt() - header.sumsAt());
        byte[] bytes = CacheHeader.fill(file, channel, header.sumsAt(), length);
        int[] sums = new int[header.grid().size()];
        ByteBuffer table = ByteBuffer.wrap(bytes);
        table.asIntBuffer().get(sums);
        int listed = length - Integer.BYTES;
        if (table.getInt(listed) != CacheHeader.sum(bytes, listed)) {
            throw new IOException(file + " is damaged: the sums of its images do not add up");
        }
        return sums;
    }

    @Override
    public String name() {
        return header.name();
    }

    @Override
    public FactorGrid grid() {
        return header.grid();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int channels() {
        return header.channels();
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the image is damaged
     */
    @Override
    public void read(int index, float[] out, int offset) {
        Objects.checkFromIndexSize(offset, pixels(), out.length);
        byte[] bytes = new byte[header.pixels()];
        if (!load(index, bytes)) {
            throw new UncheckedIOException(new IOException(damaged(index)));
        }
        for (int i = 0; i < bytes.length; i++) {
            out[offset + i] = Levels.value(Byte.toUnsignedInt(bytes[i]));
        }
    }

    /**
     * Checks all images.
     *
     * @throws IOException naming the first damaged one
     */
    public void verify() throws IOException {
        byte[] bytes = new byte[header.pixels()];
        for (int i = 0; i < size(); i++) {
            if (!load(i, bytes)) {
                throw new IOException(damaged(i));
            }
        }
    }

    /** Copies an image and tells whether its sum is right. */
    private boolean load(int index, byte[] bytes) {
        Objects.checkIndex(index, size());
        MemorySegment.copy(images, ValueLayout.JAVA_BYTE, (long) index * bytes.length, bytes, 0, bytes.length);
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue() == sums[index];
    }

    private String damaged(int index) {
        return file + " is damaged: image " + index + " at " + Arrays.toString(grid().positions(index))
                + " does not match its sum";
    }
}
