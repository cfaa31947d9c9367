package org.gaspard.ot.geometry;

import java.util.Arrays;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * A kernel in memory, {@code 8nm} bytes, read once an iteration: as soon as the product of a row with v gives its scaling,
 * the scaled row is added to the sums of the columns.
 */
final class StoredKernel implements ScalingKernel {

    private final RowGeometry geometry;
    private final int m;
    private final Stripes stripes;
    private final double[][] kernel;
    private final double[][] partials;

    StoredKernel(RowGeometry geometry) {
        this.geometry = geometry;
        m = geometry.columns();
        long bytes = 8L * geometry.rows() * m;
        if (bytes > Runtime.getRuntime().maxMemory()) {
            throw new IllegalArgumentException("a kernel of " + geometry.rows() + " × " + m + " takes " + (bytes >> 20)
                    + " MiB, more than the heap; the log form stores none");
        }
        stripes = Stripes.of(geometry.rows(), m);
        kernel = new double[geometry.rows()][m];
        partials = stripes.partials();
    }

    @Override
    public boolean absorbs() {
        return true;
    }

    @Override
    public void reset(double[] f, double[] g, double epsilon) {
        int group = RowPasses.groupOf(geometry);
        stripes.run((s, from, end) -> {
            double[][] tile = new double[group][];
            for (int first = from; first < end; first += group) {
                int last = Math.min(end, first + group);
                System.arraycopy(kernel, first, tile, 0, last - first);
                geometry.costRows(first, last, tile);
                for (int i = first; i < last; i++) {
                    Spans.exponents(f[i], g, 1 / epsilon, kernel[i], m);
                    DoubleArrays.exp(kernel[i], 0, kernel[i], 0, m);
                }
            }
        });
    }

    @Override
    public void update(double[] v, ScalingRule rule, double[] u, double[] columns) {
        stripes.run((s, from, end) -> {
            double[] sums = partials[s];
            Arrays.fill(sums, 0);
            for (int i = from; i < end; i++) {
                double[] row = kernel[i];
                u[i] = rule.scaling(i, DoubleArrays.dot(row, 0, v, 0, m));
                if (u[i] != 0) {
                    Spans.addScaled(u[i], row, sums, m);
                }
            }
        });
        stripes.join(partials, columns);
    }
}
