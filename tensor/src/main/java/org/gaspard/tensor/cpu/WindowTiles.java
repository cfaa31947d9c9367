package org.gaspard.tensor.cpu;

/**
 * The innermost loops of convolutions for one element type. They read the pixels of a window where they lie, by tables
 * of offsets, so that windows are never copied out of their image.
 *
 * <p>A right factor b is packed as {@link PanelProduct} does it: its rows are {@code vectors · lanes} numbers and follow
 * one another.
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
interface WindowTiles<T> {

    /** The rows of a tile. */
    int ROWS = TileKernels.ROWS;

    /**
     * One tile of a product whose rows lie anywhere and whose sum runs through stretches of memory:
     *
     * <pre>{@code
     * c[places[at + r] + j] = Σ_s Σ_{p < length} a[rows[at + r] + stretches[s] + p] b[s length + p, j]
     * }</pre>
     *
     * for 8 rows r, {@code vectors · lanes} columns j and {@code first ≤ s < end}. In a convolution a row is an output
     * pixel, and a stretch is the part of its window in one line of the image. A row may be repeated to fill up a tile.
     *
     * @param vectors 1 or 2
     * @param ao added to each index into a
     * @param bo where the row of b for the first of the stretches begins
     * @param co added to each index into c
     * @param add whether the sum starts from what is in c, not from zero
     */
    void rows(
            int vectors,
            T a,
            int ao,
            int[] rows,
            int at,
            int[] stretches,
            int first,
            int end,
            int length,
            T b,
            int bo,
            T c,
            int co,
            int[] places,
            boolean add);

    /**
     * One tile of a product whose 8 rows are neighbours in memory and whose sum goes in steps, in several runs:
     *
     * <pre>{@code
     * c[r, j] = Σ_{s < runs} Σ_{p < length} a[starts[s] + p step + r] b[s length + p, j]
     * }</pre>
     *
     * where c[r, j] lies at {@code co + r · ldc + j}. In the weight gradient a row is a channel, a run is a line of
     * output pixels.
     *
     * @param vectors 1 or 2
     * @param ao added to each index into a
     * @param add whether the sum starts from what is in c, not from zero
     */
    void columns(
            int vectors,
            T a,
            int ao,
            int[] starts,
            int runs,
            int length,
            int step,
            T b,
            int bo,
            T c,
            int co,
            int ldc,
            boolean add);

    /**
     * One tile of a product whose 8 rows are neighbours in memory and whose sum jumps at each step:
     *
     * <pre>{@code
     * c[r, j] = Σ_{p < k} a[taps[p] + r] b[p, j]
     * }</pre>
     *
     * where c[r, j] lies at {@code co + r · ldc + j}. In a convolution with few channels a row is an output pixel, and p
     * runs over its window.
     *
     * @param vectors 1 or 2
     * @param ao added to each index into a
     */
    void taps(int vectors, int k, T a, int ao, int[] taps, T b, int bo, T c, int co, int ldc);

    /** {@code to[j] = from[j · step]} for {@code count} numbers. */
    void pick(T from, int fromOffset, int step, T to, int toOffset, int count);

    /** {@code to[q · toStep] = Σ_t from[taps[t] + q · fromStep]} for {@code count} numbers. */
    void sumTaps(T from, int fromOffset, int[] taps, int fromStep, T to, int toOffset, int toStep, int count);
}
