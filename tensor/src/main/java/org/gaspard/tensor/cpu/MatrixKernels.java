package org.gaspard.tensor.cpu;

/**
 * Matrix products on arrays, {@code C = op(A) op(B)} with op the identity or the transpose, over all threads of a pool.
 *
 * <p>Fixed blocks of rows or columns of C are shared out, and each is computed by {@link PanelProduct}; of the factor
 * that all blocks need, panels are packed ahead by all threads. Many products are shared out whole. Blocks and the order
 * of every sum depend on the sizes alone, so the result is the same to the last bit for any number of threads.
 * O(m n k) operations. The packed factor and the threads' buffers are kept for the next call.
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
public final class MatrixKernels<T> {

    /** The rows of a block of C. */
    private static final int BLOCK_ROWS = 128;

    private static final int LEAST_BLOCK_ROWS = 32;

    /** The panels of the right factor, a stretch of the sum each, that are packed by one task. */
    private static final int PACK_GROUP = 4;

    /** The elements of a right factor that one task packs at a time. */
    private static final int TASK_PANELS = 1 << 20;

    /** From so many products on, they are shared out whole. */
    private static final int FEW_PRODUCTS = 8;

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

        /** Products over {@code part} of the sum each. */
        private Sizes part(int pieces, int part, int ldc, int strideA, int strideB, int strideC) {
            return new Sizes(m, n, part, transposeA, transposeB, lda, ldb, ldc, pieces, strideA, strideB, strideC);
        }

        /** The distances of neighbours in op(A), along its rows and along the sum. */
        private int rowStrideA() {
            return transposeA ? 1 : lda;
        }

        private int sumStrideA() {
            return transposeA ? lda : 1;
        }

        /** The distances of neighbours in op(B), along the sum and along its columns. */
        private int sumStrideB() {
            return transposeB ? 1 : ldb;
        }

        private int columnStrideB() {
            return transposeB ? ldb : 1;
        }

        private long work() {
            return (long) m * n * k;
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
        boolean few = sizes.batch == 1 && (long) sizes.m * sizes.n <= PIECE_RESULTS;
        if (sizes.m == 0 || sizes.n == 0) {
            return;
        }
        if (few && sizes.k >= 2 * LEAST_PIECE) {
            multiplyInPieces(sizes, a, ao, b, bo, c, co, epilogue);
        } else {
            multiplyBatch(sizes, a, ao, b, bo, c, co, epilogue);
        }
    }

    /**
     * A long sum with few results, such as XᵀY over many samples: pieces of the sum are products of their own, which
     * are joined in order.
     */
    private void multiplyInPieces(Sizes s, T a, int ao, T b, int bo, T c, int co, Epilogue<T> epilogue) {
        int pieces = Math.min(PIECES, s.k / LEAST_PIECE);
        int k = s.k / pieces;
        int rest = s.k - pieces * k;
        int strideA = k * s.sumStrideA();
        int strideB = k * s.sumStrideB();
        int results = s.m * s.n;
        Scratch<T> own = scratches.take();
        try {
            T partial = own.buffer(Scratch.Use.PARTIAL, (long) pieces * results);
            Sizes parts = s.part(pieces, k, s.n, strideA, strideB, results);
            multiplyBatch(parts, a, ao, b, bo, partial, 0, Epilogue.none());
            for (int p = 0; p < pieces; p++) {
                tiles.merge(partial, p * results, s.n, c, co, s.ldc, s.m, s.n, p > 0);
            }
        } finally {
            scratches.giveBack(own);
        }
        int nextA = ao + pieces * strideA;
        int nextB = bo + pieces * strideB;
        multiplyAlone(s.part(1, rest, s.ldc, 0, 0, 0), a, nextA, b, nextB, c, co, true, epilogue);
    }

    /** Each product of a batch is computed in one thread, except that few large ones take all threads in turn. */
    private void multiplyBatch(Sizes s, T a, int ao, T b, int bo, T c, int co, Epilogue<T> epilogue) {
        if (s.batch < FEW_PRODUCTS && s.work() > TASK_WORK) {
            for (int i = 0; i < s.batch; i++) {
                multiplyOne(s, a, ao + i * s.strideA, b, bo + i * s.strideB, c, co + i * s.strideC, epilogue);
            }
            return;
        }
        pool.pieces(s.batch, group(s.work(), s.batch), (first, end) -> {
            for (int i = first; i < end; i++) {
                int from = ao + i * s.strideA;
                multiplyAlone(s, a, from, b, bo + i * s.strideB, c, co + i * s.strideC, false, epilogue);
            }
        });
    }

    /** One product over all threads: the longer side of C is shared out, the factor of the other side packed ahead. */
    private void multiplyOne(Sizes s, T a, int ao, T b, int bo, T c, int co, Epilogue<T> epilogue) {
        boolean direct = !s.transposeB && s.ldb == s.n && product.isPacked(s.n);
        Scratch<T> own = scratches.take();
        try {
            if (s.m < s.n) {
                T left = own.buffer(Scratch.Use.LEFT_PANELS, PanelProduct.leftLength(s.k, s.m));
                packLeft(s, a, ao, left);
                multiplyColumns(s, left, b, bo, c, co, epilogue);
            } else if (direct) {
                multiplyRows(s, a, ao, b, bo, c, co, epilogue);
            } else {
                T right = own.buffer(Scratch.Use.PANELS, product.packedLength(s.k, s.n));
                packRight(s, b, bo, right);
                multiplyRows(s, a, ao, right, 0, c, co, epilogue);
            }
        } finally {
            scratches.giveBack(own);
        }
    }

    /** Blocks of rows of C, from a right factor in panels. */
    private void multiplyRows(Sizes s, T a, int ao, T panels, int po, T c, int co, Epilogue<T> epilogue) {
        int rows = blockRows(s.m);
        int blocks = Math.ceilDiv(s.m, rows);
        pool.pieces(blocks, group((long) rows * s.n * s.k, blocks), (first, end) -> {
            Scratch<T> scratch = scratches.take();
            try {
                for (int i = first * rows; i < Math.min(s.m, end * rows); i += rows) {
                    int count = Math.min(rows, s.m - i);
                    multiplyBlock(s, i, count, a, ao, panels, po, 0, s.n, c, co, false, epilogue, scratch);
                }
            } finally {
                scratches.giveBack(scratch);
            }
        });
    }

    /** Blocks of columns of C, from a left factor in panels. */
    private void multiplyColumns(Sizes s, T left, T b, int bo, T c, int co, Epilogue<T> epilogue) {
        int width = product.panelWidth();
        int panels = product.panels(s.n);
        pool.pieces(panels, group((long) s.m * width * s.k, panels), (first, end) -> {
            Scratch<T> scratch = scratches.take();
            try {
                int j = first * width;
                int columns = Math.min(s.n, end * width) - j;
                int from = bo + j * s.columnStrideB();
                product.multiplyColumns(
                        s.m,
                        columns,
                        s.k,
                        left,
                        0,
                        b,
                        from,
                        s.sumStrideB(),
                        s.columnStrideB(),
                        c,
                        co + j,
                        s.ldc,
                        epilogue,
                        j,
                        scratch);
            } finally {
                scratches.giveBack(scratch);
            }
        });
    }

    /** One product in this thread. */
    private void multiplyAlone(
            Sizes s, T a, int ao, T b, int bo, T c, int co, boolean accumulate, Epilogue<T> epilogue) {
        Scratch<T> scratch = scratches.take();
        try {
            int width = product.panelWidth();
            int block = Math.max(1, TASK_PANELS / Math.max(1, s.k) / width) * width;
            for (int j = 0; j < s.n; j += block) {
                int columns = Math.min(block, s.n - j);
                T right = scratch.buffer(Scratch.Use.TASK_PANELS, product.packedLength(s.k, columns));
                product.pack(s.k, columns, b, bo + j * s.columnStrideB(), s.sumStrideB(), s.columnStrideB(), right);
                for (int i = 0; i < s.m; i += BLOCK_ROWS) {
                    int rows = Math.min(BLOCK_ROWS, s.m - i);
                    multiplyBlock(s, i, rows, a, ao, right, 0, j, columns, c, co, accumulate, epilogue, scratch);
                }
            }
        } finally {
            scratches.giveBack(scratch);
        }
    }

    private void multiplyBlock(
            Sizes s,
            int i,
            int rows,
            T a,
            int ao,
            T panels,
            int po,
            int j,
            int columns,
            T c,
            int co,
            boolean accumulate,
            Epilogue<T> epilogue,
            Scratch<T> scratch) {
        int from = ao + i * s.rowStrideA();
        int to = co + i * s.ldc + j;
        product.multiply(
                rows,
                columns,
                s.k,
                a,
                from,
                s.rowStrideA(),
                s.sumStrideA(),
                panels,
                po,
                c,
                to,
                s.ldc,
                accumulate,
                epilogue,
                j,
                scratch);
    }

    private void packLeft(Sizes s, T a, int ao, T left) {
        int stretches = Math.ceilDiv(s.k, PanelProduct.STRETCH);
        int rows = TileKernels.ROWS;
        pool.pieces(Math.ceilDiv(s.m, rows) * stretches, PACK_GROUP * product.panelWidth() / rows, (first, end) -> {
            for (int piece = first; piece < end; piece++) {
                int i = piece / stretches * rows;
                int p = piece % stretches * PanelProduct.STRETCH;
                int from = ao + i * s.rowStrideA() + p * s.sumStrideA();
                int columns = Math.min(PanelProduct.STRETCH, s.k - p);
                int count = Math.min(rows, s.m - i);
                int to = i * s.k + p * rows;
                product.packLeft(count, s.k, columns, a, from, s.rowStrideA(), s.sumStrideA(), left, to);
            }
        });
    }

    private void packRight(Sizes s, T b, int bo, T packed) {
        int stretches = Math.ceilDiv(s.k, PanelProduct.STRETCH);
        pool.pieces(product.panels(s.n) * stretches, PACK_GROUP, (first, end) -> {
            for (int piece = first; piece < end; piece++) {
                int p = piece % stretches * PanelProduct.STRETCH;
                int from = bo + p * s.sumStrideB();
                int count = Math.min(PanelProduct.STRETCH, s.k - p);
                product.packPanel(
                        s.k, s.n, piece / stretches, p, count, b, from, s.sumStrideB(), s.columnStrideB(), packed, 0);
            }
        });
    }

    /** How many pieces of some work make a task. */
    private static int group(long work, int pieces) {
        return Math.clamp(TASK_WORK / Math.max(1, work), 1, Math.max(1, pieces));
    }

    /** The rows of a block: about 8 blocks, which should be neither flat nor too large for the cache. */
    private static int blockRows(int m) {
        int rows = Math.ceilDiv(m, 8 * TileKernels.ROWS) * TileKernels.ROWS;
        return Math.clamp(rows, LEAST_BLOCK_ROWS, BLOCK_ROWS);
    }
}
