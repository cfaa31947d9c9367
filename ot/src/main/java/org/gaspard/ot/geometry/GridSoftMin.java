package org.gaspard.ot.geometry;

import java.util.List;
import org.gaspard.tensor.array.DoubleArrays;

/** Soft-minima on grids, one axis after the other: the sum of exponentials of sums is a nested sum. */
final class GridSoftMin implements SoftMin {

    private final List<GridAxis> axes;
    private final double[] first;
    private final double[] second;

    GridSoftMin(GridGeometry geometry) {
        axes = geometry.axes();
        long largest = 1;
        for (GridAxis axis : axes) {
            largest *= Math.max(axis.rows(), axis.columns());
        }
        first = new double[Math.toIntExact(largest)];
        second = new double[first.length];
    }

    @Override
    public void rows(double[] g, double epsilon, double[] out) {
        double[] result = softMax(g, epsilon, true, -1);
        for (int i = 0; i < out.length; i++) {
            out[i] = -result[i];
        }
    }

    @Override
    public void columns(double[] f, double epsilon, double[] out) {
        double[] result = softMax(f, epsilon, false, -1);
        for (int j = 0; j < out.length; j++) {
            out[j] = -result[j];
        }
    }

    @Override
    public void updateRows(double[] g, double epsilon, RowRule rule, double[] f, double[] logColumnSums) {
        double[] result = softMax(g, epsilon, true, -1);
        for (int i = 0; i < f.length; i++) {
            f[i] = rule.potential(i, -result[i], f[i]);
        }
        result = softMax(f, epsilon, false, -1);
        for (int j = 0; j < g.length; j++) {
            logColumnSums[j] = g[j] == Double.NEGATIVE_INFINITY ? g[j] : (g[j] + result[j]) / epsilon;
        }
    }

    /**
     * {@code ε log Σ_j exp((p_j − C_ij)/ε)} over all axes but {@code skipped}, which keeps its place and its extent.
     *
     * @param toRows from columns to rows, or the other way
     */
    private double[] softMax(double[] potential, double epsilon, boolean toRows, int skipped) {
        double[] in = potential;
        int products = 0;
        for (int k = 0; k < axes.size(); k++) {
            if (k == skipped) {
                continue;
            }
            double[][] costs = toRows ? axes.get(k).costs() : axes.get(k).transposed();
            int outer = 1;
            for (int before = 0; before < k; before++) {
                outer *= before == skipped ? source(before, toRows) : source(before, !toRows);
            }
            int inner = 1;
            for (int after = k + 1; after < axes.size(); after++) {
                inner *= source(after, toRows);
            }
            double[] out = products++ % 2 == 0 ? first : second;
            GridAxis.forEachLine(
                    in,
                    out,
                    outer,
                    source(k, toRows),
                    costs.length,
                    inner,
                    (p, t, q) -> softMaxLine(costs, epsilon, p, t, q));
            in = out;
        }
        return in;
    }

    private int source(int axis, boolean toRows) {
        return toRows ? axes.get(axis).columns() : axes.get(axis).rows();
    }

    private static void softMaxLine(double[][] costs, double epsilon, double[] p, double[] t, double[] q) {
        for (int i = 0; i < q.length; i++) {
            System.arraycopy(costs[i], 0, t, 0, t.length);
            Spans.exponents(0, p, 1 / epsilon, t, t.length);
            double max = Spans.expBelowMax(t, t.length);
            q[i] = epsilon * (max + Math.log(DoubleArrays.sum(t, 0, t.length)));
        }
    }

    /** {@code ⟨P, C⟩}: for each axis the soft-maximum over the others, then the weighted costs along it. */
    double planCost(double[] f, double[] g, double epsilon) {
        double total = 0;
        for (int k = 0; k < axes.size(); k++) {
            double[] inside = softMax(g, epsilon, true, k);
            GridAxis axis = axes.get(k);
            int n = axis.rows();
            int m = axis.columns();
            int inner = 1;
            for (int after = k + 1; after < axes.size(); after++) {
                inner *= axes.get(after).rows();
            }
            double[] t = new double[m];
            double[] p = new double[m];
            for (int number = 0; number < f.length / n; number++) {
                int base = number / inner * m * inner + number % inner;
                for (int j = 0; j < m; j++) {
                    p[j] = inside[base + j * inner];
                }
                int row = number / inner * n * inner + number % inner;
                for (int i = 0; i < n; i++) {
                    System.arraycopy(axis.costs()[i], 0, t, 0, m);
                    Spans.exponents(f[row + i * inner], p, 1 / epsilon, t, m);
                    DoubleArrays.exp(t, 0, t, 0, m);
                    total += DoubleArrays.dot(t, 0, axis.costs()[i], 0, m);
                }
            }
        }
        return total;
    }
}
