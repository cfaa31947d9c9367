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
        String vector = "org.gaspard.tensor.cpu.VectorFloat";
        TileKernels<float[]> tiles = KernelProvider.load(vector + "Tiles", ScalarFloatTiles::new, TileKernels.class);
        return of(
                pool,
                tiles,
                KernelProvider.load(vector + "WindowTiles", ScalarFloatWindowTiles::new, WindowTiles.class));
    }

    /** The kernels for double, on the Vector API where it can be used. */
    @SuppressWarnings("unchecked")
    public static Kernels<double[]> doubles(WorkerPool pool) {
        String vector = "org.gaspard.tensor.cpu.VectorDouble";
        TileKernels<double[]> tiles = KernelProvider.load(vector + "Tiles", ScalarDoubleTiles::new, TileKernels.class);
        return of(
                pool,
                tiles,
                KernelProvider.load(vector + "WindowTiles", ScalarDoubleWindowTiles::new, WindowTiles.class));
    }

    static <T> Kernels<T> of(WorkerPool pool, TileKernels<T> tiles, WindowTiles<T> windows) {
        MatrixKernels<T> matrices = new MatrixKernels<>(pool, tiles);
        return new Kernels<>(matrices, new ConvolutionKernels<>(pool, tiles, windows, matrices));
    }
}
