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
 * the distance in the result between neighbours of the same row doubles. This holds for vectors of any length. The
 * shuffles are written out, since a vector that is passed to a method of ours may become an object.
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
            DoubleVector x0 = v0.rearrange(LOW).blend(v4.rearrange(LOW), ODD);
            DoubleVector x1 = v0.rearrange(HIGH).blend(v4.rearrange(HIGH), ODD);
            DoubleVector x2 = v1.rearrange(LOW).blend(v5.rearrange(LOW), ODD);
            DoubleVector x3 = v1.rearrange(HIGH).blend(v5.rearrange(HIGH), ODD);
            DoubleVector x4 = v2.rearrange(LOW).blend(v6.rearrange(LOW), ODD);
            DoubleVector x5 = v2.rearrange(HIGH).blend(v6.rearrange(HIGH), ODD);
            DoubleVector x6 = v3.rearrange(LOW).blend(v7.rearrange(LOW), ODD);
            DoubleVector x7 = v3.rearrange(HIGH).blend(v7.rearrange(HIGH), ODD);
            DoubleVector y0 = x0.rearrange(LOW).blend(x4.rearrange(LOW), ODD);
            DoubleVector y1 = x0.rearrange(HIGH).blend(x4.rearrange(HIGH), ODD);
            DoubleVector y2 = x1.rearrange(LOW).blend(x5.rearrange(LOW), ODD);
            DoubleVector y3 = x1.rearrange(HIGH).blend(x5.rearrange(HIGH), ODD);
            DoubleVector y4 = x2.rearrange(LOW).blend(x6.rearrange(LOW), ODD);
            DoubleVector y5 = x2.rearrange(HIGH).blend(x6.rearrange(HIGH), ODD);
            DoubleVector y6 = x3.rearrange(LOW).blend(x7.rearrange(LOW), ODD);
            DoubleVector y7 = x3.rearrange(HIGH).blend(x7.rearrange(HIGH), ODD);
            DoubleVector z0 = y0.rearrange(LOW).blend(y4.rearrange(LOW), ODD);
            DoubleVector z1 = y0.rearrange(HIGH).blend(y4.rearrange(HIGH), ODD);
            DoubleVector z2 = y1.rearrange(LOW).blend(y5.rearrange(LOW), ODD);
            DoubleVector z3 = y1.rearrange(HIGH).blend(y5.rearrange(HIGH), ODD);
            DoubleVector z4 = y2.rearrange(LOW).blend(y6.rearrange(LOW), ODD);
            DoubleVector z5 = y2.rearrange(HIGH).blend(y6.rearrange(HIGH), ODD);
            DoubleVector z6 = y3.rearrange(LOW).blend(y7.rearrange(LOW), ODD);
            DoubleVector z7 = y3.rearrange(HIGH).blend(y7.rearrange(HIGH), ODD);
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
}
