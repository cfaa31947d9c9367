package org.gaspard.tensor.cpu;

/**
 * A matrix product in one thread, tile by tile, on a right factor that was packed into panels.
 *
 * <p>A panel holds the columns of one tile, row after row, so that the inner loop reads it in one stream:
 *
 * <pre>{@code
 * B (k × n)                    packed
 * ┌──────┬──────┬───┐          panel 0, k rows of 2 vectors
 * │  0   │  1   │ 2 │    →     panel 1, k rows of 2 vectors
 * └──────┴──────┴───┘          panel 2, k rows of 1 vector if that is enough; filled up with zeros
 * }</pre>
 *
 * The left factor is read where it lies, with any strides, so that its transpose costs nothing. The sum is cut into
 * stretches of {@value #STRETCH}: one stretch of a panel stays in the first-level cache while all rows pass. The sum
 * of an element is taken in the same order wherever the element lies in its block.
 */
final class PanelProduct<T> {

    /** The length of a sum inside a tile. */
    static final int STRETCH = 192;

    /** Rows whose distance is a multiple of this share a few sets of the cache. */
    private static final int CONFLICT = 256;

    /** The panels from which on it pays to copy such rows to a better distance. */
    private static final int REUSE = 2;

    private final TileKernels<T> tiles;
    private final int lanes;
    private final int panel;

    PanelProduct(TileKernels<T> tiles) {
        this.tiles = tiles;
        this.lanes = tiles.lanes();
        this.panel = 2 * lanes;
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
            for (int i = 0; i < m; i++) {
                tiles.clear(c, co + i * ldc, n);
            }
        }
        int rows = TileKernels.ROWS;
        int full = m - m % rows;
        boolean byRows = sumStride == 1;
        boolean realign = n > REUSE * panel && (byRows ? rowStride : sumStride) % CONFLICT == 0;
        T tile = scratch.buffer(Scratch.Use.TILE, (long) rows * panel);
        T edge = scratch.buffer(Scratch.Use.EDGE, (long) rows * STRETCH);
        for (int p = 0; p < k; p += STRETCH) {
            int stretch = Math.min(STRETCH, k - p);
            boolean add = accumulate || p > 0;
            T left = a;
            int lo = ao + p * sumStride;
            int leftRow = rowStride;
            int leftSum = sumStride;
            if (realign) {
                left = scratch.buffer(Scratch.Use.LEFT, (m + 16L) * (STRETCH + 16));
                leftRow = byRows ? stretch + 16 : 1;
                leftSum = byRows ? 1 : m + 16;
                tiles.merge(
                        a,
                        lo,
                        byRows ? rowStride : sumStride,
                        left,
                        0,
                        byRows ? leftRow : leftSum,
                        byRows ? m : stretch,
                        byRows ? stretch : m,
                        false);
                lo = 0;
            }
            if (full < m) {
                tiles.pack(left, lo + full * leftRow, leftSum, leftRow, stretch, m - full, edge, 0, rows);
            }
            for (int j = 0; j < n; j += panel) {
                int columns = Math.min(panel, n - j);
                int width = width(columns);
                int vectors = width / lanes;
                int bo = po + k * j + p * width;
                for (int i = 0; i < full; i += rows) {
                    int from = lo + i * leftRow;
                    int to = co + i * ldc + j;
                    if (add || columns < width) {
                        tiles.tile(vectors, stretch, left, from, leftRow, leftSum, packed, bo, tile, 0, width);
                        tiles.merge(tile, 0, width, c, to, ldc, rows, columns, add);
                    } else {
                        tiles.tile(vectors, stretch, left, from, leftRow, leftSum, packed, bo, c, to, ldc);
                    }
                }
                if (full < m) {
                    tiles.tile(vectors, stretch, edge, 0, 1, rows, packed, bo, tile, 0, width);
                    tiles.merge(tile, 0, width, c, co + full * ldc + j, ldc, m - full, columns, add);
                }
            }
        }
        if (!epilogue.isNone()) {
            tiles.finish(c, co, ldc, m, n, epilogue, firstColumn);
        }
    }

    private int width(int columns) {
        return columns > lanes ? panel : lanes;
    }
}
