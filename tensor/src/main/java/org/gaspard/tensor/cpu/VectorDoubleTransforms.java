package org.gaspard.tensor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The maps of the fast convolution on the Vector API for double. The lanes lie along the rows, which are a whole number
 * of vectors wide.
 */
final class VectorDoubleTransforms implements WindowTransforms<double[]> {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public void expand(
            int count,
            int width,
            double[] from,
            int fromOffset,
            int row,
            int column,
            int fromNext,
            double[] to,
            int toOffset,
            int component,
            int toNext) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j += LANES) {
                int f = fromOffset + i * fromNext + j;
                int t = toOffset + i * toNext + j;
                DoubleVector a00 = load(from, f);
                DoubleVector a01 = load(from, f + column);
                DoubleVector a10 = load(from, f + row);
                DoubleVector a11 = load(from, f + row + column);
                DoubleVector s0 = a00.add(a10);
                DoubleVector s1 = a01.add(a11);
                a00.intoArray(to, t);
                a00.add(a01).intoArray(to, t + component);
                a01.intoArray(to, t + 2 * component);
                s0.intoArray(to, t + 3 * component);
                s0.add(s1).intoArray(to, t + 4 * component);
                s1.intoArray(to, t + 5 * component);
                a10.intoArray(to, t + 6 * component);
                a10.add(a11).intoArray(to, t + 7 * component);
                a11.intoArray(to, t + 8 * component);
            }
        }
    }

    @Override
    public void contract(
            int count,
            int width,
            double[] from,
            int fromOffset,
            int component,
            int fromNext,
            double[] to,
            int toOffset,
            int row,
            int column,
            int toNext) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j += LANES) {
                int f = fromOffset + i * fromNext + j;
                int t = toOffset + i * toNext + j;
                DoubleVector m0 = load(from, f + 3 * component);
                DoubleVector m1 = load(from, f + 4 * component);
                DoubleVector m2 = load(from, f + 5 * component);
                DoubleVector u0 = load(from, f).add(m0);
                DoubleVector u1 = load(from, f + component).add(m1);
                DoubleVector u2 = load(from, f + 2 * component).add(m2);
                DoubleVector v0 = m0.add(load(from, f + 6 * component));
                DoubleVector v1 = m1.add(load(from, f + 7 * component));
                DoubleVector v2 = m2.add(load(from, f + 8 * component));
                u0.add(u1).intoArray(to, t);
                u1.add(u2).intoArray(to, t + column);
                v0.add(v1).intoArray(to, t + row);
                v1.add(v2).intoArray(to, t + row + column);
            }
        }
    }

    @Override
    public void difference(
            int count,
            int width,
            double[] from,
            int fromOffset,
            int row,
            int column,
            double[] to,
            int toOffset,
            int component,
            int toNext) {
        for (int j = 0; j < width; j += LANES) {
            difference(count, from, fromOffset + j, row, column, to, toOffset + j, component, toNext);
        }
    }

    /** One vector of each row; the last column of a window is the first one of the next. */
    private static void difference(
            int count,
            double[] from,
            int fromOffset,
            int row,
            int column,
            double[] to,
            int toOffset,
            int component,
            int toNext) {
        DoubleVector m0 = load(from, fromOffset + row);
        DoubleVector u0 = load(from, fromOffset).sub(m0);
        DoubleVector v0 = load(from, fromOffset + 2 * row).sub(m0);
        for (int i = 0; i < count; i++) {
            int f = fromOffset + i * 2 * column;
            int t = toOffset + i * toNext;
            DoubleVector m1 = load(from, f + row + column);
            DoubleVector m2 = load(from, f + row + 2 * column);
            DoubleVector u1 = load(from, f + column).sub(m1);
            DoubleVector u2 = load(from, f + 2 * column).sub(m2);
            DoubleVector v1 = load(from, f + 2 * row + column).sub(m1);
            DoubleVector v2 = load(from, f + 2 * row + 2 * column).sub(m2);
            u0.sub(u1).intoArray(to, t);
            u1.intoArray(to, t + component);
            u2.sub(u1).intoArray(to, t + 2 * component);
            m0.sub(m1).intoArray(to, t + 3 * component);
            m1.intoArray(to, t + 4 * component);
            m2.sub(m1).intoArray(to, t + 5 * component);
            v0.sub(v1).intoArray(to, t + 6 * component);
            v1.intoArray(to, t + 7 * component);
            v2.sub(v1).intoArray(to, t + 8 * component);
            u0 = u2;
            m0 = m2;
            v0 = v2;
        }
    }

    private static DoubleVector load(double[] from, int at) {
        return DoubleVector.fromArray(SPECIES, from, at);
    }
}
