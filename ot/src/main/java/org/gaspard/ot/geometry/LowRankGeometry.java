package org.gaspard.ot.geometry;

import org.gaspard.ot.check.Checks;

/**
 * A cost of low rank, {@code C = A Bᵀ + r ⊕ c}, kept as its factors in {@code O((n + m) k)} numbers ([SCP21]).
 * The squared Euclidean distance of points in ℝ^d is one with k = d.
 */
public final class LowRankGeometry implements RowGeometry {

    private final double[] left;
    private final double[] right;
    private final double[] rowOffset;
    private final double[] columnOffset;
    private final int rank;
    private final RowProducts products;

    /**
     * Copies its arguments.
     *
     * @param left A, [n × k]
     * @param right B, [m × k]
     * @param rowOffset r, [n]
     * @param columnOffset c, [m]
     * @param rank k
     */
    public LowRankGeometry(double[] left, double[] right, double[] rowOffset, double[] columnOffset, int rank) {
        Checks.atLeast("rank", rank, 1);
        Checks.atLeast("the number of rows", rowOffset.length, 1);
        Checks.atLeast("the number of columns", columnOffset.length, 1);
        Checks.length("left", left, (long) rowOffset.length * rank);
        Checks.length("right", right, (long) columnOffset.length * rank);
        Checks.finite("left", left);
        Checks.finite("right", right);
        Checks.finite("rowOffset", rowOffset);
        Checks.finite("columnOffset", columnOffset);
        this.left = left.clone();
        this.right = right.clone();
        this.rowOffset = rowOffset.clone();
        this.columnOffset = columnOffset.clone();
        this.rank = rank;
        products = new RowProducts(
                this.left, RowPasses.columnsOf(right, columnOffset.length, rank), this.rowOffset, this.columnOffset);
    }

    /** {@code A Bᵀ} without offsets. */
    public static LowRankGeometry of(double[] left, int n, double[] right, int m, int rank) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, 1);
        return new LowRankGeometry(left, right, new double[n], new double[m], rank);
    }

    /**
     * {@code ‖x_i − y_j‖² = ‖x_i‖² + ‖y_j‖² − 2⟨x_i, y_j⟩}, about the mean of all points to keep the cancellation small:
     * errors near {@code 10⁻¹⁶ (‖x_i‖² + ‖y_j‖²)} for the centred points.
     *
     * @param x n points, [n × d]
     * @param y m points, [m × d]
     */
    public static LowRankGeometry squaredEuclidean(double[] x, int n, double[] y, int m, int d) {
        CentredPoints points = CentredPoints.of(x, n, y, m, d);
        double[] left = points.x().clone();
        Spans.scale(-2, left, left.length);
        return new LowRankGeometry(left, points.y(), points.squaresOfX(), points.squaresOfY(), d);
    }

    @Override
    public int rows() {
        return rowOffset.length;
    }

    @Override
    public int columns() {
        return columnOffset.length;
    }

    /** k. */
    public int rank() {
        return rank;
    }

    @Override
    public void costRows(int from, int end, double[][] out) {
        products.write(from, end, out);
    }

    /** {@code C M} in {@code O((n + m) k k')}. */
    @Override
    public double[] applyCost(double[] matrix, int width) {
        return times(left, rowOffset, right, columnOffset, matrix, width);
    }

    /** {@code Cᵀ M} in {@code O((n + m) k k')}. */
    @Override
    public double[] applyCostTransposed(double[] matrix, int width) {
        return times(right, columnOffset, left, rowOffset, matrix, width);
    }

    private double[] times(double[] a, double[] r, double[] b, double[] c, double[] matrix, int width) {
        Checks.atLeast("k", width, 1);
        Checks.length("matrix", matrix, (long) c.length * width);
        double[] inner = new double[rank * width];
        double[] shift = new double[width];
        double[] sums = new double[width];
        for (int j = 0; j < c.length; j++) {
            for (int w = 0; w < width; w++) {
                double value = matrix[j * width + w];
                sums[w] += value;
                shift[w] += c[j] * value;
            }
            for (int l = 0; l < rank; l++) {
                double factor = b[j * rank + l];
                for (int w = 0; w < width; w++) {
                    inner[l * width + w] += factor * matrix[j * width + w];
                }
            }
        }
        double[] out = new double[r.length * width];
        for (int i = 0; i < r.length; i++) {
            for (int w = 0; w < width; w++) {
                out[i * width + w] = r[i] * sums[w] + shift[w];
            }
            for (int l = 0; l < rank; l++) {
                double factor = a[i * rank + l];
                for (int w = 0; w < width; w++) {
                    out[i * width + w] += factor * inner[l * width + w];
                }
            }
        }
        return out;
    }

    @Override
    public LowRankGeometry scaled(double factor) {
        Checks.finite("factor", new double[] {factor});
        double[] a = left.clone();
        double[] r = rowOffset.clone();
        double[] c = columnOffset.clone();
        Spans.scale(factor, a, a.length);
        Spans.scale(factor, r, r.length);
        Spans.scale(factor, c, c.length);
        return new LowRankGeometry(a, right, r, c, rank);
    }
}
