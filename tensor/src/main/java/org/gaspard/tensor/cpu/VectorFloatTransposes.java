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
 * the distance in the result between neighbours of the same row doubles. This holds for vectors of any length. The
 * shuffles are written out, since a vector that is passed to a method of ours may become an object.
 *
 * <p>Where a vector holds two rows of eight (float with 16 lanes) and the rows of the result lie apart, each vector is
 * stored in two halves; that is done by two methods, each for half of the rows, since one for all is more than HotSpot's
 * first compiler can take, and a method that it cannot compile with counters may never reach the second one.
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
                firstRows(from, fromOffset + j * apart, apart, last, full, to, toOffset + j, width);
                lastRows(from, fromOffset + j * apart, apart, last, full, to, toOffset + j, width);
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
            FloatVector x0 = v0.rearrange(LOW).blend(v4.rearrange(LOW), ODD);
            FloatVector x1 = v0.rearrange(HIGH).blend(v4.rearrange(HIGH), ODD);
            FloatVector x2 = v1.rearrange(LOW).blend(v5.rearrange(LOW), ODD);
            FloatVector x3 = v1.rearrange(HIGH).blend(v5.rearrange(HIGH), ODD);
            FloatVector x4 = v2.rearrange(LOW).blend(v6.rearrange(LOW), ODD);
            FloatVector x5 = v2.rearrange(HIGH).blend(v6.rearrange(HIGH), ODD);
            FloatVector x6 = v3.rearrange(LOW).blend(v7.rearrange(LOW), ODD);
            FloatVector x7 = v3.rearrange(HIGH).blend(v7.rearrange(HIGH), ODD);
            FloatVector y0 = x0.rearrange(LOW).blend(x4.rearrange(LOW), ODD);
            FloatVector y1 = x0.rearrange(HIGH).blend(x4.rearrange(HIGH), ODD);
            FloatVector y2 = x1.rearrange(LOW).blend(x5.rearrange(LOW), ODD);
            FloatVector y3 = x1.rearrange(HIGH).blend(x5.rearrange(HIGH), ODD);
            FloatVector y4 = x2.rearrange(LOW).blend(x6.rearrange(LOW), ODD);
            FloatVector y5 = x2.rearrange(HIGH).blend(x6.rearrange(HIGH), ODD);
            FloatVector y6 = x3.rearrange(LOW).blend(x7.rearrange(LOW), ODD);
            FloatVector y7 = x3.rearrange(HIGH).blend(x7.rearrange(HIGH), ODD);
            FloatVector z0 = y0.rearrange(LOW).blend(y4.rearrange(LOW), ODD);
            FloatVector z1 = y0.rearrange(HIGH).blend(y4.rearrange(HIGH), ODD);
            FloatVector z2 = y1.rearrange(LOW).blend(y5.rearrange(LOW), ODD);
            FloatVector z3 = y1.rearrange(HIGH).blend(y5.rearrange(HIGH), ODD);
            FloatVector z4 = y2.rearrange(LOW).blend(y6.rearrange(LOW), ODD);
            FloatVector z5 = y2.rearrange(HIGH).blend(y6.rearrange(HIGH), ODD);
            FloatVector z6 = y3.rearrange(LOW).blend(y7.rearrange(LOW), ODD);
            FloatVector z7 = y3.rearrange(HIGH).blend(y7.rearrange(HIGH), ODD);
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

    /** The first half of each {@link #LANES} rows. */
    private static void firstRows(
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
            FloatVector x0 = v0.rearrange(LOW).blend(v4.rearrange(LOW), ODD);
            FloatVector x2 = v1.rearrange(LOW).blend(v5.rearrange(LOW), ODD);
            FloatVector x4 = v2.rearrange(LOW).blend(v6.rearrange(LOW), ODD);
            FloatVector x6 = v3.rearrange(LOW).blend(v7.rearrange(LOW), ODD);
            FloatVector y0 = x0.rearrange(LOW).blend(x4.rearrange(LOW), ODD);
            FloatVector y1 = x0.rearrange(HIGH).blend(x4.rearrange(HIGH), ODD);
            FloatVector y4 = x2.rearrange(LOW).blend(x6.rearrange(LOW), ODD);
            FloatVector y5 = x2.rearrange(HIGH).blend(x6.rearrange(HIGH), ODD);
            FloatVector z0 = y0.rearrange(LOW).blend(y4.rearrange(LOW), ODD);
            FloatVector z1 = y0.rearrange(HIGH).blend(y4.rearrange(HIGH), ODD);
            FloatVector z2 = y1.rearrange(LOW).blend(y5.rearrange(LOW), ODD);
            FloatVector z3 = y1.rearrange(HIGH).blend(y5.rearrange(HIGH), ODD);
            int at = toOffset + p * width;
            z0.intoArray(to, at + 0 * width, FIRST);
            z0.intoArray(to, at + 1 * width - ROWS, SECOND);
            z1.intoArray(to, at + 2 * width, FIRST);
            z1.intoArray(to, at + 3 * width - ROWS, SECOND);
            z2.intoArray(to, at + 4 * width, FIRST);
            z2.intoArray(to, at + 5 * width - ROWS, SECOND);
            z3.intoArray(to, at + 6 * width, FIRST);
            z3.intoArray(to, at + 7 * width - ROWS, SECOND);
        }
    }

    /** The last half of each {@link #LANES} rows. */
    private static void lastRows(
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
            FloatVector x1 = v0.rearrange(HIGH).blend(v4.rearrange(HIGH), ODD);
            FloatVector x3 = v1.rearrange(HIGH).blend(v5.rearrange(HIGH), ODD);
            FloatVector x5 = v2.rearrange(HIGH).blend(v6.rearrange(HIGH), ODD);
            FloatVector x7 = v3.rearrange(HIGH).blend(v7.rearrange(HIGH), ODD);
            FloatVector y2 = x1.rearrange(LOW).blend(x5.rearrange(LOW), ODD);
            FloatVector y3 = x1.rearrange(HIGH).blend(x5.rearrange(HIGH), ODD);
            FloatVector y6 = x3.rearrange(LOW).blend(x7.rearrange(LOW), ODD);
            FloatVector y7 = x3.rearrange(HIGH).blend(x7.rearrange(HIGH), ODD);
            FloatVector z4 = y2.rearrange(LOW).blend(y6.rearrange(LOW), ODD);
            FloatVector z5 = y2.rearrange(HIGH).blend(y6.rearrange(HIGH), ODD);
            FloatVector z6 = y3.rearrange(LOW).blend(y7.rearrange(LOW), ODD);
            FloatVector z7 = y3.rearrange(HIGH).blend(y7.rearrange(HIGH), ODD);
            int at = toOffset + p * width;
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
}
