package org.gaspard.tensor.cpu;

/**
 * The matrix and convolution kernels for one element type, on one pool of threads.
 *
 * @param matrices matrix products
 * @param convolutions convolutions and their two adjoints
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
public record Kernels<T>(MatrixKernels<T> matrices, ConvolutionKernels<T> convolutions) {

    /** The kernels for float, on the Vector API where it can be used. */
    @SuppressWarnings("unchecked")
    public static Kernels<float[]> floats(WorkerPool pool) {
        String vector = "org.gaspard.tensor.cpu.VectorFloatTiles";
        return of(pool, KernelProvider.load(vector, ScalarFloatTiles::new, TileKernels.class));
    }

    /** The kernels for double, on the Vector API where it can be used. */
    @SuppressWarnings("unchecked")
    public static Kernels<double[]> doubles(WorkerPool pool) {
        String vector = "org.gaspard.tensor.cpu.VectorDoubleTiles";
        return of(pool, KernelProvider.load(vector, ScalarDoubleTiles::new, TileKernels.class));
    }

    static <T> Kernels<T> of(WorkerPool pool, TileKernels<T> tiles) {
        MatrixKernels<T> matrices = new MatrixKernels<>(pool, tiles);
        return new Kernels<>(matrices, new ConvolutionKernels<>(pool, tiles, matrices));
    }
}
