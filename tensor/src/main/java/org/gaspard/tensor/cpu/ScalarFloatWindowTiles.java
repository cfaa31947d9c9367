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
            float[] a,
            int ao,
            int[] starts,
            int runs,
            int length,
            int step,
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
            for (int p = 0; p < runs * length; p++) {
                float x = a[ao + starts[p / length] + p % length * step + r];
                int column = bo + p * width;
                for (int j = 0; j < width; j++) {
                    c[row + j] += x * b[column + j];
                }
            }
        }
    }

    @Override
    public void taps(int vectors, int k, float[] a, int ao, int[] taps, float[] b, int bo, float[] c, int co, int ldc) {
        columns(vectors, a, ao, taps, k, 1, 0, b, bo, c, co, ldc, false);
    }

    @Override
    public void pick(float[] from, int fromOffset, int step, float[] to, int toOffset, int count) {
        int f = fromOffset;
        for (int j = 0; j < count; j++) {
            to[toOffset + j] = from[f];
            f += step; // faster than a product
        }
    }

    @Override
    public void sumTaps(
            float[] from, int fromOffset, int[] taps, int fromStep, float[] to, int toOffset, int toStep, int count) {
        for (int t = 0; t < taps.length; t += 4) {
            int used = Math.min(4, taps.length - t);
            if (used == 4) {
                addFour(from, fromOffset, taps, t, fromStep, to, toOffset, toStep, count);
            } else {
                addFew(from, fromOffset, taps, t, fromStep, to, toOffset, toStep, count);
            }
        }
        if (taps.length == 0) {
            for (int q = 0; q < count; q++) {
                to[toOffset + q * toStep] = 0f;
            }
        }
    }

    /** The sum over four taps, on top of what is there unless they are the first ones. */
    private static void addFour(
            float[] from,
            int fromOffset,
            int[] taps,
            int t,
            int fromStep,
            float[] to,
            int toOffset,
            int toStep,
            int count) {
        int p0 = fromOffset + taps[t];
        int p1 = fromOffset + taps[t + 1];
        int p2 = fromOffset + taps[t + 2];
        int p3 = fromOffset + taps[t + 3];
        int step = 0;
        int place = toOffset;
        for (int q = 0; q < count; q++) {
            float sum = (from[p0 + step] + from[p1 + step]) + (from[p2 + step] + from[p3 + step]);
            to[place] = t == 0 ? sum : to[place] + sum;
            step += fromStep;
            place += toStep;
        }
    }

    private static void addFew(
            float[] from,
            int fromOffset,
            int[] taps,
            int first,
            int fromStep,
            float[] to,
            int toOffset,
            int toStep,
            int count) {
        for (int q = 0; q < count; q++) {
            float sum = first == 0 ? 0f : to[toOffset + q * toStep];
            for (int t = first; t < taps.length; t++) {
                sum += from[fromOffset + taps[t] + q * fromStep];
            }
            to[toOffset + q * toStep] = sum;
        }
    }
}
