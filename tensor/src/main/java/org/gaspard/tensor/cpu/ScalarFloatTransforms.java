package org.gaspard.tensor.cpu;

/** The maps of the fast convolution in plain Java for float: the specification of the vector form. */
final class ScalarFloatTransforms implements WindowTransforms<float[]> {

    @Override
    public void expand(
            int count,
            int width,
            float[] from,
            int fromOffset,
            int row,
            int column,
            int fromNext,
            float[] to,
            int toOffset,
            int component,
            int toNext) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                int f = fromOffset + i * fromNext + j;
                int t = toOffset + i * toNext + j;
                float a00 = from[f];
                float a01 = from[f + column];
                float a10 = from[f + row];
                float a11 = from[f + row + column];
                float s0 = a00 + a10;
                float s1 = a01 + a11;
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
            float[] from,
            int fromOffset,
            int component,
            int fromNext,
            float[] to,
            int toOffset,
            int row,
            int column,
            int toNext) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                int f = fromOffset + i * fromNext + j;
                int t = toOffset + i * toNext + j;
                float m0 = from[f + 3 * component];
                float m1 = from[f + 4 * component];
                float m2 = from[f + 5 * component];
                float u0 = from[f] + m0;
                float u1 = from[f + component] + m1;
                float u2 = from[f + 2 * component] + m2;
                float v0 = m0 + from[f + 6 * component];
                float v1 = m1 + from[f + 7 * component];
                float v2 = m2 + from[f + 8 * component];
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
            float[] from,
            int fromOffset,
            int row,
            int column,
            float[] to,
            int toOffset,
            int component,
            int toNext) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                int f = fromOffset + i * 2 * column + j;
                int t = toOffset + i * toNext + j;
                float m0 = from[f + row];
                float m1 = from[f + row + column];
                float m2 = from[f + row + 2 * column];
                float u0 = from[f] - m0;
                float u1 = from[f + column] - m1;
                float u2 = from[f + 2 * column] - m2;
                float v0 = from[f + 2 * row] - m0;
                float v1 = from[f + 2 * row + column] - m1;
                float v2 = from[f + 2 * row + 2 * column] - m2;
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
