package org.gaspard.tensor.cpu;

/**
 * Matrix products on arrays, {@code C = op(A) op(B)} with op the identity or the transpose, over all threads of a pool.
 *
 * <p>The right factors are packed into panels, ahead of all or, in a batch where that would gain nothing or take much
 * memory, by the task that needs one; fixed blocks of C are shared out, and each is computed by
 * {@link PanelProduct}. Blocks and the order of every sum depend on the sizes alone, so the result is the same to the
 * last bit for any number of threads. O(m n k) operations. The packed factor and the threads' buffers are kept for
 * the next call.
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
public final class MatrixKernels<T> {

    private static final int BLOCK_ROWS = 128;
    private static final int BLOCK_PANELS = 8;

    /** Multiplications and additions below which a block is not worth a task of its own. */
    private static final long TASK_WORK = 1 << 19;

    /** The pieces of a long sum, their least length, and up to how many results a sum is cut. */
    private static final int PIECES = 16;

    private static final int LEAST_PIECE = 1024;
    private static final int PIECE_RESULTS = 1 << 15;

    private final WorkerPool pool;
    private final TileKernels<T> tiles;
    private final PanelProduct<T> product;
    private final Scratch.Pool<T> scratches;

    MatrixKernels(WorkerPool pool, TileKernels<T> tiles) {
        this.pool = pool;
        this.tiles = tiles;
        this.product = new PanelProduct<>(tiles);
        this.scratches = new Scratch.Pool<>(tiles);
    }

    /**
     * The sizes of a product, or of many of the same size.
     *
     * @param m the rows of op(A) and C
     * @param n the columns of op(B) and C
     * @param k the columns of op(A) and rows of op(B)
     * @param transposeA whether A is stored as k × m
     * @param transposeB whether B is stored as n × k
     * @param lda the distance between the stored rows of A
     * @param ldb the distance between the stored rows of B
     * @param ldc the distance between the rows of C
     * @param batch how many products there are
     * @param strideA the distance between the matrices A of neighbouring products; 0 for one that is shared
     * @param strideB the same for B
     * @param strideC the same for C
     */
    public record Sizes(
            int m,
            int n,
            int k,
            boolean transposeA,
            boolean transposeB,
            int lda,
            int ldb,
            int ldc,
            int batch,
            int strideA,
            int strideB,
            int strideC) {

        /** Checks the ranges. */
        public Sizes {
            if (m < 0 || n < 0 || k < 0 || batch < 0) {
                throw new IllegalArgumentException(
                        "matrix product of " + batch + " × (" + m + " × " + k + " by " + k + " × " + n + ")");
            }
            if (lda < (transposeA ? m : k) || ldb < (transposeB ? k : n) || ldc < n) {
                throw new IllegalArgumentException("row distances " + lda + ", " + ldb + ", " + ldc
                        + " are too short for the matrix product " + m + " × " + k + " by " + k + " × " + n);
            }
        }

        /** One product of dense matrices. */
        public static Sizes of(int m, int n, int k, boolean transposeA, boolean transposeB) {
            return batched(1, m, n, k, transposeA, transposeB);
        }

        /** Many products of dense matrices that follow each other. */
        public static Sizes batched(int batch, int m, int n, int k, boolean transposeA, boolean transposeB) {
            return new Sizes(
                    m,
                    n,
                    k,
                    transposeA,
                    transposeB,
                    transposeA ? m : k,
                    transposeB ? k : n,
                    n,
                    batch,
                    m * k,
                    k * n,
                    m * n);
        }

        /** The same product with A (or B) shared by the whole batch. */
        public Sizes sharing(boolean a, boolean b) {
            return new Sizes(
                    m, n, k, transposeA, transposeB, lda, ldb, ldc, batch, a ? 0 : strideA, b ? 0 : strideB, strideC);
        }

        /** Products over {@code part} of the sum each. */
        private Sizes part(int pieces, int part, int ldc, int strideA, int strideB, int strideC) {
            return new Sizes(m, n, part, transposeA, transposeB, lda, ldb, ldc, pieces, strideA, strideB, strideC);
        }

        private int rowStrideB() {
            return transposeB ? 1 : ldb;
        }

        private int columnStrideB() {
            return transposeB ? ldb : 1;
        }

        /** A batch that shares B is one product of taller matrices where the rows of A and C go on evenly. */
        private Sizes flattened() {
            if (batch > 1 && strideB == 0 && !transposeA && strideA == m * lda && strideC == m * ldc) {
                return new Sizes(m * batch, n, k, false, transposeB, lda, ldb, ldc, 1, 0, 0, 0);
            }
            return this;
        }
    }

    /**
     * {@code C = f(op(A) op(B) + bias)} for each product of the batch.
     *
     * @param sizes sizes, transposes and strides
     * @param a the array of A, from {@code ao} on; not modified
     * @param b the array of B, from {@code bo} on; not modified
     * @param c the array of C, from {@code co} on; overwritten; must not overlap a or b
     * @param epilogue bias by column of C, and activation
     */
    public void multiply(Sizes sizes, T a, int ao, T b, int bo, T c, int co, Epilogue<T> epilogue) {
        dispatch(sizes.flattened(), a, ao, b, bo, c, co, false, epilogue);
    }

    /** {@code C += op(A) op(B)} for each product of the batch; arguments as for {@link #multiply}. */
    public void multiplyAdd(Sizes sizes, T a, int ao, T b, int bo, T c, int co) {
        dispatch(sizes.flattened(), a, ao, b, bo, c, co, true, Epilogue.none());
    }

    private void dispatch(Sizes s, T a, int ao, T b, int bo, T c, int co, boolean accumulate, Epilogue<T> epilogue) {
        boolean few = s.batch == 1 && (long) s.m * s.n <= PIECE_RESULTS;
        if (few && s.k >= 2 * LEAST_PIECE && s.m > 0 && s.n > 0) {
            multiplyInPieces(s, a, ao, b, bo, c, co, accumulate, epilogue);
        } else {
            multiply(s, a, ao, b, bo, c, co, accumulate, epilogue);
        }
    }

    /**
     * A long sum with few results, such as XᵀY over many samples: pieces of the sum are products of their own, which
     * are joined in order.
     */
    private void multiplyInPieces(
            Sizes s, T a, int ao, T b, int bo, T c, int co, boolean accumulate, Epilogue<T> epilogue) {
        int pieces = Math.min(PIECES, s.k / LEAST_PIECE);
        int k = s.k / pieces;
        int rest = s.k - pieces * k;
        int strideA = s.transposeA ? k * s.lda : k;
        int strideB = s.transposeB ? k : k * s.ldb;
        int results = s.m * s.n;
        Scratch<T> own = scratches.take();
        try {
            T partial = own.buffer(Scratch.Use.PARTIAL, (long) pieces * results);
            multiply(
                    s.part(pieces, k, s.n, strideA, strideB, results),
                    a,
                    ao,
                    b,
                    bo,
                    partial,
                    0,
                    false,
                    Epilogue.none());
            for (int p = 0; p < pieces; p++) {
                tiles.merge(partial, p * results, s.n, c, co, s.ldc, s.m, s.n, accumulate || p > 0);
            }
        } finally {
            scratches.giveBack(own);
        }
        int nextA = ao + pieces * strideA;
        int nextB = bo + pieces * strideB;
        multiply(s.part(1, rest, s.ldc, 0, 0, 0), a, nextA, b, nextB, c, co, true, epilogue);
    }

    private void multiply(Sizes s, T a, int ao, T b, int bo, T c, int co, boolean accumulate, Epilogue<T> epilogue) {
        if (s.m == 0 || s.n == 0 || s.batch == 0) {
            return;
        }
        boolean direct = !s.transposeB && s.ldb == s.n && product.isPacked(s.n);
        int factors = s.strideB == 0 ? 1 : s.batch;
        long length = product.packedLength(s.k, s.n);
        boolean byTask = factors > 1 && (s.m <= BLOCK_ROWS || factors * length > Scratch.LARGEST_KEPT);
        if (direct || byTask) {
            computeBlocks(s, a, ao, b, bo, s.strideB, direct, c, co, accumulate, epilogue);
            return;
        }
        Scratch<T> own = scratches.take();
        try {
            T packed = own.buffer(Scratch.Use.PANELS, factors * length);
            pack(s, factors, b, bo, packed, (int) length);
            int stride = factors == 1 ? 0 : (int) length;
            computeBlocks(s, a, ao, packed, 0, stride, true, c, co, accumulate, epilogue);
        } finally {
            scratches.giveBack(own);
        }
    }

    private void pack(Sizes s, int factors, T b, int bo, T packed, int length) {
        int panels = product.panels(s.n);
        int panelLength = s.k * product.panelWidth();
        int group = (int) Math.max(1, (TASK_WORK >> 4) / Math.max(1, panelLength));
        pool.pieces(factors * panels, group, (first, end) -> {
            for (int i = first; i < end; i++) {
                int which = i / panels;
                int from = bo + which * s.strideB;
                int to = which * length;
                product.packPanel(s.k, s.n, i % panels, 0, s.k, b, from, s.rowStrideB(), s.columnStrideB(), packed, to);
            }
        });
    }

    /** Computes C from B, which lies in panels already or else is packed block by block. */
    private void computeBlocks(
            Sizes s,
            T a,
            int ao,
            T b,
            int bo,
            int strideB,
            boolean packed,
            T c,
            int co,
            boolean accumulate,
            Epilogue<T> epilogue) {
        int rowBlocks = Math.ceilDiv(s.m, BLOCK_ROWS);
        long panelsOfC = (long) rowBlocks * product.panels(s.n) * s.batch;
        // Wide blocks read A less often; but there should be about 16 blocks before they grow.
        int blockPanels = Math.clamp(panelsOfC / 16, 1, BLOCK_PANELS);
        int blockColumns = blockPanels * product.panelWidth();
        int columnBlocks = Math.ceilDiv(s.n, blockColumns);
        int blocks = s.batch * rowBlocks * columnBlocks;
        long work = (long) Math.min(s.m, BLOCK_ROWS) * Math.min(s.n, blockColumns) * s.k;
        int group = Math.clamp(TASK_WORK / Math.max(1, work), 1, blocks);
        int rowStride = s.transposeA ? 1 : s.lda;
        int sumStride = s.transposeA ? s.lda : 1;
        pool.pieces(blocks, group, (first, end) -> {
            Scratch<T> scratch = scratches.take();
            try {
                for (int block = first; block < end; block++) {
                    int j = block % columnBlocks * blockColumns;
                    int i = block / columnBlocks % rowBlocks * BLOCK_ROWS;
                    int which = block / columnBlocks / rowBlocks;
                    int columns = Math.min(blockColumns, s.n - j);
                    T panels = b;
                    int po = bo + which * strideB + s.k * j;
                    if (!packed) {
                        panels = scratch.buffer(Scratch.Use.TASK_PANELS, product.packedLength(s.k, columns));
                        int from = bo + which * strideB + j * s.columnStrideB();
                        product.pack(s.k, columns, b, from, s.rowStrideB(), s.columnStrideB(), panels);
                        po = 0;
                    }
                    product.multiply(
                            Math.min(BLOCK_ROWS, s.m - i),
                            columns,
                            s.k,
                            a,
                            ao + which * s.strideA + i * rowStride,
                            rowStride,
                            sumStride,
                            panels,
                            po,
                            c,
                            co + which * s.strideC + i * s.ldc + j,
                            s.ldc,
                            accumulate,
                            epilogue,
                            j,
                            scratch);
                }
            } finally {
                scratches.giveBack(scratch);
            }
        });
    }
}
