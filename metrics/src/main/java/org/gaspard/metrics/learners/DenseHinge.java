package org.gaspard.metrics.learners;

import java.util.function.DoubleUnaryOperator;
import org.gaspard.tensor.array.DoubleArrays;

/** The squared hinge of points in any dimension. An evaluation takes {@code N M} and {@code A M²} for A points in the margin. */
final class DenseHinge implements SquaredHinge {

    private final int points;
    private final int size;
    private final double[] rows;
    private final double[] signs;
    private final double[] costs;

    /**
     * @param rows the features and a column of ones, [N × M]; not modified
     * @param signs y, [N]
     * @param costs c, [N]
     */
    DenseHinge(double[] rows, double[] signs, double[] costs) {
        this.points = signs.length;
        this.size = rows.length / points;
        this.rows = rows;
        this.signs = signs;
        this.costs = costs;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void derivatives(double[] v, double[] gradient, double[] hessian) {
        double[] scores = times(v);
        double[] inside = new double[points * size];
        System.arraycopy(v, 0, gradient, 0, size);
        int active = 0;
        for (int n = 0; n < points; n++) {
            double slack = 1 - signs[n] * scores[n];
            if (slack > 0) {
                DoubleArrays.addScaled(-2 * costs[n] * signs[n] * slack, rows, n * size, gradient, 0, size);
                DoubleArrays.addScaled(Math.sqrt(2 * costs[n]), rows, n * size, inside, active * size, size);
                active++;
            }
        }
        DoubleArrays.matmul(inside, true, inside, false, hessian, size, active, size);
        for (int i = 0; i < size; i++) {
            hessian[i * size + i] += 1;
        }
    }

    @Override
    public DoubleUnaryOperator slope(double[] v, double[] d) {
        double[] scores = times(v);
        double[] changes = times(d);
        double vd = DoubleArrays.dot(v, 0, d, 0, size);
        double dd = DoubleArrays.dot(d, 0, d, 0, size);
        return t -> {
            double sum = vd + t * dd;
            for (int n = 0; n < points; n++) {
                double slack = 1 - signs[n] * (scores[n] + t * changes[n]);
                if (slack > 0) {
                    sum -= 2 * costs[n] * signs[n] * slack * changes[n];
                }
            }
            return sum;
        };
    }

    private double[] times(double[] v) {
        double[] scores = new double[points];
        DoubleArrays.timesRows(rows, 0, points, v, 0, scores, 0, size);
        return scores;
    }
}
