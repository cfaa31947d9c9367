package org.gaspard.tensor.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;

/** What the formats share: checked sizes and the blockwise transfer of elements. */
final class Elements {

    /** The size of a transfer block, a multiple of every element size. */
    static final int BLOCK = 1 << 16;

    private Elements() {}

    /** The product of the extents; the caller has seen that none is negative. */
    static long count(long[] extents, String name) throws ArrayFileException {
        for (long extent : extents) {
            if (extent == 0) {
                return 0;
            }
        }
        long count = 1;
        for (long extent : extents) {
            long high = Math.multiplyHigh(count, extent);
            count *= extent;
            if (high != 0 || count < 0) {
                throw overflow(extents, name);
            }
        }
        return count;
    }

    /** {@code count × bytes}, checked. */
    static long bytes(long count, int bytes, long[] extents, String name) throws ArrayFileException {
        if (count > Long.MAX_VALUE / bytes) {
            throw overflow(extents, name);
        }
        return count * bytes;
    }

    private static ArrayFileException overflow(long[] extents, String name) {
        return new ArrayFileException(
                "array '" + name + "' of shape " + Arrays.toString(extents) + " has a size beyond 64 bits");
    }

    /** The shape in memory, once it is certain that it fits an array and the heap. */
    static Shape shape(long[] extents, ElementType type, String name) throws ArrayFileException {
        long count = count(extents, name);
        long heap = Runtime.getRuntime().maxMemory();
        if (count > heap / type.memory().bytes()) {
            throw new ArrayFileException("array '" + name + "' of shape " + Arrays.toString(extents)
                    + " does not fit the heap of " + heap + " bytes; read it in blocks of rows");
        }
        int[] small = new int[extents.length];
        for (int axis = 0; axis < small.length; axis++) {
            small[axis] = (int) Math.min(extents[axis], Integer.MAX_VALUE);
            if (small[axis] != extents[axis]) {
                throw new ArrayFileException(
                        "array '" + name + "' of shape " + Arrays.toString(extents) + " has an extent beyond 32 bits");
            }
        }
        try {
            return Shape.of(small);
        } catch (IllegalArgumentException e) {
            throw new ArrayFileException("array '" + name + "': " + e.getMessage(), e);
        }
    }

    /** Writes all elements little-endian, block by block. */
    static void write(Storage storage, OutputStream out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        int perBlock = BLOCK / storage.dtype().bytes();
        for (int from = 0; from < storage.size(); from += perBlock) {
            block.clear();
            ElementType.encode(storage, from, Math.min(perBlock, storage.size() - from), block);
            out.write(block.array(), 0, block.position());
        }
    }
}
