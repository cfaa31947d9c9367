package org.gaspard.tensor.cpu;

import java.util.Arrays;

/** The innermost loops of convolutions in plain Java for float: the specification of the vector form, and its twin. */
final class ScalarFloatWindowTiles implements WindowTiles<float[]> {

    /** As in the scalar tiles of matrix products. */
    private static final int LANES = 8;

    @Override
    public void rows(
            int vectors,
            float[] a,
            int ao,
            int[] rows,
            int at,
            int[] stretches,
            int first,
            int end,
            int length,
            float[] b,
            int bo,
            float[] c,
            int co,
            int[] places,
            boolean add) {
        int width = vectors * LANES;
        for (int r = at; r < at + ROWS; r++) {
            int row = co + places[r];
            if (r > at && places[r] == places[r - 1]) {
                continue; // the same row again
            }
            if (!add) {
                Arrays.fill(c, row, row + width, 0f);
            }
            int column = bo;
            for (int s = first; s < end; s++) {
                int left = ao + rows[r] + stretches[s];
                for (int p = 0; p < length; p++) {
                    float x = a[left + p];
                    for (int j = 0; j < width; j++) {
                        c[row + j] += x * b[column + j];
                    }
                    column += width;
                }
            }
        }
    }

    @Override
    public void columns(
            int vectors,
            int k,
            float[] a,
            int ao,
            int[] steps,
            float[] b,
            int bo,
            float[] c,
            int co,
            int ldc,
            boolean add) {
        int width = vectors * LANES;
        for (int r = 0; r < ROWS; r++) {
            int row = co + r * ldc;
            if (!add) {
                Arrays.fill(c, row, row + width, 0f);
            }
            for (int p = 0; p < k; p++) {
                float x = a[ao + steps[p] + r];
                int column = bo + p * width;
                for (int j = 0; j < width; j++) {
                    c[row + j] += x * b[column + j];
                }
            }
        }
    }

    @Override
    public void pick(float[] from, int fromOffset, int step, float[] to, int toOffset, int count) {
        for (int j = 0; j < count; j++) {
            to[toOffset + j] = from[fromOffset + j * step];
        }
    }

    @Override
    public void sumTaps(
            float[] from, int fromOffset, int[] taps, int fromStep, float[] to, int toOffset, int toStep, int count) {
        int four = taps.length / 4 * 4;
        for (int q = 0; q < count; q++) {
            to[toOffset + q * toStep] = 0f;
        }
        for (int t = 0; t < four; t += 4) {
            int t0 = fromOffset + taps[t];
            int t1 = fromOffset + taps[t + 1];
            int t2 = fromOffset + taps[t + 2];
            int t3 = fromOffset + taps[t + 3];
            for (int q = 0; q < count; q++) {
                int p = q * fromStep;
                to[toOffset + q * toStep] += (from[t0 + p] + from[t1 + p]) + (from[t2 + p] + from[t3 + p]);
            }
        }
        for (int t = four; t < taps.length; t++) {
            int t0 = fromOffset + taps[t];
            for (int q = 0; q < count; q++) {
                to[toOffset + q * toStep] += from[t0 + q * fromStep];
            }
        }
    }
}
