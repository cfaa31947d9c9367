package org.gaspard.ot.geometry;

/** Rows of {@code ABᵀ + r ⊕ c}, four factors and two rows at a time: each load of B is used twice. */
final class RowProducts {

    /** No products. */
    static final RowProducts NONE = new RowProducts(new double[0], new double[0][], new double[0], new double[0]);

    private final double[] left;
    private final double[][] right;
    private final double[] rowOffset;
    private final double[] columnOffset;
    private final int rank;
    private final int m;

    /**
     * @param left A, [n × k]
     * @param right the columns of B, [k][m]
     */
    RowProducts(double[] left, double[][] right, double[] rowOffset, double[] columnOffset) {
        this.left = left;
        this.right = right;
        this.rowOffset = rowOffset;
        this.columnOffset = columnOffset;
        rank = right.length;
        m = columnOffset.length;
    }

    boolean isEmpty() {
        return m == 0;
    }

    void write(int from, int end, double[][] out) {
        for (int i = from; i < end; i++) {
            fill(rowOffset[i], columnOffset, out[i - from], m);
        }
        int l = 0;
        for (; l + 3 < rank; l += 4) {
            int i = from;
            for (; i + 1 < end; i += 2) {
                int at = i * rank + l;
                double[] x = out[i - from];
                double[] y = out[i - from + 1];
                addFourToTwo(left, at, at + rank, right[l], right[l + 1], right[l + 2], right[l + 3], x, y, m);
            }
            if (i < end) {
                addFour(left, i * rank + l, right[l], right[l + 1], right[l + 2], right[l + 3], out[i - from], m);
            }
        }
        for (; l < rank; l++) {
            for (int i = from; i < end; i++) {
                Spans.addScaled(left[i * rank + l], right[l], out[i - from], m);
            }
        }
    }

    private static void fill(double offset, double[] offsets, double[] out, int m) {
        for (int j = 0; j < m; j++) {
            out[j] = offset + offsets[j];
        }
    }

    private static void addFour(
            double[] left, int at, double[] b0, double[] b1, double[] b2, double[] b3, double[] out, int m) {
        double a0 = left[at];
        double a1 = left[at + 1];
        double a2 = left[at + 2];
        double a3 = left[at + 3];
        for (int j = 0; j < m; j++) {
            out[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
        }
    }

    /** The same sums in the same order as {@link #addFour}, so that a row does not depend on its neighbours. */
    private static void addFourToTwo(
            double[] left,
            int first,
            int second,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double[] x,
            double[] y,
            int m) {
        double x0 = left[first];
        double x1 = left[first + 1];
        double x2 = left[first + 2];
        double x3 = left[first + 3];
        double y0 = left[second];
        double y1 = left[second + 1];
        double y2 = left[second + 2];
        double y3 = left[second + 3];
        for (int j = 0; j < m; j++) {
            x[j] += x0 * b0[j] + x1 * b1[j] + x2 * b2[j] + x3 * b3[j];
            y[j] += y0 * b0[j] + y1 * b1[j] + y2 * b2[j] + y3 * b3[j];
        }
    }
}
