package org.gaspard.tensor.cpu;

import java.util.EnumMap;
import java.util.Map;

/**
 * The working memory of one task: buffers by purpose, which grow to the largest size that was asked for and are used
 * again, except that very large ones are not kept.
 */
final class Scratch<T> {

    /** The elements of the largest buffer that is kept between tasks. */
    static final int LARGEST_KEPT = 1 << 24;

    /** What a buffer is for. */
    enum Use {
        /** The right factor of a product in panels, made once for a call. */
        PANELS,
        /** A right factor in panels that only one task needs. */
        TASK_PANELS,
        /** Rows of pixels that a convolution window covers. */
        WINDOWS,
        /** The left factor of a product in panels, made once for a call. */
        LEFT_PANELS,
        /** A block of a left factor in panels that only one task needs. */
        LEFT,
        /** The last rows of a left factor, filled up to a full tile. */
        EDGE,
        /** A tile that cannot be written where it belongs. */
        TILE,
        /** A result before it is spread. */
        RESULT,
        /** Partial sums of a long reduction. */
        PARTIAL
    }

    private final TileKernels<T> tiles;
    private final Map<Use, T> buffers = new EnumMap<>(Use.class);

    private Scratch(TileKernels<T> tiles) {
        this.tiles = tiles;
    }

    /**
     * A buffer of at least {@code length} elements with undefined content; valid until the next call for the same
     * use.
     */
    T buffer(Use use, long length) {
        T buffer = buffers.get(use);
        if (buffer == null || tiles.length(buffer) < length) {
            buffer = tiles.allocate(Math.toIntExact(length));
            buffers.put(use, buffer);
        }
        return buffer;
    }

    /** Working memories that wait for their next task. */
    static final class Pool<T> {

        private final FreeList<Scratch<T>> free;

        Pool(TileKernels<T> tiles) {
            this.free = new FreeList<>(() -> new Scratch<>(tiles));
        }

        Scratch<T> take() {
            return free.take();
        }

        void giveBack(Scratch<T> scratch) {
            scratch.buffers.values().removeIf(buffer -> scratch.tiles.length(buffer) > LARGEST_KEPT);
            free.giveBack(scratch);
        }
    }
}
