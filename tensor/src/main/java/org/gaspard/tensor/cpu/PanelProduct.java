package org.gaspard.tensor.cpu;

/**
 * A matrix product in one thread, tile by tile, on factors that are packed into panels: in the order in which the inner
 * loop reads them.
 *
 * <p>A panel of the right factor holds the columns of one tile, row after row; a panel of the left factor holds its
 * rows, column after column:
 *
 * <pre>{@code
 * B (k × n)                    packed
 * ┌──────┬──────┬───┐          panel 0, k rows of 2 vectors
 * │  0   │  1   │ 2 │    →     panel 1, k rows of 2 vectors
 * └──────┴──────┴───┘          panel 2, k rows of 1 vector if that is enough
 * }</pre>
 *
 * <p>The sum is cut into stretches of {@value #STRETCH}, so that one stretch of a right panel stays in the first-level
 * cache while all left panels pass, which stay in the second level. The sum of an element is taken in the same order
 * wherever the element lies: inside a stretch upwards from zero, then the stretches upwards.
 *
 * <p>One factor is packed ahead for all tasks, the other by the task that needs it: {@link #multiply} packs the rows of
 * the left factor, {@link #multiplyColumns} the columns of the right one.
 */
final class PanelProduct<T> {

    /** The length of a sum inside a tile. */
    static final int STRETCH = 256;

    /** The elements of a left factor that are packed at a time: a quarter of a megabyte or half of one. */
    private static final int LEFT_LENGTH = 1 << 16;

    private final TileKernels<T> tiles;
    private final int lanes;
    private final int panel;

    PanelProduct(TileKernels<T> tiles) {
        this.tiles = tiles;
        this.lanes = tiles.lanes();
        this.panel = tiles.vectors() * lanes;
    }

    /** The columns of a panel. */
    int panelWidth() {
        return panel;
    }

    /** The number of panels for {@code n} columns. */
    int panels(int n) {
        return Math.ceilDiv(n, panel);
    }

    /**
     * The elements of a packed matrix of k × n; also the offset of the panel that starts at column n, a multiple of
     * the width.
     */
    long packedLength(int k, int n) {
        return (long) k * Math.ceilDiv(n, lanes) * lanes;
    }

    /** Whether a matrix that lies in dense rows is its own packed form. */
    boolean isPacked(int n) {
        return n == lanes || n == panel;
    }

    /**
     * Packs some rows of one panel.
     *
     * @param k the rows of the whole matrix
     * @param n its columns
     * @param index the panel
     * @param firstRow where the rows begin in the panel
     * @param rows how many rows there are
     * @param b {@code b[firstRow + p, j]} lies at {@code bo + p · rowStride + j · columnStride}
     * @param packed the packed matrix, from {@code po} on
     */
    void packPanel(
            int k,
            int n,
            int index,
            int firstRow,
            int rows,
            T b,
            int bo,
            int rowStride,
            int columnStride,
            T packed,
            int po) {
        int start = index * panel;
        int columns = Math.min(panel, n - start);
        int width = width(columns);
        int from = bo + start * columnStride;
        int to = po + k * start + firstRow * width;
        tiles.pack(b, from, rowStride, columnStride, rows, columns, packed, to, width);
    }

    /** Packs a whole matrix; {@code b[p, j]} lies at {@code bo + p · rowStride + j · columnStride}. */
    void pack(int k, int n, T b, int bo, int rowStride, int columnStride, T packed) {
        for (int index = 0; index < panels(n); index++) {
            packPanel(k, n, index, 0, k, b, bo, rowStride, columnStride, packed, 0);
        }
    }

    /**
     * {@code C = A B} or {@code C += A B}, then the epilogue.
     *
     * @param m the rows of A and C
     * @param n the columns of B and C
     * @param k the length of the sum
     * @param a {@code a[i, p]} lies at {@code ao + i · rowStride + p · sumStride}
     * @param packed the panels of B, from {@code po} on
     * @param c {@code c[i, j]} lies at {@code co + i · ldc + j}
     * @param firstColumn the index of the first column in the bias
     */
    void multiply(
            int m,
            int n,
            int k,
            T a,
            int ao,
            int rowStride,
            int sumStride,
            T packed,
            int po,
            T c,
            int co,
            int ldc,
            boolean accumulate,
            Epilogue<T> epilogue,
            int firstColumn,
            Scratch<T> scratch) {
        if (k == 0 && !accumulate) {
            clear(m, n, c, co, ldc);
        }
        // Some stretches of the left panels stay in the second level, and the part of C that they are added to as well.
        int span = Math.max(1, LEFT_LENGTH / STRETCH / Math.max(1, m)) * STRETCH;
        T left = scratch.buffer(Scratch.Use.LEFT, leftLength(Math.min(k, span), m));
        for (int q = 0; q < k; q += span) {
            int length = Math.min(span, k - q);
            packLeft(m, length, length, a, ao + q * sumStride, rowStride, sumStride, left, 0);
            for (int j = 0; j < n; j += panel) {
                int columns = Math.min(panel, n - j);
                int right = po + k * j + q * width(columns);
                boolean add = accumulate || q > 0;
                panel(m, columns, length, left, 0, length, packed, right, c, co + j, ldc, add, scratch);
                if (q + length == k) {
                    finish(c, co + j, ldc, m, columns, epilogue, firstColumn + j);
                }
            }
        }
        if (k == 0) {
            finish(c, co, ldc, m, n, epilogue, firstColumn);
        }
    }

    /**
     * {@code C = A B}, then the epilogue, for some columns of B, which are packed here, a stretch of a panel at a time.
     *
     * @param m the rows of A and C
     * @param n the columns of B and C that are computed
     * @param k the length of the sum
     * @param left the panels of A, from {@code lo} on
     * @param b {@code b[p, j]} lies at {@code bo + p · rowStride + j · columnStride}
     * @param c {@code c[i, j]} lies at {@code co + i · ldc + j}
     * @param firstColumn the index of the first column in the bias
     */
    void multiplyColumns(
            int m,
            int n,
            int k,
            T left,
            int lo,
            T b,
            int bo,
            int rowStride,
            int columnStride,
            T c,
            int co,
            int ldc,
            Epilogue<T> epilogue,
            int firstColumn,
            Scratch<T> scratch) {
        if (k == 0) {
            clear(m, n, c, co, ldc);
        }
        T right = scratch.buffer(Scratch.Use.TASK_PANELS, (long) Math.min(k, STRETCH) * panel);
        for (int j = 0; j < n; j += panel) {
            int columns = Math.min(panel, n - j);
            int width = width(columns);
            for (int p = 0; p < k; p += STRETCH) {
                int stretch = Math.min(STRETCH, k - p);
                int from = bo + p * rowStride + j * columnStride;
                tiles.pack(b, from, rowStride, columnStride, stretch, columns, right, 0, width);
                int first = lo + p * TileKernels.ROWS;
                column(m, columns, stretch, left, first, k, right, 0, c, co + j, ldc, p > 0, scratch);
            }
            finish(c, co + j, ldc, m, columns, epilogue, firstColumn + j);
        }
    }

    /** The elements of a packed left factor of m × k. */
    static long leftLength(int k, int m) {
        return (long) k * Math.ceilDiv(m, TileKernels.ROWS) * TileKernels.ROWS;
    }

    /**
     * Packs rows of a left factor: {@code to[i, p]} at {@code lo + i / ROWS · ROWS · k + p · ROWS + i % ROWS}.
     *
     * @param m the rows
     * @param k the columns of the whole packed factor
     * @param columns the columns that are packed
     * @param a {@code a[i, p]} lies at {@code ao + i · rowStride + p · sumStride}
     */
    void packLeft(int m, int k, int columns, T a, int ao, int rowStride, int sumStride, T left, int lo) {
        int rows = TileKernels.ROWS;
        for (int i = 0; i < m; i += rows) {
            int from = ao + i * rowStride;
            tiles.pack(a, from, sumStride, rowStride, columns, Math.min(rows, m - i), left, lo + i * k, rows);
        }
    }

    /** One panel of the right factor, stretch by stretch. */
    private void panel(
            int m,
            int columns,
            int k,
            T left,
            int lo,
            int length,
            T right,
            int ro,
            T c,
            int co,
            int ldc,
            boolean add,
            Scratch<T> scratch) {
        for (int p = 0; p < k; p += STRETCH) {
            int stretch = Math.min(STRETCH, k - p);
            int from = lo + p * TileKernels.ROWS;
            int right0 = ro + p * width(columns);
            column(m, columns, stretch, left, from, length, right, right0, c, co, ldc, add || p > 0, scratch);
        }
    }

    /** The tiles of one panel of the right factor, for one stretch of the sum; the left panels are {@code length} columns long. */
    private void column(
            int m,
            int columns,
            int stretch,
            T left,
            int lo,
            int length,
            T right,
            int ro,
            T c,
            int co,
            int ldc,
            boolean add,
            Scratch<T> scratch) {
        int width = width(columns);
        int vectors = width / lanes;
        int rows = TileKernels.ROWS;
        int full = columns < width ? 0 : m - m % rows;
        for (int i = 0; i < full; i += rows) {
            tiles.packedTile(vectors, stretch, left, lo + i * length, right, ro, c, co + i * ldc, ldc, add);
        }
        if (full < m) {
            T tile = scratch.buffer(Scratch.Use.TILE, (long) rows * panel);
            for (int i = full; i < m; i += rows) {
                tiles.packedTile(vectors, stretch, left, lo + i * length, right, ro, tile, 0, width, false);
                tiles.merge(tile, 0, width, c, co + i * ldc, ldc, Math.min(rows, m - i), columns, add);
            }
        }
    }

    private void clear(int m, int n, T c, int co, int ldc) {
        for (int i = 0; i < m; i++) {
            tiles.clear(c, co + i * ldc, n);
        }
    }

    private void finish(T c, int co, int ldc, int rows, int columns, Epilogue<T> epilogue, int firstColumn) {
        if (!epilogue.isNone()) {
            tiles.finish(c, co, ldc, rows, columns, epilogue, firstColumn);
        }
    }

    private int width(int columns) {
        return columns > lanes ? panel : lanes;
    }
}
