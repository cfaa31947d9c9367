package org.gaspard.ot.geometry;

import java.util.Arrays;
import org.gaspard.ot.matrix.Stripes;
import org.gaspard.tensor.array.DoubleArrays;

/** Soft-minima by passes over the rows of costs, {@code O(nm)} exponentials each. */
final class RowSoftMin implements SoftMin {

    /** Column sums below this may have lost terms to underflow. */
    private static final double LEAST_SUM = 1e-280;

    private final RowGeometry geometry;
    private final int n;
    private final int m;
    private final int group;
    private final Stripes stripes;
    private final double[][][] tiles;
    private final double[][] partials;
    private final double[] scratch;

    RowSoftMin(RowGeometry geometry) {
        this.geometry = geometry;
        n = geometry.rows();
        m = geometry.columns();
        group = RowPasses.groupOf(geometry);
        stripes = Stripes.of(n, m);
        tiles = new double[stripes.count()][group][m];
        partials = stripes.partials();
        scratch = new double[m];
    }

    @Override
    public void rows(double[] g, double epsilon, double[] out) {
        stripes.run((s, from, end) -> {
            for (int first = from; first < end; first += group) {
                int last = Math.min(end, first + group);
                geometry.costRows(first, last, tiles[s]);
                for (int i = first; i < last; i++) {
                    double[] t = tiles[s][i - first];
                    Spans.exponents(0, g, 1 / epsilon, t, m);
                    double max = Spans.expBelowMax(t, m);
                    out[i] = -epsilon * (max + Math.log(DoubleArrays.sum(t, 0, m)));
                }
            }
        });
    }

    @Override
    public void columns(double[] f, double epsilon, double[] out) {
        double[] max = scratch;
        stripes.run((s, from, end) -> {
            Arrays.fill(partials[s], Double.NEGATIVE_INFINITY);
            forRows(s, from, end, f, (i, t) -> {
                Spans.subtractFrom(f[i], t, m);
                Spans.max(t, partials[s], m);
            });
        });
        System.arraycopy(partials[0], 0, max, 0, m);
        for (double[] partial : partials) {
            Spans.max(partial, max, m);
        }
        stripes.run((s, from, end) -> {
            Arrays.fill(partials[s], 0);
            forRows(s, from, end, f, (i, t) -> {
                Spans.exponentsBelow(f[i], max, 1 / epsilon, t, m);
                DoubleArrays.exp(t, 0, t, 0, m);
                Spans.add(t, partials[s], m);
            });
        });
        stripes.join(partials, out);
        DoubleArrays.log(out, 0, out, 0, m);
        for (int j = 0; j < m; j++) {
            out[j] = -max[j] - epsilon * out[j];
        }
    }

    @Override
    public void updateRows(double[] g, double epsilon, RowRule rule, double[] f, double[] logColumnSums) {
        stripes.run((s, from, end) -> {
            Arrays.fill(partials[s], 0);
            for (int first = from; first < end; first += group) {
                int last = Math.min(end, first + group);
                geometry.costRows(first, last, tiles[s]);
                for (int i = first; i < last; i++) {
                    updateRow(i, g, epsilon, rule, f, tiles[s], i - first, partials[s]);
                }
            }
        });
        double[] sums = scratch;
        stripes.join(partials, sums);
        boolean underflow = false;
        for (int j = 0; j < m; j++) {
            underflow |= sums[j] < LEAST_SUM && g[j] != Double.NEGATIVE_INFINITY;
        }
        if (underflow) {
            columns(f, epsilon, logColumnSums);
            for (int j = 0; j < m; j++) {
                logColumnSums[j] = g[j] == Double.NEGATIVE_INFINITY ? g[j] : (g[j] - logColumnSums[j]) / epsilon;
            }
        } else {
            DoubleArrays.log(sums, 0, logColumnSums, 0, m);
        }
    }

    /**
     * With {@code t_j = exp((f_i + g_j − C_ij)/ε)} for the old f the sum is near the weight of the row; only where it is
     * not, the largest exponent has to be found first.
     */
    private void updateRow(
            int i, double[] g, double epsilon, RowRule rule, double[] f, double[][] tile, int r, double[] sums) {
        double[] t = tile[r];
        double old = f[i];
        double shift = old == Double.NEGATIVE_INFINITY ? 0 : old;
        Spans.exponents(shift, g, 1 / epsilon, t, m);
        DoubleArrays.exp(t, 0, t, 0, m);
        double sum = DoubleArrays.sum(t, 0, m);
        double softMin;
        if (Spans.safe(sum)) {
            softMin = shift - epsilon * Math.log(sum);
        } else {
            geometry.costRows(i, i + 1, new double[][] {t});
            Spans.exponents(0, g, 1 / epsilon, t, m);
            double max = Spans.expBelowMax(t, m);
            sum = DoubleArrays.sum(t, 0, m);
            softMin = -epsilon * (max + Math.log(sum));
        }
        f[i] = rule.potential(i, softMin, old);
        double factor = Math.exp((f[i] - softMin) / epsilon) / sum;
        if (factor > 0) {
            Spans.addScaled(factor, t, sums, m);
        }
    }

    /** Rows with the potential −∞ have no part in a sum over rows. */
    private void forRows(int stripe, int from, int end, double[] f, RowPasses.Row row) {
        double[][] tile = tiles[stripe];
        for (int first = from; first < end; first += group) {
            int last = Math.min(end, first + group);
            geometry.costRows(first, last, tile);
            for (int i = first; i < last; i++) {
                if (f[i] != Double.NEGATIVE_INFINITY) {
                    row.accept(i, tile[i - first]);
                }
            }
        }
    }
}
