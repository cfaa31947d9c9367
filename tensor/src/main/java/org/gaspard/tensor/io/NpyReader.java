package org.gaspard.tensor.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;

/**
 * One npy array, read front to back: all at once, or block by block along its first axis when it exceeds the memory.
 *
 * <p>Types are converted as they are read: float16 becomes float32; int64 (checked), uint8 and bool become int32. Both
 * byte orders are read. A file in Fortran order is transposed by {@link #readAll}; its rows are not contiguous, so that
 * {@link #readRows} refuses it unless it has at most one axis.
 *
 * <p>The size that the header announces is compared with the size of the file before anything is allocated, and
 * reading the last row fails if bytes follow it.
 */
public final class NpyReader implements Closeable {

    private final String name;
    private final InputStream in;
    private final NpyHeader header;
    private final long rows;
    private final long rowElements;
    private long row;

    /** Reads the header; {@code size} is the number of bytes that {@code in} is known to hold. */
    NpyReader(InputStream in, long size, String name) throws IOException {
        this.name = name;
        this.in = in;
        this.header = NpyHeader.read(in, name);
        long[] extents = header.extents();
        long count = Elements.count(extents, name);
        long expected = Elements.bytes(count, header.type().bytes(), extents, name);
        if (expected != size - header.length()) {
            throw new ArrayFileException("array '" + name + "' of shape " + Arrays.toString(extents) + " and type "
                    + header.type() + " takes " + expected + " bytes, found " + (size - header.length()));
        }
        this.rows = extents.length == 0 ? 1 : extents[0];
        this.rowElements = rows == 0 ? 0 : count / rows;
        checkEnd();
    }

    /** The extents; unlike a {@link Shape}, they may announce more elements than an array holds. */
    public long[] extents() {
        return header.extents().clone();
    }

    /** The element type that reading gives. */
    public DType dtype() {
        return header.type().memory();
    }

    /** The number of elements of one row, which is everything but the first axis. */
    public long rowElements() {
        return rowElements;
    }

    /** The number of rows not yet read; a scalar has one. */
    public long remainingRows() {
        return rows - row;
    }

    /**
     * Reads the whole array.
     *
     * @throws ArrayFileException if it is truncated, exceeds the memory, or holds an integer beyond 32 bits
     * @throws IllegalStateException if rows have been read already
     */
    public NamedArray readAll() throws IOException {
        if (row > 0) {
            throw new IllegalStateException("array '" + name + "': " + row + " rows have been read already");
        }
        Shape shape = Elements.shape(header.extents(), header.type(), name);
        Storage storage = read(shape.size(), rows);
        return new NamedArray(name, shape, header.fortran() ? rowMajor(storage, shape) : storage);
    }

    /**
     * Reads the next {@code count} rows, or those that remain if they are fewer; a scalar reads as rows of shape [1].
     *
     * @throws ArrayFileException if the array is truncated, in Fortran order, or holds an integer beyond 32 bits
     * @throws IllegalArgumentException if {@code count} is negative
     */
    public NamedArray readRows(int count) throws IOException {
        if (count < 0) {
            throw new IllegalArgumentException(count + " rows of array '" + name + "', expected at least 0");
        }
        long taken = take(count);
        long[] extents = Arrays.copyOf(header.extents(), Math.max(1, header.extents().length));
        extents[0] = taken;
        Shape shape = Elements.shape(extents, header.type(), name);
        return new NamedArray(name, shape, read(shape.size(), taken));
    }

    /**
     * Reads the next rows of an array of bytes or booleans, unconverted, as many as remain and fit {@code target}.
     *
     * @return the number of rows read, 0 at the end
     * @throws ArrayFileException if the array is truncated, in Fortran order, or not of one-byte elements
     * @throws IllegalArgumentException if {@code target} is shorter than a row
     */
    public int readBytes(byte[] target) throws IOException {
        if (header.type().bytes() != 1) {
            throw new ArrayFileException(
                    "array '" + name + "' has elements of type " + header.type() + ", expected bytes");
        }
        if (target.length < rowElements) {
            throw new IllegalArgumentException(
                    "target holds " + target.length + " bytes, a row of '" + name + "' takes " + rowElements);
        }
        int taken = (int) take((int) (target.length / Math.max(rowElements, 1)));
        fill(target, (int) (taken * rowElements));
        row += taken;
        checkEnd();
        return taken;
    }

    private long take(int count) throws ArrayFileException {
        if (header.fortran() && header.extents().length > 1) {
            throw new ArrayFileException("array '" + name + "' is in Fortran order and cannot be read by rows");
        }
        return Math.min(count, remainingRows());
    }

    private Storage read(int size, long rowsRead) throws IOException {
        ElementType type = header.type();
        Storage storage = Storage.allocate(type.memory(), size);
        byte[] block = new byte[(int) Math.min(Elements.BLOCK, (long) size * type.bytes())];
        int perBlock = Elements.BLOCK / type.bytes();
        for (int from = 0; from < size; from += perBlock) {
            int count = Math.min(perBlock, size - from);
            fill(block, count * type.bytes());
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, count * type.bytes()).order(header.order());
            type.decode(bytes, storage, from, count, name);
        }
        row += rowsRead;
        checkEnd();
        return storage;
    }

    private void fill(byte[] block, int count) throws IOException {
        if (in.readNBytes(block, 0, count) < count) {
            throw new ArrayFileException("array '" + name + "' ends early");
        }
    }

    /** Once the last row is read, drives the stream to its end, where a stream with a checksum verifies it. */
    private void checkEnd() throws IOException {
        if (row == rows && in.read() >= 0) {
            throw new ArrayFileException("array '" + name + "' holds bytes beyond its last element");
        }
    }

    private static Storage rowMajor(Storage columnMajor, Shape shape) {
        Storage out = Storage.allocate(columnMajor.dtype(), shape.size());
        int[] extents = shape.toArray();
        int[] position = new int[extents.length];
        int[] strides = shape.strides();
        int to = 0;
        for (int from = 0; from < shape.size(); from++) {
            switch (out) {
                case Storage.Floats(float[] data) -> data[to] = (float) columnMajor.get(from);
                case Storage.Doubles(double[] data) -> data[to] = columnMajor.get(from);
                case Storage.Int32s(int[] data) -> data[to] = (int) columnMajor.get(from);
            }
            for (int axis = 0; axis < extents.length; axis++) {
                to += strides[axis];
                if (++position[axis] < extents[axis]) {
                    break;
                }
                to -= strides[axis] * extents[axis];
                position[axis] = 0;
            }
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
