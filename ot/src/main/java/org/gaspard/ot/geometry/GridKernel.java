package org.gaspard.ot.geometry;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.array.DoubleArrays;

/** The kernel of a grid, {@code ⊗_k exp(−C_k/ε)}; potentials cannot be absorbed into its factors. */
final class GridKernel implements ScalingKernel {

    private final GridGeometry geometry;
    private final List<GridAxis> factors = new ArrayList<>();
    private final double[] first;
    private final double[] second;

    GridKernel(GridGeometry geometry) {
        this.geometry = geometry;
        long largest = 1;
        for (GridAxis axis : geometry.axes()) {
            largest *= Math.max(axis.rows(), axis.columns());
        }
        first = new double[Math.toIntExact(largest)];
        second = new double[first.length];
    }

    @Override
    public boolean absorbs() {
        return false;
    }

    @Override
    public void reset(double[] f, double[] g, double epsilon) {
        Checks.positive("epsilon", epsilon);
        factors.clear();
        for (GridAxis axis : geometry.axes()) {
            double[] kernel = new double[axis.rows() * axis.columns()];
            for (int i = 0; i < axis.rows(); i++) {
                for (int j = 0; j < axis.columns(); j++) {
                    kernel[i * axis.columns() + j] = Math.exp(-axis.costs()[i][j] / epsilon);
                }
            }
            factors.add(GridAxis.of(kernel, axis.rows(), axis.columns()));
        }
    }

    @Override
    public void update(double[] v, ScalingRule rule, double[] u, double[] columns) {
        times(v, u);
        for (int i = 0; i < u.length; i++) {
            u[i] = rule.scaling(i, u[i]);
        }
        transposedTimes(u, columns);
    }

    /** {@code out = Kx}. */
    void times(double[] x, double[] out) {
        System.arraycopy(product(x, true), 0, out, 0, geometry.rows());
    }

    /** {@code out = Kᵀx}. */
    void transposedTimes(double[] x, double[] out) {
        System.arraycopy(product(x, false), 0, out, 0, geometry.columns());
    }

    private double[] product(double[] x, boolean toRows) {
        double[] in = x;
        int products = 0;
        for (int k = 0; k < factors.size(); k++) {
            double[][] matrix = toRows ? factors.get(k).costs() : factors.get(k).transposed();
            int outer = 1;
            for (int before = 0; before < k; before++) {
                outer *= extent(before, toRows);
            }
            int inner = 1;
            for (int after = k + 1; after < factors.size(); after++) {
                inner *= extent(after, !toRows);
            }
            double[] out = products++ % 2 == 0 ? first : second;
            GridAxis.forEachLine(in, out, outer, extent(k, !toRows), matrix.length, inner, (p, t, q) -> {
                for (int i = 0; i < q.length; i++) {
                    q[i] = DoubleArrays.dot(matrix[i], 0, p, 0, p.length);
                }
            });
            in = out;
        }
        return in;
    }

    private int extent(int axis, boolean ofRows) {
        return ofRows ? factors.get(axis).rows() : factors.get(axis).columns();
    }
}
