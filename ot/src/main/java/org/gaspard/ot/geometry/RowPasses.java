package org.gaspard.ot.geometry;

import java.util.Arrays;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Stripes;
import org.gaspard.tensor.array.DoubleArrays;

/** Passes over the rows of costs: products with the kernel and with the plan, neither of which is stored. */
final class RowPasses {

    /** Rows that are written together where their costs are products. */
    static final int GROUP = 4;

    /** How many columns of a matrix a transposed product takes at a time, which bounds its partial sums. */
    private static final int BAND = 4;

    private RowPasses() {}

    /** What to do with a row, whose costs or exponentials are the first m elements of an array that may be overwritten. */
    @FunctionalInterface
    interface Row {
        void accept(int i, double[] t);
    }

    /** {@link Row} with the number of its stripe. */
    @FunctionalInterface
    interface StripedRow {
        void accept(int stripe, int i, double[] t);
    }

    static int groupOf(Geometry geometry) {
        return switch (geometry) {
            case LowRankGeometry lowRank -> GROUP;
            case PointCloudGeometry points -> points.isProduct() ? GROUP : 1;
            case DenseGeometry dense -> 1;
            case GridGeometry grid -> 1;
        };
    }

    static void forEachRow(Geometry geometry, Stripes stripes, StripedRow row) {
        int group = groupOf(geometry);
        stripes.run((s, from, end) -> {
            double[][] tile = new double[group][geometry.columns()];
            for (int first = from; first < end; first += group) {
                int last = Math.min(end, first + group);
                geometry.costRows(first, last, tile);
                for (int i = first; i < last; i++) {
                    row.accept(s, i, tile[i - first]);
                }
            }
        });
    }

    static double[] cost(Geometry geometry) {
        int n = geometry.rows();
        int m = geometry.columns();
        double[] cost = new double[entries(n, m)];
        forEachRow(geometry, Stripes.of(n, m), (s, i, t) -> System.arraycopy(t, 0, cost, i * m, m));
        return cost;
    }

    static double[] plan(Geometry geometry, Potentials potentials, double epsilon) {
        check(geometry, potentials, epsilon);
        int m = geometry.columns();
        double[] plan = new double[entries(geometry.rows(), m)];
        forEachPlanRow(geometry, potentials, epsilon, (s, i, p) -> System.arraycopy(p, 0, plan, i * m, m));
        return plan;
    }

    private static int entries(int n, int m) {
        if ((long) n * m > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a matrix of " + n + " × " + m + " does not fit into one array");
        }
        return n * m;
    }

    private static void check(Geometry geometry, Potentials potentials, double epsilon) {
        Checks.positive("epsilon", epsilon);
        Checks.length("f", potentials.f(), geometry.rows());
        Checks.length("g", potentials.g(), geometry.columns());
    }

    /** The rows of the plan; those of weight 0 are skipped. */
    private static void forEachPlanRow(Geometry geometry, Potentials potentials, double epsilon, StripedRow row) {
        int m = geometry.columns();
        double[] f = potentials.f();
        forEachRow(geometry, Stripes.of(geometry.rows(), m), (s, i, t) -> {
            if (f[i] != Double.NEGATIVE_INFINITY) {
                Spans.exponents(f[i], potentials.g(), 1 / epsilon, t, m);
                DoubleArrays.exp(t, 0, t, 0, m);
                row.accept(s, i, t);
            }
        });
    }

    static double[] kernelTimes(Geometry geometry, double[] x, double epsilon) {
        Checks.positive("epsilon", epsilon);
        Checks.length("x", x, geometry.columns());
        double[] out = new double[geometry.rows()];
        forEachPlanRow(geometry, zero(geometry), epsilon, (s, i, t) -> out[i] = DoubleArrays.dot(t, 0, x, 0, x.length));
        return out;
    }

    static double[] transposedKernelTimes(Geometry geometry, double[] x, double epsilon) {
        Checks.positive("epsilon", epsilon);
        Checks.length("x", x, geometry.rows());
        int m = geometry.columns();
        Stripes stripes = Stripes.of(geometry.rows(), m);
        double[][] partials = stripes.partials();
        forEachPlanRow(geometry, zero(geometry), epsilon, (s, i, t) -> Spans.addScaled(x[i], t, partials[s], m));
        double[] out = new double[m];
        stripes.join(partials, out);
        return out;
    }

    private static Potentials zero(Geometry geometry) {
        return new Potentials(new double[geometry.rows()], new double[geometry.columns()]);
    }

    static PlanSums planSums(Geometry geometry, Potentials potentials, double epsilon) {
        check(geometry, potentials, epsilon);
        int n = geometry.rows();
        int m = geometry.columns();
        Stripes stripes = Stripes.of(n, m);
        double[] rows = new double[n];
        double[] costs = new double[n];
        double[][] partials = stripes.partials();
        double[][] kept = new double[stripes.count()][m];
        forEachRow(geometry, stripes, (s, i, t) -> {
            if (potentials.f()[i] != Double.NEGATIVE_INFINITY) {
                System.arraycopy(t, 0, kept[s], 0, m);
                Spans.exponents(potentials.f()[i], potentials.g(), 1 / epsilon, t, m);
                DoubleArrays.exp(t, 0, t, 0, m);
                rows[i] = DoubleArrays.sum(t, 0, m);
                costs[i] = DoubleArrays.dot(t, 0, kept[s], 0, m);
                Spans.add(t, partials[s], m);
            }
        });
        double[] columns = new double[m];
        stripes.join(partials, columns);
        return new PlanSums(rows, columns, DoubleArrays.sum(costs, 0, n));
    }

    static double[] planTimes(Geometry geometry, Potentials potentials, double epsilon, double[] matrix, int k) {
        check(geometry, potentials, epsilon);
        return times(geometry, row -> forEachPlanRow(geometry, potentials, epsilon, row), matrix, k);
    }

    static double[] transposedPlanTimes(
            Geometry geometry, Potentials potentials, double epsilon, double[] matrix, int k) {
        check(geometry, potentials, epsilon);
        return transposedTimes(geometry, row -> forEachPlanRow(geometry, potentials, epsilon, row), matrix, k);
    }

    static double[] costTimes(Geometry geometry, double[] matrix, int k) {
        return times(geometry, row -> forEachRow(geometry, stripes(geometry), row), matrix, k);
    }

    static double[] transposedCostTimes(Geometry geometry, double[] matrix, int k) {
        return transposedTimes(geometry, row -> forEachRow(geometry, stripes(geometry), row), matrix, k);
    }

    private static Stripes stripes(Geometry geometry) {
        return Stripes.of(geometry.rows(), geometry.columns());
    }

    /** The rows of a matrix of the size of the costs, one after the other in each stripe. */
    @FunctionalInterface
    private interface Rows {
        void forEach(StripedRow row);
    }

    private static double[] times(Geometry geometry, Rows rows, double[] matrix, int k) {
        Checks.atLeast("k", k, 1);
        Checks.length("matrix", matrix, (long) geometry.columns() * k);
        double[][] columns = columnsOf(matrix, geometry.columns(), k);
        double[] out = new double[geometry.rows() * k];
        rows.forEach((s, i, p) -> {
            for (int l = 0; l < k; l++) {
                out[i * k + l] = DoubleArrays.dot(p, 0, columns[l], 0, geometry.columns());
            }
        });
        return out;
    }

    private static double[] transposedTimes(Geometry geometry, Rows rows, double[] matrix, int k) {
        Checks.atLeast("k", k, 1);
        Checks.length("matrix", matrix, (long) geometry.rows() * k);
        int m = geometry.columns();
        Stripes stripes = stripes(geometry);
        double[] out = new double[m * k];
        double[] sum = new double[m];
        for (int from = 0; from < k; from += BAND) {
            int first = from;
            int width = Math.min(BAND, k - from);
            double[][][] partials = new double[width][][];
            Arrays.setAll(partials, l -> stripes.partials());
            rows.forEach((s, i, p) -> {
                for (int l = 0; l < width; l++) {
                    Spans.addScaled(matrix[i * k + first + l], p, partials[l][s], m);
                }
            });
            for (int l = 0; l < width; l++) {
                stripes.join(partials[l], sum);
                for (int j = 0; j < m; j++) {
                    out[j * k + first + l] = sum[j];
                }
            }
        }
        return out;
    }

    /** The columns of a matrix [n × k] as arrays. */
    static double[][] columnsOf(double[] matrix, int n, int k) {
        double[][] columns = new double[k][n];
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < k; l++) {
                columns[l][i] = matrix[i * k + l];
            }
        }
        return columns;
    }
}
