package org.gaspard.tensor.cpu;

/**
 * The linear maps of {@link FastConvolution}, for one element type: from a few rows of numbers (pixels, or weights of
 * taps) to others, by additions alone. With {@code E = [1 0; 1 1; 0 1]} and {@code D = [1 −1 0; 0 1 0; 0 −1 1]} they are
 *
 * <pre>{@code
 * expand      z = E a Eᵀ     from 2 × 2 to 3 × 3
 * contract    a = Eᵀ z E     from 3 × 3 to 2 × 2, the adjoint
 * difference  z = D d Dᵀ     from 3 × 3 to 3 × 3
 * }</pre>
 *
 * where every entry is a row of {@code width} numbers. Entry (i, j) of a small square lies at {@code offset + i · row +
 * j · column} and belongs to an image or to weights; entry (i, j) of a square of components lies at
 * {@code offset + (3 i + j) · component}. The map is applied {@code count} times, the places moving on by {@code next}.
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
interface WindowTransforms<T> {

    /** {@code z = E a Eᵀ}. */
    void expand(
            int count,
            int width,
            T from,
            int fromOffset,
            int row,
            int column,
            int fromNext,
            T to,
            int toOffset,
            int component,
            int toNext);

    /** {@code a = Eᵀ z E}. */
    void contract(
            int count,
            int width,
            T from,
            int fromOffset,
            int component,
            int fromNext,
            T to,
            int toOffset,
            int row,
            int column,
            int toNext);

    /** {@code z = D d Dᵀ} for {@code count} neighbouring squares of an image, each two columns on from the last. */
    void difference(
            int count,
            int width,
            T from,
            int fromOffset,
            int row,
            int column,
            T to,
            int toOffset,
            int component,
            int toNext);
}
