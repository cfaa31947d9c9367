package org.gaspard.tensor.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The innermost loops of convolutions on the Vector API for float; each sum of a tile is a local variable of its own. */
final class VectorFloatWindowTiles implements WindowTiles<float[]> {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** What a tile starts from that does not add. */
    private static final float[] ZEROS = new float[2 * LANES];

    /** Every second element of two vectors. */
    private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(SPECIES, 0);

    /** Whether vectors are so long that the processor is of a kind that loads from several addresses at once. */
    private static final boolean GATHERS = SPECIES.vectorBitSize() >= 256;

    /** The multiples of a step, by step. */
    private static final int[][] FAR = multiples();

    private final ScalarFloatWindowTiles scalar = new ScalarFloatWindowTiles();

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
        if (vectors == 2) {
            rows2(a, ao, rows, at, stretches, first, end, length, b, bo, c, co, places, add);
        } else {
            rows1(a, ao, rows, at, stretches, first, end, length, b, bo, c, co, places, add);
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
        if (vectors == 2) {
            columns2(a, ao, starts, runs, length, step, b, bo, c, co, ldc, add);
        } else {
            columns1(a, ao, starts, runs, length, step, b, bo, c, co, ldc, add);
        }
    }

    @Override
    public void taps(int vectors, int k, float[] a, int ao, int[] taps, float[] b, int bo, float[] c, int co, int ldc) {
        if (vectors == 2) {
            taps2(k, a, ao, taps, b, bo, c, co, ldc);
        } else {
            taps1(k, a, ao, taps, b, bo, c, co, ldc);
        }
    }

    @Override
    public void pick(float[] from, int fromOffset, int step, float[] to, int toOffset, int count) {
        if (step > 2) {
            pickFar(from, fromOffset, step, to, toOffset, count);
            return;
        }
        // The last vector of a pair may reach one element further than what is asked for.
        int safe = (from.length - fromOffset) / step;
        int full = Math.clamp(safe, 0, count) / LANES * LANES;
        for (int j = 0; j < full; j += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, from, fromOffset + j * step);
            if (step == 2) {
                x = x.rearrange(EVEN, FloatVector.fromArray(SPECIES, from, fromOffset + j * 2 + LANES));
            }
            x.intoArray(to, toOffset + j);
        }
        scalar.pick(from, fromOffset + full * step, step, to, toOffset + full, count - full);
    }

    private void pickFar(float[] from, int fromOffset, int step, float[] to, int toOffset, int count) {
        int full = GATHERS && step < FAR.length ? count / LANES * LANES : 0;
        for (int j = 0; j < full; j += LANES) {
            FloatVector.fromArray(SPECIES, from, fromOffset + j * step, FAR[step], 0)
                    .intoArray(to, toOffset + j);
        }
        scalar.pick(from, fromOffset + full * step, step, to, toOffset + full, count - full);
    }

    private static int[][] multiples() {
        int[][] multiples = new int[17][LANES];
        for (int step = 0; step < multiples.length; step++) {
            for (int i = 0; i < LANES; i++) {
                multiples[step][i] = i * step;
            }
        }
        return multiples;
    }

    @Override
    public void sumTaps(
            float[] from, int fromOffset, int[] taps, int fromStep, float[] to, int toOffset, int toStep, int count) {
        scalar.sumTaps(from, fromOffset, taps, fromStep, to, toOffset, toStep, count);
    }

    private static void rows2(
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
        float[] start = add ? c : ZEROS;
        int so = add ? co : 0;
        int scale = add ? 1 : 0;
        int s0 = so + places[at + 0] * scale;
        int s1 = so + places[at + 1] * scale;
        int s2 = so + places[at + 2] * scale;
        int s3 = so + places[at + 3] * scale;
        int s4 = so + places[at + 4] * scale;
        int s5 = so + places[at + 5] * scale;
        int s6 = so + places[at + 6] * scale;
        int s7 = so + places[at + 7] * scale;
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, s0);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, s1);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, s1 + LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, s2);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, s2 + LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, s3);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, s3 + LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, s4);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, s4 + LANES);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, s5);
        FloatVector c51 = FloatVector.fromArray(SPECIES, start, s5 + LANES);
        FloatVector c60 = FloatVector.fromArray(SPECIES, start, s6);
        FloatVector c61 = FloatVector.fromArray(SPECIES, start, s6 + LANES);
        FloatVector c70 = FloatVector.fromArray(SPECIES, start, s7);
        FloatVector c71 = FloatVector.fromArray(SPECIES, start, s7 + LANES);
        int row = bo;
        for (int s = first; s < end; s++) {
            int base = ao + stretches[s];
            int a0 = base + rows[at + 0];
            int a1 = base + rows[at + 1];
            int a2 = base + rows[at + 2];
            int a3 = base + rows[at + 3];
            int a4 = base + rows[at + 4];
            int a5 = base + rows[at + 5];
            int a6 = base + rows[at + 6];
            int a7 = base + rows[at + 7];
            for (int p = 0; p < length; p++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, row + p * 2 * LANES);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + p * 2 * LANES + LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(SPECIES, a[a4 + p]);
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(SPECIES, a[a5 + p]);
                c50 = x.fma(b0, c50);
                c51 = x.fma(b1, c51);
                x = FloatVector.broadcast(SPECIES, a[a6 + p]);
                c60 = x.fma(b0, c60);
                c61 = x.fma(b1, c61);
                x = FloatVector.broadcast(SPECIES, a[a7 + p]);
                c70 = x.fma(b0, c70);
                c71 = x.fma(b1, c71);
            }
            row += length * 2 * LANES;
        }
        c00.intoArray(c, co + places[at + 0]);
        c01.intoArray(c, co + places[at + 0] + LANES);
        c10.intoArray(c, co + places[at + 1]);
        c11.intoArray(c, co + places[at + 1] + LANES);
        c20.intoArray(c, co + places[at + 2]);
        c21.intoArray(c, co + places[at + 2] + LANES);
        c30.intoArray(c, co + places[at + 3]);
        c31.intoArray(c, co + places[at + 3] + LANES);
        c40.intoArray(c, co + places[at + 4]);
        c41.intoArray(c, co + places[at + 4] + LANES);
        c50.intoArray(c, co + places[at + 5]);
        c51.intoArray(c, co + places[at + 5] + LANES);
        c60.intoArray(c, co + places[at + 6]);
        c61.intoArray(c, co + places[at + 6] + LANES);
        c70.intoArray(c, co + places[at + 7]);
        c71.intoArray(c, co + places[at + 7] + LANES);
    }

    private static void rows1(
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
        float[] start = add ? c : ZEROS;
        int so = add ? co : 0;
        int scale = add ? 1 : 0;
        int s0 = so + places[at + 0] * scale;
        int s1 = so + places[at + 1] * scale;
        int s2 = so + places[at + 2] * scale;
        int s3 = so + places[at + 3] * scale;
        int s4 = so + places[at + 4] * scale;
        int s5 = so + places[at + 5] * scale;
        int s6 = so + places[at + 6] * scale;
        int s7 = so + places[at + 7] * scale;
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, s0);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, s1);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, s2);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, s3);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, s4);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, s5);
        FloatVector c60 = FloatVector.fromArray(SPECIES, start, s6);
        FloatVector c70 = FloatVector.fromArray(SPECIES, start, s7);
        int row = bo;
        for (int s = first; s < end; s++) {
            int base = ao + stretches[s];
            int a0 = base + rows[at + 0];
            int a1 = base + rows[at + 1];
            int a2 = base + rows[at + 2];
            int a3 = base + rows[at + 3];
            int a4 = base + rows[at + 4];
            int a5 = base + rows[at + 5];
            int a6 = base + rows[at + 6];
            int a7 = base + rows[at + 7];
            for (int p = 0; p < length; p++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, row + p * LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                x = FloatVector.broadcast(SPECIES, a[a4 + p]);
                c40 = x.fma(b0, c40);
                x = FloatVector.broadcast(SPECIES, a[a5 + p]);
                c50 = x.fma(b0, c50);
                x = FloatVector.broadcast(SPECIES, a[a6 + p]);
                c60 = x.fma(b0, c60);
                x = FloatVector.broadcast(SPECIES, a[a7 + p]);
                c70 = x.fma(b0, c70);
            }
            row += length * LANES;
        }
        c00.intoArray(c, co + places[at + 0]);
        c10.intoArray(c, co + places[at + 1]);
        c20.intoArray(c, co + places[at + 2]);
        c30.intoArray(c, co + places[at + 3]);
        c40.intoArray(c, co + places[at + 4]);
        c50.intoArray(c, co + places[at + 5]);
        c60.intoArray(c, co + places[at + 6]);
        c70.intoArray(c, co + places[at + 7]);
    }

    private static void columns2(
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
        float[] start = add ? c : ZEROS;
        int so = add ? co : 0;
        int ld = add ? ldc : 0;
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, so);
        FloatVector c01 = FloatVector.fromArray(SPECIES, start, so + LANES);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, so + ld);
        FloatVector c11 = FloatVector.fromArray(SPECIES, start, so + ld + LANES);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, so + 2 * ld);
        FloatVector c21 = FloatVector.fromArray(SPECIES, start, so + 2 * ld + LANES);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, so + 3 * ld);
        FloatVector c31 = FloatVector.fromArray(SPECIES, start, so + 3 * ld + LANES);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, so + 4 * ld);
        FloatVector c41 = FloatVector.fromArray(SPECIES, start, so + 4 * ld + LANES);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, so + 5 * ld);
        FloatVector c51 = FloatVector.fromArray(SPECIES, start, so + 5 * ld + LANES);
        FloatVector c60 = FloatVector.fromArray(SPECIES, start, so + 6 * ld);
        FloatVector c61 = FloatVector.fromArray(SPECIES, start, so + 6 * ld + LANES);
        FloatVector c70 = FloatVector.fromArray(SPECIES, start, so + 7 * ld);
        FloatVector c71 = FloatVector.fromArray(SPECIES, start, so + 7 * ld + LANES);
        int row = bo;
        for (int s = 0; s < runs; s++) {
            int q = ao + starts[s];
            for (int p = 0; p < length; p++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, row + p * 2 * LANES);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + p * 2 * LANES + LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = FloatVector.broadcast(SPECIES, a[q + 1]);
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = FloatVector.broadcast(SPECIES, a[q + 2]);
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = FloatVector.broadcast(SPECIES, a[q + 3]);
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = FloatVector.broadcast(SPECIES, a[q + 4]);
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
                x = FloatVector.broadcast(SPECIES, a[q + 5]);
                c50 = x.fma(b0, c50);
                c51 = x.fma(b1, c51);
                x = FloatVector.broadcast(SPECIES, a[q + 6]);
                c60 = x.fma(b0, c60);
                c61 = x.fma(b1, c61);
                x = FloatVector.broadcast(SPECIES, a[q + 7]);
                c70 = x.fma(b0, c70);
                c71 = x.fma(b1, c71);
                q += step; // faster than a product
            }
            row += length * 2 * LANES;
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

    private static void columns1(
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
        float[] start = add ? c : ZEROS;
        int so = add ? co : 0;
        int ld = add ? ldc : 0;
        FloatVector c00 = FloatVector.fromArray(SPECIES, start, so);
        FloatVector c10 = FloatVector.fromArray(SPECIES, start, so + ld);
        FloatVector c20 = FloatVector.fromArray(SPECIES, start, so + 2 * ld);
        FloatVector c30 = FloatVector.fromArray(SPECIES, start, so + 3 * ld);
        FloatVector c40 = FloatVector.fromArray(SPECIES, start, so + 4 * ld);
        FloatVector c50 = FloatVector.fromArray(SPECIES, start, so + 5 * ld);
        FloatVector c60 = FloatVector.fromArray(SPECIES, start, so + 6 * ld);
        FloatVector c70 = FloatVector.fromArray(SPECIES, start, so + 7 * ld);
        int row = bo;
        for (int s = 0; s < runs; s++) {
            int q = ao + starts[s];
            for (int p = 0; p < length; p++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, row + p * LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
                c00 = x.fma(b0, c00);
                x = FloatVector.broadcast(SPECIES, a[q + 1]);
                c10 = x.fma(b0, c10);
                x = FloatVector.broadcast(SPECIES, a[q + 2]);
                c20 = x.fma(b0, c20);
                x = FloatVector.broadcast(SPECIES, a[q + 3]);
                c30 = x.fma(b0, c30);
                x = FloatVector.broadcast(SPECIES, a[q + 4]);
                c40 = x.fma(b0, c40);
                x = FloatVector.broadcast(SPECIES, a[q + 5]);
                c50 = x.fma(b0, c50);
                x = FloatVector.broadcast(SPECIES, a[q + 6]);
                c60 = x.fma(b0, c60);
                x = FloatVector.broadcast(SPECIES, a[q + 7]);
                c70 = x.fma(b0, c70);
                q += step; // faster than a product
            }
            row += length * LANES;
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

    private static void taps2(int k, float[] a, int ao, int[] taps, float[] b, int bo, float[] c, int co, int ldc) {
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
            int q = ao + taps[p];
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * 2 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bo + p * 2 * LANES + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(SPECIES, a[q + 6]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(SPECIES, a[q + 7]);
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

    private static void taps1(int k, float[] a, int ao, int[] taps, float[] b, int bo, float[] c, int co, int ldc) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            int q = ao + taps[p];
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bo + p * LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            x = FloatVector.broadcast(SPECIES, a[q + 6]);
            c60 = x.fma(b0, c60);
            x = FloatVector.broadcast(SPECIES, a[q + 7]);
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
}
