package org.gaspard.ot.geometry;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.check.Checks;

/**
 * Costs among the points of two grids that are sums over the axes, {@code C[i,j] = Σ_k C_k[i_k, j_k]}, as the squared
 * Euclidean distance is: the kernel is a product over the axes and is applied one axis after the other ([SdGP15]). For
 * grids of N points with d axes of length {@code N^{1/d}}, soft-minima and products take {@code O(d N^{1 + 1/d})} instead
 * of {@code O(N²)}.
 *
 * <p>Points are numbered in row-major order of their indices.
 */
public final class GridGeometry implements Geometry {

    /** The square of this fits into one array. */
    private static final int LONGEST_AXIS = 46_340;

    private final List<GridAxis> axes;
    private final int n;
    private final int m;

    private GridGeometry(List<GridAxis> axes) {
        this.axes = axes;
        n = size(axes.stream().mapToInt(GridAxis::rows).toArray());
        m = size(axes.stream().mapToInt(GridAxis::columns).toArray());
    }

    private static int size(int[] shape) {
        long size = 1;
        for (int extent : shape) {
            size *= Checks.atLeast("the extent of an axis", extent, 1);
            if (size > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("a grid of more than " + (Integer.MAX_VALUE - 8) + " points");
            }
        }
        return (int) size;
    }

    /**
     * The grid with the given costs along each axis.
     *
     * @param costs one matrix for each axis, [rowShape[k] × columnShape[k]], copied
     */
    public static GridGeometry of(List<double[]> costs, int[] rowShape, int[] columnShape) {
        Checks.atLeast("the number of axes", costs.size(), 1);
        if (rowShape.length != costs.size() || columnShape.length != costs.size()) {
            throw new IllegalArgumentException(
                    "shapes of " + rowShape.length + " and " + columnShape.length + " axes, expected " + costs.size());
        }
        List<GridAxis> axes = new ArrayList<>();
        for (int k = 0; k < costs.size(); k++) {
            Checks.atLeast("rowShape[" + k + "]", rowShape[k], 1);
            Checks.atLeast("columnShape[" + k + "]", columnShape[k], 1);
            Checks.length("costs[" + k + "]", costs.get(k), (long) rowShape[k] * columnShape[k]);
            Checks.finite("costs[" + k + "]", costs.get(k));
            axes.add(GridAxis.of(costs.get(k), rowShape[k], columnShape[k]));
        }
        return new GridGeometry(axes);
    }

    /**
     * The costs {@code Σ_k |x_k − y_k|^p} among the points of one grid.
     *
     * @param power p, above 0; 2 for the squared Euclidean distance
     * @param coordinates the coordinates along each axis
     */
    public static GridGeometry of(double power, double[]... coordinates) {
        Checks.positive("power", power);
        List<double[]> costs = new ArrayList<>();
        int[] shape = new int[coordinates.length];
        for (int k = 0; k < shape.length; k++) {
            double[] x = coordinates[k];
            Checks.finite("coordinates[" + k + "]", x);
            if (x.length > LONGEST_AXIS) {
                throw new IllegalArgumentException(
                        "coordinates[" + k + "] has " + x.length + " elements, expected at most " + LONGEST_AXIS);
            }
            shape[k] = x.length;
            double[] cost = new double[x.length * x.length];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    double distance = Math.abs(x[i] - x[j]);
                    cost[i * x.length + j] = power == 2 ? distance * distance : Math.pow(distance, power);
                }
            }
            costs.add(cost);
        }
        return of(costs, shape, shape);
    }

    /** Squared Euclidean distances on the regular grid over the unit cube, coordinates {@code i / (extent − 1)}. */
    public static GridGeometry unitCube(int... shape) {
        double[][] coordinates = new double[shape.length][];
        for (int k = 0; k < shape.length; k++) {
            Checks.atLeast("shape[" + k + "]", shape[k], 1);
            coordinates[k] = new double[shape[k]];
            for (int i = 1; i < shape[k]; i++) {
                coordinates[k][i] = i / (shape[k] - 1.0);
            }
        }
        return of(2, coordinates);
    }

    @Override
    public int rows() {
        return n;
    }

    @Override
    public int columns() {
        return m;
    }

    List<GridAxis> axes() {
        return axes;
    }

    @Override
    public void costRows(int from, int end, double[][] out) {
        for (int i = from; i < end; i++) {
            int[] index = indexOf(i);
            double[] row = out[i - from];
            row[0] = 0;
            int size = 1;
            for (int k = 0; k < index.length; k++) {
                double[] costs = axes.get(k).costs()[index[k]];
                // From the end on, so that no sum is overwritten before it is used.
                for (int j = size - 1; j >= 0; j--) {
                    double sum = row[j];
                    for (int l = costs.length - 1; l >= 0; l--) {
                        row[j * costs.length + l] = sum + costs[l];
                    }
                }
                size *= costs.length;
            }
        }
    }

    private int[] indexOf(int row) {
        int[] index = new int[axes.size()];
        int rest = row;
        for (int k = index.length - 1; k >= 0; k--) {
            int extent = axes.get(k).rows();
            index[k] = rest % extent;
            rest /= extent;
        }
        return index;
    }

    @Override
    public GridGeometry scaled(double factor) {
        Checks.finite("factor", new double[] {factor});
        return new GridGeometry(axes.stream().map(axis -> axis.scaled(factor)).toList());
    }

    @Override
    public SoftMin softMin() {
        return new GridSoftMin(this);
    }

    @Override
    public ScalingKernel scalingKernel() {
        return new GridKernel(this);
    }

    @Override
    public double[] applyKernel(double[] x, double epsilon) {
        Checks.length("x", x, m);
        GridKernel kernel = new GridKernel(this);
        kernel.reset(new double[n], new double[m], epsilon);
        double[] out = new double[n];
        kernel.times(x, out);
        return out;
    }

    @Override
    public double[] applyKernelTransposed(double[] x, double epsilon) {
        Checks.length("x", x, n);
        GridKernel kernel = new GridKernel(this);
        kernel.reset(new double[n], new double[m], epsilon);
        double[] out = new double[m];
        kernel.transposedTimes(x, out);
        return out;
    }

    @Override
    public PlanSums planSums(Potentials potentials, double epsilon) {
        check(potentials, epsilon);
        double[] f = potentials.f();
        double[] g = potentials.g();
        GridSoftMin softMin = new GridSoftMin(this);
        double[] rows = new double[n];
        softMin.rows(g, epsilon, rows);
        exponentials(f, rows, epsilon);
        double[] columns = new double[m];
        softMin.columns(f, epsilon, columns);
        exponentials(g, columns, epsilon);
        return new PlanSums(rows, columns, softMin.planCost(f, g, epsilon));
    }

    private void check(Potentials potentials, double epsilon) {
        Checks.positive("epsilon", epsilon);
        Checks.length("f", potentials.f(), n);
        Checks.length("g", potentials.g(), m);
    }

    /** {@code y_i = exp((x_i − y_i)/ε)}. */
    private static void exponentials(double[] x, double[] y, double epsilon) {
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.exp((x[i] - y[i]) / epsilon);
        }
    }

    @Override
    public double[] applyPlan(Potentials potentials, double epsilon, double[] matrix, int k) {
        check(potentials, epsilon);
        Checks.atLeast("k", k, 1);
        Checks.length("matrix", matrix, (long) m * k);
        SoftMin softMin = softMin();
        return weightedSums(softMin::rows, potentials.f(), potentials.g(), epsilon, matrix, k);
    }

    @Override
    public double[] applyPlanTransposed(Potentials potentials, double epsilon, double[] matrix, int k) {
        check(potentials, epsilon);
        Checks.atLeast("k", k, 1);
        Checks.length("matrix", matrix, (long) n * k);
        SoftMin softMin = softMin();
        return weightedSums(softMin::columns, potentials.g(), potentials.f(), epsilon, matrix, k);
    }

    @FunctionalInterface
    private interface Along {
        void softMin(double[] potential, double epsilon, double[] out);
    }

    /** The positive and the negative elements apart, with their logarithms added to the potential. */
    private static double[] weightedSums(
            Along along, double[] outer, double[] inner, double epsilon, double[] matrix, int k) {
        double[] out = new double[outer.length * k];
        double[] weighted = new double[inner.length];
        double[] sums = new double[outer.length];
        for (int l = 0; l < k; l++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                for (int j = 0; j < weighted.length; j++) {
                    weighted[j] = inner[j] + epsilon * Math.log(Math.max(sign * matrix[j * k + l], 0));
                }
                along.softMin(weighted, epsilon, sums);
                exponentials(outer, sums, epsilon);
                for (int i = 0; i < sums.length; i++) {
                    out[i * k + l] += sign * sums[i];
                }
            }
        }
        return out;
    }
}
