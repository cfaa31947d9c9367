package org.gaspard.tensor.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops on the Vector API for float.
 *
 * <p>A tile of 8 rows × 2 vectors keeps its 16 sums in registers; one step of the sum loads two vectors, and each
 * number of the left factor is spread over a vector and used twice. Each sum must be a local variable of its own and
 * the method must stay small: where the compiler stops inlining, vectors become objects and the speed falls by a
 * factor of fifteen.
 */
final class VectorFloatTiles implements TileKernels<float[]> {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Processors with vectors of 256 bits have 16 registers; those with shorter and longer ones have 32. */
    private static final int VECTORS = SPECIES.vectorBitSize() == 256 ? 1 : 2;

    /** Up to so many numbers, a row is copied one by one. */
    private static final int NARROW = 2;

    private final ScalarFloatTiles scalar = new ScalarFloatTiles();

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public WindowTransforms<float[]> transforms() {
        return new VectorFloatTransforms();
    }

    @Override
    public int vectors() {
        return VECTORS;
    }

    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public int length(float[] array) {
        return array.length;
    }

    @Override
    public void tile(
            int vectors,
            int k,
            float[] a,
            int ao,
            int rowStride,
            int sumStride,
            float[] b,
            int bo,
            float[] c,
            int co,
            int ldc) {
        if (vectors == 2) {
            tile2(k, a, ao, rowStride, sumStride, b, bo, c, co, ldc);
        } else {
            tile1(k, a, ao, rowStride, sumStride, b, bo, c, co, ldc);
        }
    }

    private static void tile2(
            int k, float[] a, int ao, int rowStride, int sumStride, float[] b, int bo, float[] c, int co, int ldc) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c51 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c61 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        FloatVector c71 = FloatVector.zero(SPECIES);
        int a1 = ao + 1 * rowStride;
        int a2 = ao + 2 * rowStride;
        int a3 = ao + 3 * rowStride;
        int a4 = ao + 4 * rowStride;
        int a5 = ao + 5 * rowStride;
        int a6 = ao + 6 * rowStride;
        int a7 = ao + 7 * rowStride;
        for (int p = 0; p < k; p++) {
            int q = p * sumStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * 2 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * 2 * LANES + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ao + q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[a1 + q]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[a2 + q]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[a3 + q]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[a4 + q]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[a5 + q]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(SPECIES, a[a6 + q]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(SPECIES, a[a7 + q]);
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
            int k, float[] a, int ao, int rowStride, int sumStride, float[] b, int bo, float[] c, int co, int ldc) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        int a1 = ao + 1 * rowStride;
        int a2 = ao + 2 * rowStride;
        int a3 = ao + 3 * rowStride;
        int a4 = ao + 4 * rowStride;
        int a5 = ao + 5 * rowStride;
        int a6 = ao + 6 * rowStride;
        int a7 = ao + 7 * rowStride;
        for (int p = 0; p < k; p++) {
            int q = p * sumStride;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ao + q]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[a1 + q]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[a2 + q]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[a3 + q]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[a4 + q]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[a5 + q]);
            c50 = x.fma(b0, c50);
            x = FloatVector.broadcast(SPECIES, a[a6 + q]);
            c60 = x.fma(b0, c60);
            x = FloatVector.broadcast(SPECIES, a[a7 + q]);
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
    public void packedTile(
            int vectors, int k, float[] a, int ao, float[] b, int bo, float[] c, int co, int ldc, boolean add) {
        if (vectors == 2) {
            packed2(k, a, ao, b, bo, c, co, ldc, add);
        } else {
            packed1(k, a, ao, b, bo, c, co, ldc, add);
        }
    }

    private static void packed2(int k, float[] a, int ao, float[] b, int bo, float[] c, int co, int ldc, boolean add) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c51 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c61 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        FloatVector c71 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * 2 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * 2 * LANES + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 6]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 7]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        if (add) {
            c00 = c00.add(FloatVector.fromArray(SPECIES, c, co));
            c01 = c01.add(FloatVector.fromArray(SPECIES, c, co + LANES));
            c10 = c10.add(FloatVector.fromArray(SPECIES, c, co + ldc));
            c11 = c11.add(FloatVector.fromArray(SPECIES, c, co + ldc + LANES));
            c20 = c20.add(FloatVector.fromArray(SPECIES, c, co + 2 * ldc));
            c21 = c21.add(FloatVector.fromArray(SPECIES, c, co + 2 * ldc + LANES));
            c30 = c30.add(FloatVector.fromArray(SPECIES, c, co + 3 * ldc));
            c31 = c31.add(FloatVector.fromArray(SPECIES, c, co + 3 * ldc + LANES));
            c40 = c40.add(FloatVector.fromArray(SPECIES, c, co + 4 * ldc));
            c41 = c41.add(FloatVector.fromArray(SPECIES, c, co + 4 * ldc + LANES));
            c50 = c50.add(FloatVector.fromArray(SPECIES, c, co + 5 * ldc));
            c51 = c51.add(FloatVector.fromArray(SPECIES, c, co + 5 * ldc + LANES));
            c60 = c60.add(FloatVector.fromArray(SPECIES, c, co + 6 * ldc));
            c61 = c61.add(FloatVector.fromArray(SPECIES, c, co + 6 * ldc + LANES));
            c70 = c70.add(FloatVector.fromArray(SPECIES, c, co + 7 * ldc));
            c71 = c71.add(FloatVector.fromArray(SPECIES, c, co + 7 * ldc + LANES));
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

    private static void packed1(int k, float[] a, int ao, float[] b, int bo, float[] c, int co, int ldc, boolean add) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 1]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 2]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 3]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 4]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 5]);
            c50 = x.fma(b0, c50);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 6]);
            c60 = x.fma(b0, c60);
            x = FloatVector.broadcast(SPECIES, a[ao + p * ROWS + 7]);
            c70 = x.fma(b0, c70);
        }
        if (add) {
            c00 = c00.add(FloatVector.fromArray(SPECIES, c, co));
            c10 = c10.add(FloatVector.fromArray(SPECIES, c, co + ldc));
            c20 = c20.add(FloatVector.fromArray(SPECIES, c, co + 2 * ldc));
            c30 = c30.add(FloatVector.fromArray(SPECIES, c, co + 3 * ldc));
            c40 = c40.add(FloatVector.fromArray(SPECIES, c, co + 4 * ldc));
            c50 = c50.add(FloatVector.fromArray(SPECIES, c, co + 5 * ldc));
            c60 = c60.add(FloatVector.fromArray(SPECIES, c, co + 6 * ldc));
            c70 = c70.add(FloatVector.fromArray(SPECIES, c, co + 7 * ldc));
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
            float[] from,
            int fromOffset,
            int rowStride,
            int columnStride,
            int rows,
            int columns,
            float[] to,
            int toOffset,
            int width) {
        if (columnStride == 1 && width % LANES == 0) {
            copyRows(from, fromOffset, rowStride, rows, columns, to, toOffset, width);
        } else if (columnStride == 1 && width == ROWS && LANES > ROWS) {
            copyEights(from, fromOffset, rowStride, rows, columns, to, toOffset);
        } else if (rowStride == 1 && VectorFloatTransposes.suits(width)) {
            VectorFloatTransposes.pack(from, fromOffset, columnStride, rows, columns, to, toOffset, width);
        } else {
            scalar.pack(from, fromOffset, rowStride, columnStride, rows, columns, to, toOffset, width);
        }
    }

    private static void copyRows(
            float[] from, int fromOffset, int rowStride, int rows, int columns, float[] to, int toOffset, int width) {
        int full = columns - columns % LANES;
        if (full == 2 * LANES) {
            copyPairs(from, fromOffset, rowStride, rows, to, toOffset, width);
        } else {
            for (int j = 0; j < full; j += LANES) {
                copyVectors(from, fromOffset + j, rowStride, rows, to, toOffset + j, width);
            }
        }
        if (full < columns) {
            copyParts(from, fromOffset + full, rowStride, rows, columns - full, to, toOffset + full, width);
        }
    }

    private static void copyPairs(
            float[] from, int fromOffset, int rowStride, int rows, float[] to, int toOffset, int width) {
        for (int p = 0; p < rows; p++) {
            int row = fromOffset + p * rowStride;
            int target = toOffset + p * width;
            FloatVector.fromArray(SPECIES, from, row).intoArray(to, target);
            FloatVector.fromArray(SPECIES, from, row + LANES).intoArray(to, target + LANES);
        }
    }

    private static void copyVectors(
            float[] from, int fromOffset, int rowStride, int rows, float[] to, int toOffset, int width) {
        for (int p = 0; p < rows; p++) {
            FloatVector.fromArray(SPECIES, from, fromOffset + p * rowStride).intoArray(to, toOffset + p * width);
        }
    }

    private static void copyParts(
            float[] from, int fromOffset, int rowStride, int rows, int columns, float[] to, int toOffset, int width) {
        VectorMask<Float> inside = SPECIES.indexInRange(0, columns);
        for (int p = 0; p < rows; p++) {
            FloatVector.fromArray(SPECIES, from, fromOffset + p * rowStride, inside)
                    .intoArray(to, toOffset + p * width);
        }
    }

    /** Rows of half a vector. */
    private static void copyEights(
            float[] from, int fromOffset, int rowStride, int rows, int columns, float[] to, int toOffset) {
        VectorMask<Float> inside = SPECIES.indexInRange(0, columns);
        VectorMask<Float> stored = SPECIES.indexInRange(0, ROWS);
        for (int p = 0; p < rows; p++) {
            FloatVector.fromArray(SPECIES, from, fromOffset + p * rowStride, inside)
                    .intoArray(to, toOffset + p * ROWS, stored);
        }
    }

    @Override
    public void merge(
            float[] from,
            int fromOffset,
            int ldFrom,
            float[] to,
            int toOffset,
            int ldTo,
            int rows,
            int columns,
            boolean add) {
        int full = columns - columns % LANES;
        mergeVectors(from, fromOffset, ldFrom, to, toOffset, ldTo, rows, full, add);
        int rest = columns - full;
        if (rest > NARROW) {
            mergeParts(from, fromOffset + full, ldFrom, to, toOffset + full, ldTo, rows, rest, add);
        } else if (rest > 0) {
            scalar.merge(from, fromOffset + full, ldFrom, to, toOffset + full, ldTo, rows, rest, add);
        }
    }

    private static void mergeVectors(
            float[] from,
            int fromOffset,
            int ldFrom,
            float[] to,
            int toOffset,
            int ldTo,
            int rows,
            int columns,
            boolean add) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j += LANES) {
                int target = toOffset + i * ldTo + j;
                FloatVector x = FloatVector.fromArray(SPECIES, from, fromOffset + i * ldFrom + j);
                if (add) {
                    x = x.add(FloatVector.fromArray(SPECIES, to, target));
                }
                x.intoArray(to, target);
            }
        }
    }

    private static void mergeParts(
            float[] from,
            int fromOffset,
            int ldFrom,
            float[] to,
            int toOffset,
            int ldTo,
            int rows,
            int columns,
            boolean add) {
        VectorMask<Float> inside = SPECIES.indexInRange(0, columns);
        for (int i = 0; i < rows; i++) {
            int target = toOffset + i * ldTo;
            FloatVector x = FloatVector.fromArray(SPECIES, from, fromOffset + i * ldFrom, inside);
            if (add) {
                x = x.add(FloatVector.fromArray(SPECIES, to, target, inside));
            }
            x.intoArray(to, target, inside);
        }
    }

    @Override
    public void clear(float[] a, int offset, int length) {
        scalar.clear(a, offset, length);
    }

    @Override
    public void finish(float[] c, int co, int ldc, int rows, int columns, Epilogue<float[]> epilogue, int firstColumn) {
        int full = columns - columns % LANES;
        if (epilogue.bias().isPresent()) {
            float[] bias = epilogue.bias().get();
            shift(c, co, ldc, rows, full, epilogue, bias, firstColumn);
            if (full < columns) {
                shiftParts(c, co + full, ldc, rows, columns - full, epilogue, bias, firstColumn + full);
            }
        }
        if (epilogue.gate().isPresent()) {
            float[] gate = epilogue.gate().get();
            int go = co + epilogue.gateShift();
            float shut = (float) epilogue.shut();
            gate(c, co, ldc, rows, full, gate, go, shut);
            if (full < columns) {
                gateParts(c, co + full, ldc, rows, columns - full, gate, go + full, shut);
            }
        }
    }

    private static void shift(
            float[] c,
            int co,
            int ldc,
            int rows,
            int columns,
            Epilogue<float[]> epilogue,
            float[] bias,
            int firstColumn) {
        boolean relu = epilogue.activation() == Epilogue.Activation.RELU;
        boolean leaky = epilogue.activation() == Epilogue.Activation.LEAKY_RELU;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector slope = FloatVector.broadcast(SPECIES, (float) epilogue.slope());
        for (int j = 0; j < columns; j += LANES) {
            FloatVector shift = FloatVector.fromArray(SPECIES, bias, epilogue.biasOffset() + firstColumn + j);
            for (int i = 0; i < rows; i++) {
                int at = co + i * ldc + j;
                FloatVector x = FloatVector.fromArray(SPECIES, c, at).add(shift);
                if (relu) {
                    x = x.max(zero);
                } else if (leaky) {
                    x = x.mul(slope.blend(one, x.compare(VectorOperators.GT, zero)));
                }
                x.intoArray(c, at);
            }
        }
    }

    /** The same for less than a vector of columns. */
    private static void shiftParts(
            float[] c,
            int co,
            int ldc,
            int rows,
            int columns,
            Epilogue<float[]> epilogue,
            float[] bias,
            int firstColumn) {
        boolean relu = epilogue.activation() == Epilogue.Activation.RELU;
        boolean leaky = epilogue.activation() == Epilogue.Activation.LEAKY_RELU;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector slope = FloatVector.broadcast(SPECIES, (float) epilogue.slope());
        VectorMask<Float> inside = SPECIES.indexInRange(0, columns);
        FloatVector shift = FloatVector.fromArray(SPECIES, bias, epilogue.biasOffset() + firstColumn, inside);
        for (int i = 0; i < rows; i++) {
            int at = co + i * ldc;
            FloatVector x = FloatVector.fromArray(SPECIES, c, at, inside).add(shift);
            if (relu) {
                x = x.max(zero);
            } else if (leaky) {
                x = x.mul(slope.blend(one, x.compare(VectorOperators.GT, zero)));
            }
            x.intoArray(c, at, inside);
        }
    }

    private static void gate(float[] c, int co, int ldc, int rows, int columns, float[] gate, int go, float shut) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector otherwise = FloatVector.broadcast(SPECIES, shut);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j += LANES) {
                int at = i * ldc + j;
                // A product, not a choice: what is not finite stays so, as in the definition.
                FloatVector factor = otherwise.blend(
                        one, FloatVector.fromArray(SPECIES, gate, go + at).compare(VectorOperators.GT, zero));
                FloatVector.fromArray(SPECIES, c, co + at).mul(factor).intoArray(c, co + at);
            }
        }
    }

    private static void gateParts(float[] c, int co, int ldc, int rows, int columns, float[] gate, int go, float shut) {
        VectorMask<Float> inside = SPECIES.indexInRange(0, columns);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector otherwise = FloatVector.broadcast(SPECIES, shut);
        for (int i = 0; i < rows; i++) {
            int at = i * ldc;
            FloatVector factor = otherwise.blend(
                    one, FloatVector.fromArray(SPECIES, gate, go + at, inside).compare(VectorOperators.GT, zero));
            FloatVector.fromArray(SPECIES, c, co + at, inside).mul(factor).intoArray(c, co + at, inside);
        }
    }
}
