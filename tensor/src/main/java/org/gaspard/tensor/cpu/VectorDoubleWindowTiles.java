package org.gaspard.tensor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The innermost loops of convolutions on the Vector API for double; each sum of a tile is a local variable of its own. */
final class VectorDoubleWindowTiles implements WindowTiles<double[]> {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** What a tile starts from that does not add. */
    private static final double[] ZEROS = new double[2 * LANES];

    /** Every second element of two vectors. */
    private static final VectorShuffle<Double> EVEN = VectorShuffle.makeUnzip(SPECIES, 0);

    /** Whether vectors are so long that the processor is of a kind that loads from several addresses at once. */
    private static final boolean GATHERS = SPECIES.vectorBitSize() >= 256;

    /** The multiples of a step, by step. */
    private static final int[][] FAR = multiples();

    private final ScalarDoubleWindowTiles scalar = new ScalarDoubleWindowTiles();

    @Override
    public void rows(
            int vectors,
            double[] a,
            int ao,
            int[] rows,
            int at,
            int[] stretches,
            int first,
            int end,
            int length,
            double[] b,
            int bo,
            double[] c,
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
            double[] a,
            int ao,
            int[] starts,
            int runs,
            int length,
            int step,
            double[] b,
            int bo,
            double[] c,
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
    public void taps(
            int vectors, int k, double[] a, int ao, int[] taps, double[] b, int bo, double[] c, int co, int ldc) {
        if (vectors == 2) {
            taps2(k, a, ao, taps, b, bo, c, co, ldc);
        } else {
            taps1(k, a, ao, taps, b, bo, c, co, ldc);
        }
    }

    @Override
    public void pick(double[] from, int fromOffset, int step, double[] to, int toOffset, int count) {
        if (step > 2) {
            pickFar(from, fromOffset, step, to, toOffset, count);
            return;
        }
        // The last vector of a pair may reach one element further than what is asked for.
        int safe = (from.length - fromOffset) / step;
        int full = Math.clamp(safe, 0, count) / LANES * LANES;
        for (int j = 0; j < full; j += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, from, fromOffset + j * step);
            if (step == 2) {
                x = x.rearrange(EVEN, DoubleVector.fromArray(SPECIES, from, fromOffset + j * 2 + LANES));
            }
            x.intoArray(to, toOffset + j);
        }
        scalar.pick(from, fromOffset + full * step, step, to, toOffset + full, count - full);
    }

    private void pickFar(double[] from, int fromOffset, int step, double[] to, int toOffset, int count) {
        int full = GATHERS && step < FAR.length ? count / LANES * LANES : 0;
        for (int j = 0; j < full; j += LANES) {
            DoubleVector.fromArray(SPECIES, from, fromOffset + j * step, FAR[step], 0)
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
            double[] from, int fromOffset, int[] taps, int fromStep, double[] to, int toOffset, int toStep, int count) {
        scalar.sumTaps(from, fromOffset, taps, fromStep, to, toOffset, toStep, count);
    }

    private static void rows2(
            double[] a,
            int ao,
            int[] rows,
            int at,
            int[] stretches,
            int first,
            int end,
            int length,
            double[] b,
            int bo,
            double[] c,
            int co,
            int[] places,
            boolean add) {
        double[] start = add ? c : ZEROS;
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
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, start, s0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, start, s0 + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, start, s1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, start, s1 + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, start, s2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, start, s2 + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, start, s3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, start, s3 + LANES);
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, start, s4);
        DoubleVector c41 = DoubleVector.fromArray(SPECIES, start, s4 + LANES);
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, start, s5);
        DoubleVector c51 = DoubleVector.fromArray(SPECIES, start, s5 + LANES);
        DoubleVector c60 = DoubleVector.fromArray(SPECIES, start, s6);
        DoubleVector c61 = DoubleVector.fromArray(SPECIES, start, s6 + LANES);
        DoubleVector c70 = DoubleVector.fromArray(SPECIES, start, s7);
        DoubleVector c71 = DoubleVector.fromArray(SPECIES, start, s7 + LANES);
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
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row + p * 2 * LANES);
                DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + p * 2 * LANES + LANES);
                DoubleVector x = DoubleVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = DoubleVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = DoubleVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = DoubleVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = DoubleVector.broadcast(SPECIES, a[a4 + p]);
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
                x = DoubleVector.broadcast(SPECIES, a[a5 + p]);
                c50 = x.fma(b0, c50);
                c51 = x.fma(b1, c51);
                x = DoubleVector.broadcast(SPECIES, a[a6 + p]);
                c60 = x.fma(b0, c60);
                c61 = x.fma(b1, c61);
                x = DoubleVector.broadcast(SPECIES, a[a7 + p]);
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
            double[] a,
            int ao,
            int[] rows,
            int at,
            int[] stretches,
            int first,
            int end,
            int length,
            double[] b,
            int bo,
            double[] c,
            int co,
            int[] places,
            boolean add) {
        double[] start = add ? c : ZEROS;
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
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, start, s0);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, start, s1);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, start, s2);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, start, s3);
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, start, s4);
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, start, s5);
        DoubleVector c60 = DoubleVector.fromArray(SPECIES, start, s6);
        DoubleVector c70 = DoubleVector.fromArray(SPECIES, start, s7);
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
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row + p * LANES);
                DoubleVector x = DoubleVector.broadcast(SPECIES, a[a0 + p]);
                c00 = x.fma(b0, c00);
                x = DoubleVector.broadcast(SPECIES, a[a1 + p]);
                c10 = x.fma(b0, c10);
                x = DoubleVector.broadcast(SPECIES, a[a2 + p]);
                c20 = x.fma(b0, c20);
                x = DoubleVector.broadcast(SPECIES, a[a3 + p]);
                c30 = x.fma(b0, c30);
                x = DoubleVector.broadcast(SPECIES, a[a4 + p]);
                c40 = x.fma(b0, c40);
                x = DoubleVector.broadcast(SPECIES, a[a5 + p]);
                c50 = x.fma(b0, c50);
                x = DoubleVector.broadcast(SPECIES, a[a6 + p]);
                c60 = x.fma(b0, c60);
                x = DoubleVector.broadcast(SPECIES, a[a7 + p]);
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
            double[] a,
            int ao,
            int[] starts,
            int runs,
            int length,
            int step,
            double[] b,
            int bo,
            double[] c,
            int co,
            int ldc,
            boolean add) {
        double[] start = add ? c : ZEROS;
        int so = add ? co : 0;
        int ld = add ? ldc : 0;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, start, so);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, start, so + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, start, so + ld);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, start, so + ld + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, start, so + 2 * ld);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, start, so + 2 * ld + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, start, so + 3 * ld);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, start, so + 3 * ld + LANES);
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, start, so + 4 * ld);
        DoubleVector c41 = DoubleVector.fromArray(SPECIES, start, so + 4 * ld + LANES);
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, start, so + 5 * ld);
        DoubleVector c51 = DoubleVector.fromArray(SPECIES, start, so + 5 * ld + LANES);
        DoubleVector c60 = DoubleVector.fromArray(SPECIES, start, so + 6 * ld);
        DoubleVector c61 = DoubleVector.fromArray(SPECIES, start, so + 6 * ld + LANES);
        DoubleVector c70 = DoubleVector.fromArray(SPECIES, start, so + 7 * ld);
        DoubleVector c71 = DoubleVector.fromArray(SPECIES, start, so + 7 * ld + LANES);
        int row = bo;
        for (int s = 0; s < runs; s++) {
            int q = ao + starts[s];
            for (int p = 0; p < length; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row + p * 2 * LANES);
                DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + p * 2 * LANES + LANES);
                DoubleVector x = DoubleVector.broadcast(SPECIES, a[q]);
                c00 = x.fma(b0, c00);
                c01 = x.fma(b1, c01);
                x = DoubleVector.broadcast(SPECIES, a[q + 1]);
                c10 = x.fma(b0, c10);
                c11 = x.fma(b1, c11);
                x = DoubleVector.broadcast(SPECIES, a[q + 2]);
                c20 = x.fma(b0, c20);
                c21 = x.fma(b1, c21);
                x = DoubleVector.broadcast(SPECIES, a[q + 3]);
                c30 = x.fma(b0, c30);
                c31 = x.fma(b1, c31);
                x = DoubleVector.broadcast(SPECIES, a[q + 4]);
                c40 = x.fma(b0, c40);
                c41 = x.fma(b1, c41);
                x = DoubleVector.broadcast(SPECIES, a[q + 5]);
                c50 = x.fma(b0, c50);
                c51 = x.fma(b1, c51);
                x = DoubleVector.broadcast(SPECIES, a[q + 6]);
                c60 = x.fma(b0, c60);
                c61 = x.fma(b1, c61);
                x = DoubleVector.broadcast(SPECIES, a[q + 7]);
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
            double[] a,
            int ao,
            int[] starts,
            int runs,
            int length,
            int step,
            double[] b,
            int bo,
            double[] c,
            int co,
            int ldc,
            boolean add) {
        double[] start = add ? c : ZEROS;
        int so = add ? co : 0;
        int ld = add ? ldc : 0;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, start, so);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, start, so + ld);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, start, so + 2 * ld);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, start, so + 3 * ld);
        DoubleVector c40 = DoubleVector.fromArray(SPECIES, start, so + 4 * ld);
        DoubleVector c50 = DoubleVector.fromArray(SPECIES, start, so + 5 * ld);
        DoubleVector c60 = DoubleVector.fromArray(SPECIES, start, so + 6 * ld);
        DoubleVector c70 = DoubleVector.fromArray(SPECIES, start, so + 7 * ld);
        int row = bo;
        for (int s = 0; s < runs; s++) {
            int q = ao + starts[s];
            for (int p = 0; p < length; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row + p * LANES);
                DoubleVector x = DoubleVector.broadcast(SPECIES, a[q]);
                c00 = x.fma(b0, c00);
                x = DoubleVector.broadcast(SPECIES, a[q + 1]);
                c10 = x.fma(b0, c10);
                x = DoubleVector.broadcast(SPECIES, a[q + 2]);
                c20 = x.fma(b0, c20);
                x = DoubleVector.broadcast(SPECIES, a[q + 3]);
                c30 = x.fma(b0, c30);
                x = DoubleVector.broadcast(SPECIES, a[q + 4]);
                c40 = x.fma(b0, c40);
                x = DoubleVector.broadcast(SPECIES, a[q + 5]);
                c50 = x.fma(b0, c50);
                x = DoubleVector.broadcast(SPECIES, a[q + 6]);
                c60 = x.fma(b0, c60);
                x = DoubleVector.broadcast(SPECIES, a[q + 7]);
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

    private static void taps2(int k, double[] a, int ao, int[] taps, double[] b, int bo, double[] c, int co, int ldc) {
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
        for (int p = 0; p < k; p++) {
            int q = ao + taps[p];
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bo + p * 2 * LANES);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bo + p * 2 * LANES + LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = DoubleVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = DoubleVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = DoubleVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = DoubleVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = DoubleVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = DoubleVector.broadcast(SPECIES, a[q + 6]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = DoubleVector.broadcast(SPECIES, a[q + 7]);
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

    private static void taps1(int k, double[] a, int ao, int[] taps, double[] b, int bo, double[] c, int co, int ldc) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        DoubleVector c40 = DoubleVector.zero(SPECIES);
        DoubleVector c50 = DoubleVector.zero(SPECIES);
        DoubleVector c60 = DoubleVector.zero(SPECIES);
        DoubleVector c70 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            int q = ao + taps[p];
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bo + p * LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[q]);
            c00 = x.fma(b0, c00);
            x = DoubleVector.broadcast(SPECIES, a[q + 1]);
            c10 = x.fma(b0, c10);
            x = DoubleVector.broadcast(SPECIES, a[q + 2]);
            c20 = x.fma(b0, c20);
            x = DoubleVector.broadcast(SPECIES, a[q + 3]);
            c30 = x.fma(b0, c30);
            x = DoubleVector.broadcast(SPECIES, a[q + 4]);
            c40 = x.fma(b0, c40);
            x = DoubleVector.broadcast(SPECIES, a[q + 5]);
            c50 = x.fma(b0, c50);
            x = DoubleVector.broadcast(SPECIES, a[q + 6]);
            c60 = x.fma(b0, c60);
            x = DoubleVector.broadcast(SPECIES, a[q + 7]);
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
