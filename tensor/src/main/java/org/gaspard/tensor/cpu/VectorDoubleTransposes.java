package org.gaspard.tensor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes eight rows at a time in registers, for packing.
 *
 * <p>To read eight vectors {@code v₀ … v₇} in the order {@code v₀[0] … v₇[0], v₀[1] … v₇[1], …}, shuffle the pairs
 * {@code (v₀, v₄), (v₁, v₅), (v₂, v₆), (v₃, v₇)} like two halves of a deck of cards, and do so three times: each time
 * the distance in the result between neighbours of the same row doubles. This holds for vectors of any length.
 */
final class VectorDoubleTransposes {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int ROWS = TileKernels.ROWS;

    private static final VectorShuffle<Double> LOW = VectorShuffle.fromOp(SPECIES, i -> i / 2);
    private static final VectorShuffle<Double> HIGH = VectorShuffle.fromOp(SPECIES, i -> (LANES + i) / 2);
    private static final VectorMask<Double> ODD = VectorMask.fromLong(SPECIES, 0xAAAA_AAAA_AAAA_AAAAL);

    private VectorDoubleTransposes() {}

    /** Whether rows of {@code width} can be written. */
    static boolean suits(int width) {
        return width == ROWS || ROWS % LANES == 0 && width % ROWS == 0;
    }

    /**
     * {@code to[p, j] = from[j · apart + p]} for p below {@code rows} and j below {@code columns}, with rows of
     * {@code width}; up to the next multiple of eight the columns beyond are copies of the last.
     */
    static void pack(
            double[] from, int fromOffset, int apart, int rows, int columns, double[] to, int toOffset, int width) {
        int full = rows - rows % LANES;
        for (int j = 0; j < columns; j += ROWS) {
            int last = columns - 1 - j;
            eights(from, fromOffset + j * apart, apart, last, full, to, toOffset + j, width);
        }
        for (int p = full; p < rows; p++) {
            for (int j = 0; j < columns; j++) {
                to[toOffset + p * width + j] = from[fromOffset + j * apart + p];
            }
        }
    }

    private static void eights(
            double[] from, int fromOffset, int apart, int last, int rows, double[] to, int toOffset, int width) {
        int f1 = fromOffset + Math.min(1, last) * apart;
        int f2 = fromOffset + Math.min(2, last) * apart;
        int f3 = fromOffset + Math.min(3, last) * apart;
        int f4 = fromOffset + Math.min(4, last) * apart;
        int f5 = fromOffset + Math.min(5, last) * apart;
        int f6 = fromOffset + Math.min(6, last) * apart;
        int f7 = fromOffset + Math.min(7, last) * apart;
        for (int p = 0; p < rows; p += LANES) {
            DoubleVector v0 = DoubleVector.fromArray(SPECIES, from, fromOffset + p);
            DoubleVector v1 = DoubleVector.fromArray(SPECIES, from, f1 + p);
            DoubleVector v2 = DoubleVector.fromArray(SPECIES, from, f2 + p);
            DoubleVector v3 = DoubleVector.fromArray(SPECIES, from, f3 + p);
            DoubleVector v4 = DoubleVector.fromArray(SPECIES, from, f4 + p);
            DoubleVector v5 = DoubleVector.fromArray(SPECIES, from, f5 + p);
            DoubleVector v6 = DoubleVector.fromArray(SPECIES, from, f6 + p);
            DoubleVector v7 = DoubleVector.fromArray(SPECIES, from, f7 + p);
            DoubleVector x0 = low(v0, v4);
            DoubleVector x1 = high(v0, v4);
            DoubleVector x2 = low(v1, v5);
            DoubleVector x3 = high(v1, v5);
            DoubleVector x4 = low(v2, v6);
            DoubleVector x5 = high(v2, v6);
            DoubleVector x6 = low(v3, v7);
            DoubleVector x7 = high(v3, v7);
            DoubleVector y0 = low(x0, x4);
            DoubleVector y1 = high(x0, x4);
            DoubleVector y2 = low(x1, x5);
            DoubleVector y3 = high(x1, x5);
            DoubleVector y4 = low(x2, x6);
            DoubleVector y5 = high(x2, x6);
            DoubleVector y6 = low(x3, x7);
            DoubleVector y7 = high(x3, x7);
            DoubleVector z0 = low(y0, y4);
            DoubleVector z1 = high(y0, y4);
            DoubleVector z2 = low(y1, y5);
            DoubleVector z3 = high(y1, y5);
            DoubleVector z4 = low(y2, y6);
            DoubleVector z5 = high(y2, y6);
            DoubleVector z6 = low(y3, y7);
            DoubleVector z7 = high(y3, y7);
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

    /** {@code a[0], b[0], a[1], b[1], …}: the first half of the shuffled deck. */
    private static DoubleVector low(DoubleVector a, DoubleVector b) {
        return a.rearrange(LOW).blend(b.rearrange(LOW), ODD);
    }

    /** The second half. */
    private static DoubleVector high(DoubleVector a, DoubleVector b) {
        return a.rearrange(HIGH).blend(b.rearrange(HIGH), ODD);
    }
}
