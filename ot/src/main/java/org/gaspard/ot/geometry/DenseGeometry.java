package org.gaspard.ot.geometry;

import org.gaspard.ot.check.Checks;

/**
 * A cost matrix in memory.
 *
 * @param matrix finite costs, [n × m], not copied
 * @param rows n
 * @param columns m
 */
public record DenseGeometry(double[] matrix, int rows, int columns) implements RowGeometry {

    public DenseGeometry {
        Checks.atLeast("the number of rows", rows, 1);
        Checks.atLeast("the number of columns", columns, 1);
        Checks.length("matrix", matrix, (long) rows * columns);
        Checks.finite("matrix", matrix);
    }

    @Override
    public void costRows(int from, int end, double[][] out) {
        for (int i = from; i < end; i++) {
            System.arraycopy(matrix, i * columns, out[i - from], 0, columns);
        }
    }

    @Override
    public DenseGeometry scaled(double factor) {
        double[] scaled = matrix.clone();
        Spans.scale(factor, scaled, scaled.length);
        return new DenseGeometry(scaled, rows, columns);
    }
}
