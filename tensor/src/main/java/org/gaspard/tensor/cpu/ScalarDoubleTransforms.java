package org.gaspard.tensor.cpu;

/** The maps of the fast convolution in plain Java for double: the specification of the vector form. */
final class ScalarDoubleTransforms implements WindowTransforms<double[]> {

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
            for (int j = 0; j < width; j++) {
                int f = fromOffset + i * fromNext + j;
                int t = toOffset + i * toNext + j;
                double a00 = from[f];
                double a01 = from[f + column];
                double a10 = from[f + row];
                double a11 = from[f + row + column];
                double s0 = a00 + a10;
                double s1 = a01 + a11;
                to[t] = a00;
                to[t + component] = a00 + a01;
                to[t + 2 * component] = a01;
                to[t + 3 * component] = s0;
                to[t + 4 * component] = s0 + s1;
                to[t + 5 * component] = s1;
                to[t + 6 * component] = a10;
                to[t + 7 * component] = a10 + a11;
                to[t + 8 * component] = a11;
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
            for (int j = 0; j < width; j++) {
                int f = fromOffset + i * fromNext + j;
                int t = toOffset + i * toNext + j;
                double m0 = from[f + 3 * component];
                double m1 = from[f + 4 * component];
                double m2 = from[f + 5 * component];
                double u0 = from[f] + m0;
                double u1 = from[f + component] + m1;
                double u2 = from[f + 2 * component] + m2;
                double v0 = m0 + from[f + 6 * component];
                double v1 = m1 + from[f + 7 * component];
                double v2 = m2 + from[f + 8 * component];
                to[t] = u0 + u1;
                to[t + column] = u1 + u2;
                to[t + row] = v0 + v1;
                to[t + row + column] = v1 + v2;
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
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                int f = fromOffset + i * 2 * column + j;
                int t = toOffset + i * toNext + j;
                double m0 = from[f + row];
                double m1 = from[f + row + column];
                double m2 = from[f + row + 2 * column];
                double u0 = from[f] - m0;
                double u1 = from[f + column] - m1;
                double u2 = from[f + 2 * column] - m2;
                double v0 = from[f + 2 * row] - m0;
                double v1 = from[f + 2 * row + column] - m1;
                double v2 = from[f + 2 * row + 2 * column] - m2;
                to[t] = u0 - u1;
                to[t + component] = u1;
                to[t + 2 * component] = u2 - u1;
                to[t + 3 * component] = m0 - m1;
                to[t + 4 * component] = m1;
                to[t + 5 * component] = m2 - m1;
                to[t + 6 * component] = v0 - v1;
                to[t + 7 * component] = v1;
                to[t + 8 * component] = v2 - v1;
            }
        }
    }
}
