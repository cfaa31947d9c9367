package org.gaspard.ot.geometry;

import org.gaspard.ot.solver.KernelMatrix;
import org.gaspard.tensor.array.DoubleArrays;

/** A kernel in memory, {@code 8nm} bytes. */
final class StoredKernel implements ScalingKernel {

    private final RowGeometry geometry;
    private final int m;
    private final KernelMatrix kernel;

    StoredKernel(RowGeometry geometry) {
        this.geometry = geometry;
        m = geometry.columns();
        long bytes = 8L * geometry.rows() * m;
        if (bytes > Runtime.getRuntime().maxMemory()) {
            throw new IllegalArgumentException("a kernel of " + geometry.rows() + " × " + m + " takes " + (bytes >> 20)
                    + " MiB, more than the heap; the log form stores none");
        }
        kernel = new KernelMatrix(geometry.rows(), m);
    }

    @Override
    public boolean absorbs() {
        return true;
    }

    @Override
    public void reset(double[] f, double[] g, double epsilon) {
        int group = RowPasses.groupOf(geometry);
        kernel.fill((from, end, out, offset) -> {
            double[][] tile = new double[group][m];
            for (int first = from; first < end; first += group) {
                int last = Math.min(end, first + group);
                geometry.costRows(first, last, tile);
                for (int i = first; i < last; i++) {
                    double[] t = tile[i - first];
                    Spans.exponents(f[i], g, 1 / epsilon, t, m);
                    DoubleArrays.exp(t, 0, out, offset + (i - from) * m, m);
                }
            }
        });
    }

    @Override
    public void update(double[] v, ScalingRule rule, double[] u, double[] columns) {
        kernel.update(v, rule::scaling, u, columns);
    }
}
