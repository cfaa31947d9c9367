package org.gaspard.tensor.cpu;

import java.util.Arrays;

/** The innermost loops in plain Java for float: the specification of the vector form, and its replacement. */
final class ScalarFloatTiles implements TileKernels<float[]> {

    private static final int LANES = 8;

    /** Up to this length a loop beats the call of arraycopy. */
    private static final int SHORT = 16;

    private static final int STRIP = 64;

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public WindowTransforms<float[]> transforms() {
        return new ScalarFloatTransforms();
    }

    @Override
    public int vectors() {
        return 2;
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
        int width = vectors * LANES;
        for (int i = 0; i < ROWS; i++) {
            int row = co + i * ldc;
            Arrays.fill(c, row, row + width, 0f);
            for (int p = 0; p < k; p++) {
                float x = a[ao + i * rowStride + p * sumStride];
                int column = bo + p * width;
                for (int j = 0; j < width; j++) {
                    c[row + j] += x * b[column + j];
                }
            }
        }
    }

    @Override
    public void packedTile(
            int vectors, int k, float[] a, int ao, float[] b, int bo, float[] c, int co, int ldc, boolean add) {
        int width = vectors * LANES;
        float[] sums = new float[width];
        for (int i = 0; i < ROWS; i++) {
            Arrays.fill(sums, 0);
            for (int p = 0; p < k; p++) {
                float x = a[ao + p * ROWS + i];
                int column = bo + p * width;
                for (int j = 0; j < width; j++) {
                    sums[j] += x * b[column + j];
                }
            }
            int row = co + i * ldc;
            for (int j = 0; j < width; j++) {
                c[row + j] = add ? c[row + j] + sums[j] : sums[j];
            }
        }
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
        if (columnStride == 1) {
            for (int p = 0; p < rows; p++) {
                System.arraycopy(from, fromOffset + p * rowStride, to, toOffset + p * width, columns);
            }
        } else {
            // A strip of rows at a time, so that it stays in the cache while the columns pass.
            for (int start = 0; start < rows; start += STRIP) {
                int end = Math.min(rows, start + STRIP);
                for (int j = 0; j < columns; j++) {
                    int column = fromOffset + j * columnStride;
                    for (int p = start; p < end; p++) {
                        to[toOffset + p * width + j] = from[column + p * rowStride];
                    }
                }
            }
        }
        if (columns < width) {
            for (int p = 0; p < rows; p++) {
                Arrays.fill(to, toOffset + p * width + columns, toOffset + (p + 1) * width, 0f);
            }
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
        for (int i = 0; i < rows; i++) {
            int f = fromOffset + i * ldFrom;
            int t = toOffset + i * ldTo;
            if (add) {
                for (int j = 0; j < columns; j++) {
                    to[t + j] += from[f + j];
                }
            } else if (columns > SHORT) {
                System.arraycopy(from, f, to, t, columns);
            } else {
                for (int j = 0; j < columns; j++) {
                    to[t + j] = from[f + j];
                }
            }
        }
    }

    @Override
    public void clear(float[] a, int offset, int length) {
        Arrays.fill(a, offset, offset + length, 0f);
    }

    @Override
    public void finish(float[] c, int co, int ldc, int rows, int columns, Epilogue<float[]> epilogue, int firstColumn) {
        if (epilogue.bias().isPresent()) {
            float[] bias = epilogue.bias().get();
            int b = epilogue.biasOffset() + firstColumn;
            for (int i = 0; i < rows; i++) {
                int row = co + i * ldc;
                for (int j = 0; j < columns; j++) {
                    c[row + j] += bias[b + j];
                }
            }
        }
        if (epilogue.activation() != Epilogue.Activation.NONE) {
            boolean relu = epilogue.activation() == Epilogue.Activation.RELU;
            float slope = (float) epilogue.slope();
            for (int i = 0; i < rows; i++) {
                int row = co + i * ldc;
                for (int j = 0; j < columns; j++) {
                    float x = c[row + j];
                    c[row + j] = relu ? Math.max(x, 0f) : x * (x > 0 ? 1 : slope);
                }
            }
        }
        if (epilogue.gate().isPresent()) {
            float[] gate = epilogue.gate().get();
            float shut = (float) epilogue.shut();
            for (int i = 0; i < rows; i++) {
                int row = co + i * ldc;
                for (int j = 0; j < columns; j++) {
                    c[row + j] *= gate[row + epilogue.gateShift() + j] > 0 ? 1 : shut;
                }
            }
        }
    }
}
