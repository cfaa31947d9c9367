package org.gaspard.datasets.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gaspard.datasets.DataFileException;

/**
 * Images of one size as bytes outside the heap, in memory or in mapped files, so that there may be more than 2³¹ of them;
 * {@code pixel = byte / 255}. Memory and mappings end when the store is no longer reachable. Reading is safe from several
 * threads.
 */
public final class ImageStore implements ImageSource {

    /** Writes all images, one after the other in HWC order, into a segment of exactly their size. */
    @FunctionalInterface
    public interface Filler {

        /** Writes; may use several threads. */
        void fill(MemorySegment target) throws IOException;
    }

    private static final float SCALE = 255;
    private static final String DICT = "{'descr': '|u1', 'fortran_order': False, 'shape': (";
    /** Where the extents begin in a header, after ten bytes and what all have in common. */
    private static final int EXTENTS_AT = 10 + DICT.length();

    private final List<MemorySegment> parts;
    private final int[] counts;
    private final ImageLayout layout;

    private ImageStore(List<MemorySegment> parts, int[] counts, ImageLayout layout) {
        this.parts = parts;
        this.counts = counts;
        this.layout = layout;
    }

    /** Images of one layout in several segments, {@code counts[p]} of them in part p. */
    public static ImageStore over(List<MemorySegment> parts, int[] counts, ImageLayout layout) {
        return new ImageStore(List.copyOf(parts), counts.clone(), layout);
    }

    /**
     * {@code count} interleaved images that {@code filler} writes, unless a cache holds them already.
     *
     * @throws DataFileException if there is another file in the place of the cache
     */
    public static ImageStore fill(int count, int height, int width, int channels, Destination to, Filler filler)
            throws IOException {
        ImageLayout layout = ImageLayout.interleaved(height, width, channels);
        long size = count * layout.stride();
        MemorySegment bytes = switch (to) {
            case Destination.Memory() -> {
                MemorySegment target = Arena.ofAuto().allocate(size);
                filler.fill(target);
                yield target.asReadOnly();
            }
            case Destination.Cache(Path file, List<Path> sources) ->
                cached(file, sources, header(count, height, width, channels), size, filler);
        };
        return over(List.of(bytes), new int[] {count}, layout);
    }

    private static MemorySegment cached(Path file, List<Path> sources, byte[] header, long size, Filler filler)
            throws IOException {
        if (!current(file, sources, header, size)) {
            checkReplaceable(file, header);
            AtomicOutput.write(file, channel -> {
                AtomicOutput.all(channel, header);
                try (Arena arena = Arena.ofShared()) {
                    MemorySegment target = channel.map(FileChannel.MapMode.READ_WRITE, header.length, size, arena);
                    filler.fill(target);
                    target.force();
                }
            });
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, header.length, size, Arena.ofAuto());
        }
    }

    private static boolean current(Path file, List<Path> sources, byte[] header, long size) throws IOException {
        if (!Files.exists(file) || Files.size(file) != header.length + size) {
            return false;
        }
        for (Path source : sources) {
            if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(file)) > 0) {
                return false;
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(header.length), header);
        }
    }

    /** Throws if there is a file that no store can have written, as of a user who keeps an array under this name. */
    private static void checkReplaceable(Path file, byte[] header) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(EXTENTS_AT), Arrays.copyOf(header, EXTENTS_AT))) {
                throw new DataFileException(
                        file, "another file, which would be overwritten", "none, or an npy file of unpacked images");
            }
        }
    }

    /** The head of an npy file of version 1.0 for unsigned bytes, 128 bytes long (NumPy Enhancement Proposal 1). */
    private static byte[] header(int count, int height, int width, int channels) {
        String dict = DICT + count + ", " + height + ", " + width + ", " + channels + "), }";
        byte[] head = new byte[128];
        Arrays.fill(head, 10, head.length, (byte) ' ');
        System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0}, 0, head, 0, 10);
        byte[] text = dict.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, head, 10, text.length);
        head[head.length - 1] = '\n';
        return head;
    }

    /** Runs a task that may fail to read, and gives back the failure that a parallel loop has wrapped. */
    public static void unwrapping(Runnable loop) throws IOException {
        try {
            loop.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public int count() {
        return Arrays.stream(counts).sum();
    }

    @Override
    public int height() {
        return layout.height();
    }

    @Override
    public int width() {
        return layout.width();
    }

    @Override
    public int channels() {
        return layout.channels();
    }

    @Override
    public void read(int row, float[] out, int offset) {
        Objects.checkFromIndexSize(offset, layout.pixels(), out.length);
        int part = 0;
        int at = row;
        while (at >= counts[part]) {
            at -= counts[part++];
        }
        MemorySegment bytes = parts.get(part);
        long first = layout.start() + at * layout.stride();
        int pixels = layout.height() * layout.width();
        int channels = layout.channels();
        for (int c = 0; c < channels; c++) {
            long from = first + c * layout.channelStride();
            for (int i = 0; i < pixels; i++) {
                byte sample = bytes.get(ValueLayout.JAVA_BYTE, from + i * layout.pixelStride());
                out[offset + i * channels + c] = Byte.toUnsignedInt(sample) / SCALE;
            }
        }
    }
}
