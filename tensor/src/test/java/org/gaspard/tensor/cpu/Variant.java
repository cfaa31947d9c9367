package org.gaspard.tensor.cpu;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A form of the kernels under test, with the way from and to double arrays. */
record Variant<T>(
        String name,
        TileKernels<T> tiles,
        WindowTiles<T> windows,
        Function<double[], T> from,
        Function<T, double[]> to,
        double tolerance) {

    static final Variant<float[]> VECTOR_FLOAT =
            floats("vector float", new VectorFloatTiles(), new VectorFloatWindowTiles());
    static final Variant<float[]> SCALAR_FLOAT =
            floats("scalar float", new ScalarFloatTiles(), new ScalarFloatWindowTiles());
    static final Variant<double[]> VECTOR_DOUBLE =
            doubles("vector double", new VectorDoubleTiles(), new VectorDoubleWindowTiles());
    static final Variant<double[]> SCALAR_DOUBLE =
            doubles("scalar double", new ScalarDoubleTiles(), new ScalarDoubleWindowTiles());

    static List<Variant<?>> all() {
        return List.of(VECTOR_FLOAT, SCALAR_FLOAT, VECTOR_DOUBLE, SCALAR_DOUBLE);
    }

    Kernels<T> kernels(WorkerPool pool) {
        return Kernels.of(pool, tiles, windows);
    }

    /** An array of this type with {@code offset} numbers that must not be used in front. */
    T array(double[] values, int offset) {
        double[] shifted = new double[values.length + offset];
        java.util.Arrays.fill(shifted, 0, offset, Double.NaN);
        System.arraycopy(values, 0, shifted, offset, values.length);
        return from.apply(shifted);
    }

    double[] values(T array, int offset) {
        double[] all = to.apply(array);
        return java.util.Arrays.copyOfRange(all, offset, all.length);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Variant<float[]> floats(String name, TileKernels<float[]> tiles, WindowTiles<float[]> windows) {
        return new Variant<>(name, tiles, windows, Variant::narrow, Variant::widen, 2e-6);
    }

    private static Variant<double[]> doubles(String name, TileKernels<double[]> tiles, WindowTiles<double[]> windows) {
        return new Variant<>(name, tiles, windows, double[]::clone, UnaryOperator.identity(), 1e-14);
    }

    private static float[] narrow(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    private static double[] widen(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
