package org.gaspard.tensor.cpu;

/**
 * The innermost loops of matrix products and convolutions, for one element type: everything that looks at single
 * numbers. What is above works on offsets only and is shared by float and double, vector and scalar.
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
interface TileKernels<T> {

    /** The rows of a tile. */
    int ROWS = 8;

    /** The columns that one vector holds; a tile is one or two vectors wide. */
    int lanes();

    /** The maps of the fast convolution in the same form. */
    WindowTransforms<T> transforms();

    /** The vectors that a tile is wide: two, or one where its sums would not fit into the registers. */
    int vectors();

    /** A new array of zeros. */
    T allocate(int length);

    /** The length of an array. */
    int length(T array);

    /**
     * One tile of a matrix product: {@code c[i, j] = Σₚ a[i, p] b[p, j]} for 8 rows i and {@code vectors · lanes()}
     * columns j. The sum runs over p upwards from zero.
     *
     * @param vectors 1 or 2
     * @param k the length of the sum
     * @param a {@code a[i, p]} lies at {@code ao + i · rowStride + p · sumStride}
     * @param b {@code b[p, j]} lies at {@code bo + p · vectors · lanes() + j}
     * @param c {@code c[i, j]} lies at {@code co + i · ldc + j}
     */
    void tile(int vectors, int k, T a, int ao, int rowStride, int sumStride, T b, int bo, T c, int co, int ldc);

    /**
     * The same tile where the left factor lies in the order in which it is read: {@code a[i, p]} at
     * {@code ao + p · ROWS + i}, one stream with constant distances. This is a fifth faster than {@link #tile}.
     *
     * @param add whether the sum is added to c; otherwise c is overwritten
     */
    void packedTile(int vectors, int k, T a, int ao, T b, int bo, T c, int co, int ldc, boolean add);

    /**
     * Copies a matrix of {@code rows × columns} with any strides into dense rows of {@code width}:
     * {@code to[p, j] = from[p, j]} for j below {@code columns}; what lies in the columns beyond is not specified, and
     * only columns of a result that are dropped depend on it.
     */
    void pack(
            T from,
            int fromOffset,
            int rowStride,
            int columnStride,
            int rows,
            int columns,
            T to,
            int toOffset,
            int width);

    /**
     * {@code to[i, j] = from[i, j]}, or {@code +=} where {@code add}, for matrices with rows {@code ldFrom} and
     * {@code ldTo} apart.
     */
    void merge(T from, int fromOffset, int ldFrom, T to, int toOffset, int ldTo, int rows, int columns, boolean add);

    /** {@code a[0 … length) = 0}. */
    void clear(T a, int offset, int length);

    /** Applies the epilogue to a matrix whose first column has the index {@code firstColumn} in the bias. */
    void finish(T c, int co, int ldc, int rows, int columns, Epilogue<T> epilogue, int firstColumn);
}
