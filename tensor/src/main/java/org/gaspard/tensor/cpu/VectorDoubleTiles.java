package org.gaspard.tensor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops on the Vector API for double.
 *
 * <p>A tile of 8 rows × 2 vectors keeps its 16 sums in registers; one step of the sum loads two vectors, and each
 * number of the left factor is spread over a vector and used twice. Each sum must be a local variable of its own and
 * the method must stay small: where the compiler stops inlining, vectors become objects and the speed falls by a
 * factor of fifteen.
 */
final class VectorDoubleTiles implements TileKernels<double[]> {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final ScalarDoubleTiles scalar = new ScalarDoubleTiles();

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public double[] allocate(int length) {
        return new double[length];
    }

    @Override
    public int length(double[] array) {
        return array.length;
    }

    @Override
    public void tile(
            int vectors,
            int k,
            double[] a,
            int ao,
            int rowStride,
            int sumStride,
            double[] b,
            int bo,
            double[] c,
            int co,
            int ldc) {
        if (vectors == 2) {
            tile2(k, a, ao, rowStride, sumStride, b, bo, c, co, ldc);
        } else {
            tile1(k, a, ao, rowStride, sumStride, b, bo, c, co, ldc);
        }
    }

    private static void tile2(
            int k, double[] a, int ao, int rowStride, int sumStride, double[] b, int bo, double[] c, int co, int ldc) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c11 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c21 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        DoubleVector c31 = DoubleVector.zero(SPECIES);
        DoubleVector c40 = DoubleVector.zero(SPECIES);
        DoubleVector c41 = DoubleVector.zero(SPECIES);
        DoubleVector c50 = DoubleVector.zero(SPECIES);
        DoubleVector c51 = DoubleVector.zero(SPECIES);
        DoubleVector c60 = DoubleVector.zero(SPECIES);
        DoubleVector c61 = DoubleVector.zero(SPECIES);
        DoubleVector c70 = DoubleVector.zero(SPECIES);
        DoubleVector c71 = DoubleVector.zero(SPECIES);
        int a1 = ao + 1 * rowStride;
        int a2 = ao + 2 * rowStride;
        int a3 = ao + 3 * rowStride;
        int a4 = ao + 4 * rowStride;
        int a5 = ao + 5 * rowStride;
        int a6 = ao + 6 * rowStride;
        int a7 = ao + 7 * rowStride;
        for (int p = 0; p < k; p++) {
            int q = p * sumStride;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bo + p * 2 * LANES);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bo + p * 2 * LANES + LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[ao + q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = DoubleVector.broadcast(SPECIES, a[a1 + q]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = DoubleVector.broadcast(SPECIES, a[a2 + q]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = DoubleVector.broadcast(SPECIES, a[a3 + q]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = DoubleVector.broadcast(SPECIES, a[a4 + q]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = DoubleVector.broadcast(SPECIES, a[a5 + q]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = DoubleVector.broadcast(SPECIES, a[a6 + q]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = DoubleVector.broadcast(SPECIES, a[a7 + q]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + LANES);
        c10.intoArray(c, co + ldc);
        c11.intoArray(c, co + ldc + LANES);
        c20.intoArray(c, co + 2 * ldc);
        c21.intoArray(c, co + 2 * ldc + LANES);
        c30.intoArray(c, co + 3 * ldc);
        c31.intoArray(c, co + 3 * ldc + LANES);
        c40.intoArray(c, co + 4 * ldc);
        c41.intoArray(c, co + 4 * ldc + LANES);
        c50.intoArray(c, co + 5 * ldc);
        c51.intoArray(c, co + 5 * ldc + LANES);
        c60.intoArray(c, co + 6 * ldc);
        c61.intoArray(c, co + 6 * ldc + LANES);
        c70.intoArray(c, co + 7 * ldc);
        c71.intoArray(c, co + 7 * ldc + LANES);
    }

    private static void tile1(
            int k, double[] a, int ao, int rowStride, int sumStride, double[] b, int bo, double[] c, int co, int ldc) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        DoubleVector c40 = DoubleVector.zero(SPECIES);
        DoubleVector c50 = DoubleVector.zero(SPECIES);
        DoubleVector c60 = DoubleVector.zero(SPECIES);
        DoubleVector c70 = DoubleVector.zero(SPECIES);
        int a1 = ao + 1 * rowStride;
        int a2 = ao + 2 * rowStride;
        int a3 = ao + 3 * rowStride;
        int a4 = ao + 4 * rowStride;
        int a5 = ao + 5 * rowStride;
        int a6 = ao + 6 * rowStride;
        int a7 = ao + 7 * rowStride;
        for (int p = 0; p < k; p++) {
            int q = p * sumStride;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bo + p * LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[ao + q]);
            c00 = x.fma(b0, c00);
            x = DoubleVector.broadcast(SPECIES, a[a1 + q]);
            c10 = x.fma(b0, c10);
            x = DoubleVector.broadcast(SPECIES, a[a2 + q]);
            c20 = x.fma(b0, c20);
            x = DoubleVector.broadcast(SPECIES, a[a3 + q]);
            c30 = x.fma(b0, c30);
            x = DoubleVector.broadcast(SPECIES, a[a4 + q]);
            c40 = x.fma(b0, c40);
            x = DoubleVector.broadcast(SPECIES, a[a5 + q]);
            c50 = x.fma(b0, c50);
            x = DoubleVector.broadcast(SPECIES, a[a6 + q]);
            c60 = x.fma(b0, c60);
            x = DoubleVector.broadcast(SPECIES, a[a7 + q]);
            c70 = x.fma(b0, c70);
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + ldc);
        c20.intoArray(c, co + 2 * ldc);
        c30.intoArray(c, co + 3 * ldc);
        c40.intoArray(c, co + 4 * ldc);
        c50.intoArray(c, co + 5 * ldc);
        c60.intoArray(c, co + 6 * ldc);
        c70.intoArray(c, co + 7 * ldc);
    }

    @Override
    public void pack(
            double[] from,
            int fromOffset,
            int rowStride,
            int columnStride,
            int rows,
            int columns,
            double[] to,
            int toOffset,
            int width) {
        if (columnStride == 1 && columns == width && width % LANES == 0) {
            for (int p = 0; p < rows; p++) {
                for (int j = 0; j < width; j += LANES) {
                    DoubleVector.fromArray(SPECIES, from, fromOffset + p * rowStride + j)
                            .intoArray(to, toOffset + p * width + j);
                }
            }
        } else {
            scalar.pack(from, fromOffset, rowStride, columnStride, rows, columns, to, toOffset, width);
        }
    }

    @Override
    public void merge(
            double[] from,
            int fromOffset,
            int ldFrom,
            double[] to,
            int toOffset,
            int ldTo,
            int rows,
            int columns,
            boolean add) {
        if (columns % LANES != 0) {
            scalar.merge(from, fromOffset, ldFrom, to, toOffset, ldTo, rows, columns, add);
            return;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j += LANES) {
                int target = toOffset + i * ldTo + j;
                DoubleVector x = DoubleVector.fromArray(SPECIES, from, fromOffset + i * ldFrom + j);
                if (add) {
                    x = x.add(DoubleVector.fromArray(SPECIES, to, target));
                }
                x.intoArray(to, target);
            }
        }
    }

    @Override
    public void addNarrow(
            double[] from, int fromOffset, int fromStep, double[] to, int toOffset, int toStep, int count, int width) {
        scalar.addNarrow(from, fromOffset, fromStep, to, toOffset, toStep, count, width);
    }

    @Override
    public void clear(double[] a, int offset, int length) {
        scalar.clear(a, offset, length);
    }

    @Override
    public void finish(
            double[] c, int co, int ldc, int rows, int columns, Epilogue<double[]> epilogue, int firstColumn) {
        if (columns % LANES != 0) {
            scalar.finish(c, co, ldc, rows, columns, epilogue, firstColumn);
            return;
        }
        if (epilogue.bias().isPresent()) {
            shift(c, co, ldc, rows, columns, epilogue, epilogue.bias().get(), firstColumn);
        }
        if (epilogue.gate().isPresent()) {
            gate(c, co, ldc, rows, columns, epilogue.gate().get(), co + epilogue.gateShift(), epilogue.shut());
        }
    }

    private static void shift(
            double[] c,
            int co,
            int ldc,
            int rows,
            int columns,
            Epilogue<double[]> epilogue,
            double[] bias,
            int firstColumn) {
        boolean relu = epilogue.activation() == Epilogue.Activation.RELU;
        boolean leaky = epilogue.activation() == Epilogue.Activation.LEAKY_RELU;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector slope = DoubleVector.broadcast(SPECIES, epilogue.slope());
        for (int j = 0; j < columns; j += LANES) {
            DoubleVector shift = DoubleVector.fromArray(SPECIES, bias, epilogue.biasOffset() + firstColumn + j);
            for (int i = 0; i < rows; i++) {
                int at = co + i * ldc + j;
                DoubleVector x = DoubleVector.fromArray(SPECIES, c, at).add(shift);
                if (relu) {
                    x = x.max(zero);
                } else if (leaky) {
                    x = x.mul(slope.blend(one, x.compare(VectorOperators.GT, zero)));
                }
                x.intoArray(c, at);
            }
        }
    }

    private static void gate(double[] c, int co, int ldc, int rows, int columns, double[] gate, int go, double shut) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector otherwise = DoubleVector.broadcast(SPECIES, shut);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j += LANES) {
                int at = i * ldc + j;
                // A product, not a choice: what is not finite stays so, as in the definition.
                DoubleVector factor = otherwise.blend(
                        one, DoubleVector.fromArray(SPECIES, gate, go + at).compare(VectorOperators.GT, zero));
                DoubleVector.fromArray(SPECIES, c, co + at).mul(factor).intoArray(c, co + at);
            }
        }
    }
}
