package org.gaspard.tensor.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes eight rows at a time in registers, for packing.
 *
 * <p>To read eight vectors {@code v₀ … v₇} in the order {@code v₀[0] … v₇[0], v₀[1] … v₇[1], …}, shuffle the pairs
 * {@code (v₀, v₄), (v₁, v₅), (v₂, v₆), (v₃, v₇)} like two halves of a deck of cards, and do so three times: each time
 * the distance in the result between neighbours of the same row doubles. This holds for vectors of any length.
 *
 * <p>Where a vector holds two rows of eight (float with 16 lanes) and the rows of the result lie apart, each vector is
 * stored in two halves.
 */
final class VectorFloatTransposes {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int ROWS = TileKernels.ROWS;

    private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(SPECIES, i -> i / 2);
    private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(SPECIES, i -> (LANES + i) / 2);
    private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xAAAA_AAAA_AAAA_AAAAL);
    private static final VectorMask<Float> FIRST = SPECIES.indexInRange(0, ROWS);
    private static final VectorMask<Float> SECOND = FIRST.not();

    private VectorFloatTransposes() {}

    /** Whether rows of {@code width} can be written. */
    static boolean suits(int width) {
        return width == ROWS || (LANES == 2 * ROWS || ROWS % LANES == 0) && width % ROWS == 0;
    }

    /**
     * {@code to[p, j] = from[j · apart + p]} for p below {@code rows} and j below {@code columns}, with rows of
     * {@code width}; up to the next multiple of eight the columns beyond are copies of the last.
     */
    static void pack(
            float[] from, int fromOffset, int apart, int rows, int columns, float[] to, int toOffset, int width) {
        int full = rows - rows % LANES;
        for (int j = 0; j < columns; j += ROWS) {
            int last = columns - 1 - j;
            if (LANES == 2 * ROWS && width > ROWS) {
                halves(from, fromOffset + j * apart, apart, last, full, to, toOffset + j, width);
            } else {
                eights(from, fromOffset + j * apart, apart, last, full, to, toOffset + j, width);
            }
        }
        for (int p = full; p < rows; p++) {
            for (int j = 0; j < columns; j++) {
                to[toOffset + p * width + j] = from[fromOffset + j * apart + p];
            }
        }
    }

    private static void eights(
            float[] from, int fromOffset, int apart, int last, int rows, float[] to, int toOffset, int width) {
        int f1 = fromOffset + Math.min(1, last) * apart;
        int f2 = fromOffset + Math.min(2, last) * apart;
        int f3 = fromOffset + Math.min(3, last) * apart;
        int f4 = fromOffset + Math.min(4, last) * apart;
        int f5 = fromOffset + Math.min(5, last) * apart;
        int f6 = fromOffset + Math.min(6, last) * apart;
        int f7 = fromOffset + Math.min(7, last) * apart;
        for (int p = 0; p < rows; p += LANES) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, from, fromOffset + p);
            FloatVector v1 = FloatVector.fromArray(SPECIES, from, f1 + p);
            FloatVector v2 = FloatVector.fromArray(SPECIES, from, f2 + p);
            FloatVector v3 = FloatVector.fromArray(SPECIES, from, f3 + p);
            FloatVector v4 = FloatVector.fromArray(SPECIES, from, f4 + p);
            FloatVector v5 = FloatVector.fromArray(SPECIES, from, f5 + p);
            FloatVector v6 = FloatVector.fromArray(SPECIES, from, f6 + p);
            FloatVector v7 = FloatVector.fromArray(SPECIES, from, f7 + p);
            FloatVector x0 = low(v0, v4);
            FloatVector x1 = high(v0, v4);
            FloatVector x2 = low(v1, v5);
            FloatVector x3 = high(v1, v5);
            FloatVector x4 = low(v2, v6);
            FloatVector x5 = high(v2, v6);
            FloatVector x6 = low(v3, v7);
            FloatVector x7 = high(v3, v7);
            FloatVector y0 = low(x0, x4);
            FloatVector y1 = high(x0, x4);
            FloatVector y2 = low(x1, x5);
            FloatVector y3 = high(x1, x5);
            FloatVector y4 = low(x2, x6);
            FloatVector y5 = high(x2, x6);
            FloatVector y6 = low(x3, x7);
            FloatVector y7 = high(x3, x7);
            FloatVector z0 = low(y0, y4);
            FloatVector z1 = high(y0, y4);
            FloatVector z2 = low(y1, y5);
            FloatVector z3 = high(y1, y5);
            FloatVector z4 = low(y2, y6);
            FloatVector z5 = high(y2, y6);
            FloatVector z6 = low(y3, y7);
            FloatVector z7 = high(y3, y7);
            int at = toOffset + p * width;
            z0.intoArray(to, at);
            z1.intoArray(to, at + 1 * LANES / ROWS * width + 1 * LANES % ROWS);
            z2.intoArray(to, at + 2 * LANES / ROWS * width + 2 * LANES % ROWS);
            z3.intoArray(to, at + 3 * LANES / ROWS * width + 3 * LANES % ROWS);
            z4.intoArray(to, at + 4 * LANES / ROWS * width + 4 * LANES % ROWS);
            z5.intoArray(to, at + 5 * LANES / ROWS * width + 5 * LANES % ROWS);
            z6.intoArray(to, at + 6 * LANES / ROWS * width + 6 * LANES % ROWS);
            z7.intoArray(to, at + 7 * LANES / ROWS * width + 7 * LANES % ROWS);
        }
    }

    private static void halves(
            float[] from, int fromOffset, int apart, int last, int rows, float[] to, int toOffset, int width) {
        int f1 = fromOffset + Math.min(1, last) * apart;
        int f2 = fromOffset + Math.min(2, last) * apart;
        int f3 = fromOffset + Math.min(3, last) * apart;
        int f4 = fromOffset + Math.min(4, last) * apart;
        int f5 = fromOffset + Math.min(5, last) * apart;
        int f6 = fromOffset + Math.min(6, last) * apart;
        int f7 = fromOffset + Math.min(7, last) * apart;
        for (int p = 0; p < rows; p += LANES) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, from, fromOffset + p);
            FloatVector v1 = FloatVector.fromArray(SPECIES, from, f1 + p);
            FloatVector v2 = FloatVector.fromArray(SPECIES, from, f2 + p);
            FloatVector v3 = FloatVector.fromArray(SPECIES, from, f3 + p);
            FloatVector v4 = FloatVector.fromArray(SPECIES, from, f4 + p);
            FloatVector v5 = FloatVector.fromArray(SPECIES, from, f5 + p);
            FloatVector v6 = FloatVector.fromArray(SPECIES, from, f6 + p);
            FloatVector v7 = FloatVector.fromArray(SPECIES, from, f7 + p);
            FloatVector x0 = low(v0, v4);
            FloatVector x1 = high(v0, v4);
            FloatVector x2 = low(v1, v5);
            FloatVector x3 = high(v1, v5);
            FloatVector x4 = low(v2, v6);
            FloatVector x5 = high(v2, v6);
            FloatVector x6 = low(v3, v7);
            FloatVector x7 = high(v3, v7);
            FloatVector y0 = low(x0, x4);
            FloatVector y1 = high(x0, x4);
            FloatVector y2 = low(x1, x5);
            FloatVector y3 = high(x1, x5);
            FloatVector y4 = low(x2, x6);
            FloatVector y5 = high(x2, x6);
            FloatVector y6 = low(x3, x7);
            FloatVector y7 = high(x3, x7);
            FloatVector z0 = low(y0, y4);
            FloatVector z1 = high(y0, y4);
            FloatVector z2 = low(y1, y5);
            FloatVector z3 = high(y1, y5);
            FloatVector z4 = low(y2, y6);
            FloatVector z5 = high(y2, y6);
            FloatVector z6 = low(y3, y7);
            FloatVector z7 = high(y3, y7);
            int at = toOffset + p * width;
            z0.intoArray(to, at + 0 * width, FIRST);
            z0.intoArray(to, at + 1 * width - ROWS, SECOND);
            z1.intoArray(to, at + 2 * width, FIRST);
            z1.intoArray(to, at + 3 * width - ROWS, SECOND);
            z2.intoArray(to, at + 4 * width, FIRST);
            z2.intoArray(to, at + 5 * width - ROWS, SECOND);
            z3.intoArray(to, at + 6 * width, FIRST);
            z3.intoArray(to, at + 7 * width - ROWS, SECOND);
            z4.intoArray(to, at + 8 * width, FIRST);
            z4.intoArray(to, at + 9 * width - ROWS, SECOND);
            z5.intoArray(to, at + 10 * width, FIRST);
            z5.intoArray(to, at + 11 * width - ROWS, SECOND);
            z6.intoArray(to, at + 12 * width, FIRST);
            z6.intoArray(to, at + 13 * width - ROWS, SECOND);
            z7.intoArray(to, at + 14 * width, FIRST);
            z7.intoArray(to, at + 15 * width - ROWS, SECOND);
        }
    }

    /** {@code a[0], b[0], a[1], b[1], …}: the first half of the shuffled deck. */
    private static FloatVector low(FloatVector a, FloatVector b) {
        return a.rearrange(LOW).blend(b.rearrange(LOW), ODD);
    }

    /** The second half. */
    private static FloatVector high(FloatVector a, FloatVector b) {
        return a.rearrange(HIGH).blend(b.rearrange(HIGH), ODD);
    }
}
