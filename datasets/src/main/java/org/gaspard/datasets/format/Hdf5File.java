package org.gaspard.datasets.format;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gaspard.datasets.DataFileException;

/**
 * Arrays of an HDF5 file, read with jHDF. Chunks are decoded in parallel; no array is held as a whole but in the target.
 *
 * <p>A file below 2 GiB is mapped. That jHDF then sees the limits of the file whenever it follows an address is also what
 * makes false lengths harmless; of a larger file it reads blocks whose lengths it trusts.
 */
public final class Hdf5File implements Closeable {

    private static final int BLOCK = 1 << 20;

    private final Path path;
    private final long length;
    private final HdfFile file;

    private Hdf5File(Path path, long length, HdfFile file) {
        this.path = path;
        this.length = length;
        this.file = file;
    }

    /**
     * Opens a file.
     *
     * @throws DataFileException if it is not an HDF5 file
     */
    public static Hdf5File open(Path path) throws IOException {
        long length = Files.size(path);
        if (length > Integer.MAX_VALUE) {
            return new Hdf5File(path, length, guarded(path, () -> new HdfFile(path)));
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
            return new Hdf5File(path, length, guarded(path, () -> HdfFile.fromByteBuffer(bytes)));
        }
    }

    /** What jHDF throws at a malformed file is any unchecked exception, or an overflow of the stack where links loop. */
    private static <T> T guarded(Path path, Supplier<T> read) throws DataFileException {
        try {
            return read.get();
        } catch (RuntimeException | StackOverflowError e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new DataFileException(path, "a malformed structure (" + reason + ")", "an HDF5 file", e);
        }
    }

    /**
     * The extents of an array.
     *
     * @throws DataFileException if there is none of that name, or it claims more elements than the file can hold
     */
    public long[] extents(String name) throws IOException {
        return guarded(path, () -> file.getDatasetByPath(name).getDimensionsAsLong());
    }

    /**
     * Reads an array of unsigned bytes into a segment of its size.
     *
     * @throws DataFileException if it is malformed or of another type
     */
    public void bytes(String name, MemorySegment target) throws IOException {
        Dataset dataset = guarded(path, () -> file.getDatasetByPath(name));
        boolean fits = guarded(
                path,
                () -> dataset.getDataType() instanceof FixedPoint type
                        && type.getSize() == 1
                        && !type.isSigned()
                        && type.getBitPrecision() == 8);
        if (!fits) {
            throw new DataFileException(path, name + " of another type", "unsigned bytes");
        }
        checkClaim(name, target.byteSize());
        guarded(path, () -> {
            if (dataset instanceof ChunkedDataset chunked) {
                copyChunks(chunked, target);
            } else {
                copySlices(dataset, target);
            }
            return name;
        });
    }

    /**
     * Reads an array of 64-bit floating-point numbers in row-major order.
     *
     * @throws DataFileException if it is malformed, of another type, or longer than {@code most}
     */
    public double[] doubles(String name, long most) throws IOException {
        Dataset dataset = guarded(path, () -> file.getDatasetByPath(name));
        long size = guarded(path, dataset::getSize);
        boolean fits = guarded(
                path, () -> dataset.getDataType() instanceof FloatingPoint type && type.getSize() == Double.BYTES);
        if (!fits || size < 0 || size > most) {
            throw new DataFileException(
                    path,
                    name + " of another type or of " + size + " elements",
                    "at most " + most + " of 64-bit floats");
        }
        checkClaim(name, size * Double.BYTES);
        Object flat = guarded(path, dataset::getDataFlat);
        if (!(flat instanceof double[] values) || values.length != size) {
            throw new DataFileException(path, name + " incomplete", size + " elements");
        }
        return values;
    }

    /** Throws unless an array of that many bytes can come from this file, however well it is compressed. */
    public void checkClaim(String name, long bytes) throws DataFileException {
        // What deflate can at most expand to; see RFC 1951.
        long most = 1032 * length + 1024;
        if (bytes < 0 || bytes > most) {
            throw new DataFileException(
                    path, name + " claims " + bytes + " bytes", "at most " + most + " from " + length);
        }
    }

    private void copyChunks(ChunkedDataset dataset, MemorySegment target) {
        int[] extents = dataset.getDimensions();
        int[] chunk = dataset.getChunkDimensions();
        if (chunk.length != extents.length) {
            throw new IllegalArgumentException("chunks of rank " + chunk.length);
        }
        long elements = 1;
        int[] counts = new int[chunk.length];
        long chunks = 1;
        for (int axis = 0; axis < chunk.length; axis++) {
            if (chunk[axis] < 1 || elements > Integer.MAX_VALUE / chunk[axis]) {
                throw new IllegalArgumentException("chunks of shape " + Arrays.toString(chunk));
            }
            elements *= chunk[axis];
            counts[axis] = Math.ceilDiv(extents[axis], chunk[axis]);
            chunks *= counts[axis];
        }
        if (chunks > length || elements > 1032 * length + 1024) {
            throw new IllegalArgumentException(chunks + " chunks of " + elements + " elements in " + length + " bytes");
        }
        int size = (int) elements;
        IntStream.range(0, (int) chunks).parallel().forEach(index -> {
            int[] offset = new int[chunk.length];
            int rest = index;
            for (int axis = chunk.length - 1; axis >= 0; axis--) {
                offset[axis] = rest % counts[axis] * chunk[axis];
                rest /= counts[axis];
            }
            byte[] bytes = dataset.getDecompressedChunk(offset);
            if (bytes.length != size) {
                throw new IllegalArgumentException(
                        "chunk at " + Arrays.toString(offset) + " of " + bytes.length + " bytes instead of " + size);
            }
            copyRuns(bytes, chunk, offset, extents, target);
        });
    }

    /** Copies the part of a chunk that lies inside the array, one run along the last axis at a time. */
    private static void copyRuns(byte[] bytes, int[] chunk, int[] offset, int[] extents, MemorySegment target) {
        int last = chunk.length - 1;
        int run = Math.min(chunk[last], extents[last] - offset[last]);
        int[] at = new int[chunk.length];
        for (int from = 0; from < bytes.length; from += chunk[last]) {
            int rest = from / chunk[last];
            boolean inside = true;
            for (int axis = last - 1; axis >= 0; axis--) {
                at[axis] = offset[axis] + rest % chunk[axis];
                rest /= chunk[axis];
                inside &= at[axis] < extents[axis];
            }
            if (inside) {
                at[last] = offset[last];
                long to = 0;
                for (int axis = 0; axis <= last; axis++) {
                    to = to * extents[axis] + at[axis];
                }
                MemorySegment.copy(bytes, from, target, ValueLayout.JAVA_BYTE, to, run);
            }
        }
    }

    private static void copySlices(Dataset dataset, MemorySegment target) {
        int[] extents = dataset.getDimensions();
        long[] from = new long[extents.length];
        int[] block = extents.clone();
        int rows = Math.clamp((long) BLOCK * extents[0] / Math.max(1, target.byteSize()), 1, extents[0]);
        long to = 0;
        for (int row = 0; row < extents[0]; row += rows) {
            from[0] = row;
            block[0] = Math.min(rows, extents[0] - row);
            to = flatten(dataset.getData(from, block), target, to);
        }
        if (to != target.byteSize()) {
            throw new IllegalArgumentException(to + " elements instead of " + target.byteSize());
        }
    }

    /** jHDF gives unsigned bytes as nested arrays of wider integers. */
    private static long flatten(Object array, MemorySegment target, long to) {
        int count = Array.getLength(array);
        long next = to;
        for (int i = 0; i < count; i++) {
            Object element = Array.get(array, i);
            if (element instanceof Number value) {
                target.set(ValueLayout.JAVA_BYTE, next++, value.byteValue());
            } else {
                next = flatten(element, target, next);
            }
        }
        return next;
    }

    @Override
    public void close() {
        file.close();
    }
}
