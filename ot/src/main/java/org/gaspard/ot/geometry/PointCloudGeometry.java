package org.gaspard.ot.geometry;

import java.util.Arrays;
import org.gaspard.ot.Cost;
import org.gaspard.ot.check.Checks;

/**
 * The costs {@code c(x_i, y_j)} among points, computed whenever they are needed and never stored as a matrix: memory
 * {@code O((n + m) d)} and a fixed number of rows.
 *
 * <p>Distances in up to {@value #LARGEST_DIRECT} dimensions, and Euclidean distances in any, are summed from coordinate
 * differences and are exact to a few units in the last place. Squared distances in more dimensions come from
 * {@code ‖x‖² + ‖y‖² − 2⟨x,y⟩} about the mean of all points, with an absolute error near {@code 10⁻¹⁶ (‖x‖² + ‖y‖²)}, and
 * are at least 0.
 */
public final class PointCloudGeometry implements RowGeometry {

    /** Up to this dimension differences are as fast as products. */
    private static final int LARGEST_DIRECT = 16;

    private enum Form {
        DISTANCES,
        PRODUCTS,
        FUNCTION
    }

    private final Cost cost;
    private final double factor;
    private final double[] x;
    private final double[] y;
    private final int n;
    private final int m;
    private final int d;
    private final Cost base;
    private final double scale;
    private final Form form;
    private final double[][] coordinates;
    private final RowProducts products;

    private PointCloudGeometry(Cost cost, double factor, double[] x, int n, double[] y, int m, int d) {
        this.cost = cost;
        this.factor = factor;
        this.x = x;
        this.y = y;
        this.n = n;
        this.m = m;
        this.d = d;
        Cost unscaled = cost;
        double product = factor;
        while (unscaled instanceof Cost.Scaled(double alpha, Cost inner)) {
            product *= alpha;
            unscaled = inner;
        }
        base = unscaled;
        scale = product;
        coordinates = RowPasses.columnsOf(y, m, d);
        products = productsOf(base, x, n, y, m, d, coordinates);
        if (base instanceof Cost.Euclidean || (base instanceof Cost.SquaredEuclidean && d <= LARGEST_DIRECT)) {
            form = Form.DISTANCES;
        } else {
            form = products.isEmpty() ? Form.FUNCTION : Form.PRODUCTS;
        }
    }

    /**
     * The costs among two sets of points, whose arrays are copied.
     *
     * @param x n points, [n × d]
     * @param y m points, [m × d]
     */
    public static PointCloudGeometry of(Cost cost, double[] x, int n, double[] y, int m, int d) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, 1);
        Checks.atLeast("d", d, 1);
        Checks.length("x", x, (long) n * d);
        Checks.length("y", y, (long) m * d);
        Checks.finite("x", x);
        Checks.finite("y", y);
        return new PointCloudGeometry(cost, 1, x.clone(), n, y.clone(), m, d);
    }

    /** The costs among the points of one set. */
    public static PointCloudGeometry of(Cost cost, double[] x, int n, int d) {
        return of(cost, x, n, x, n, d);
    }

    /** Costs that are sums of products of coordinates. Empty for others. */
    private static RowProducts productsOf(
            Cost cost, double[] x, int n, double[] y, int m, int d, double[][] coordinates) {
        return switch (cost) {
            case Cost.SquaredEuclidean() -> {
                CentredPoints points = CentredPoints.of(x, n, y, m, d);
                double[] left = points.x().clone();
                Spans.scale(-2, left, left.length);
                double[][] right = RowPasses.columnsOf(points.y(), m, d);
                yield new RowProducts(left, right, points.squaresOfX(), points.squaresOfY());
            }
            case Cost.InnerProduct() -> new RowProducts(x, coordinates, new double[n], new double[m]);
            case Cost.CosineSimilarity() ->
                new RowProducts(
                        unit(x, n, d, 1), RowPasses.columnsOf(unit(y, m, d, 1), m, d), new double[n], new double[m]);
            case Cost.CosineDistance() -> {
                double[] ones = new double[n];
                Arrays.fill(ones, 1);
                double[][] right = RowPasses.columnsOf(unit(y, m, d, 1), m, d);
                yield new RowProducts(unit(x, n, d, -1), right, ones, new double[m]);
            }
            default -> RowProducts.NONE;
        };
    }

    /** The points over their norms, each at least {@link Cost#SMALLEST_NORM}, times a sign. */
    private static double[] unit(double[] x, int n, int d, double sign) {
        double[] unit = new double[n * d];
        for (int i = 0; i < n; i++) {
            double square = 0;
            for (int k = 0; k < d; k++) {
                square += x[i * d + k] * x[i * d + k];
            }
            double norm = Math.max(Math.sqrt(square), Cost.SMALLEST_NORM);
            for (int k = 0; k < d; k++) {
                unit[i * d + k] = sign * x[i * d + k] / norm;
            }
        }
        return unit;
    }

    @Override
    public int rows() {
        return n;
    }

    @Override
    public int columns() {
        return m;
    }

    boolean isProduct() {
        return form == Form.PRODUCTS;
    }

    @Override
    public void costRows(int from, int end, double[][] out) {
        switch (form) {
            case DISTANCES -> {
                for (int i = from; i < end; i++) {
                    squaredDistances(i, out[i - from]);
                    if (base instanceof Cost.Euclidean) {
                        squareRoots(out[i - from], m);
                    }
                }
            }
            case PRODUCTS -> {
                products.write(from, end, out);
                if (base instanceof Cost.SquaredEuclidean) {
                    for (int i = from; i < end; i++) {
                        atLeastZero(out[i - from], m);
                    }
                }
            }
            case FUNCTION -> {
                for (int i = from; i < end; i++) {
                    double[] point = Arrays.copyOfRange(x, i * d, (i + 1) * d);
                    System.arraycopy(base.matrix(point, 1, y, m, d), 0, out[i - from], 0, m);
                }
            }
        }
        if (scale != 1) {
            for (int i = from; i < end; i++) {
                Spans.scale(scale, out[i - from], m);
            }
        }
    }

    private void squaredDistances(int i, double[] out) {
        int at = i * d;
        int k = 0;
        if (d >= 3) {
            setThree(x[at], x[at + 1], x[at + 2], coordinates[0], coordinates[1], coordinates[2], out, m);
            k = 3;
        } else {
            Arrays.fill(out, 0, m, 0);
        }
        for (; k + 1 < d; k += 2) {
            addTwo(x[at + k], x[at + k + 1], coordinates[k], coordinates[k + 1], out, m);
        }
        if (k < d) {
            addOne(x[at + k], coordinates[k], out, m);
        }
    }

    private static void setThree(
            double x0, double x1, double x2, double[] y0, double[] y1, double[] y2, double[] out, int m) {
        for (int j = 0; j < m; j++) {
            double e0 = x0 - y0[j];
            double e1 = x1 - y1[j];
            double e2 = x2 - y2[j];
            out[j] = e0 * e0 + e1 * e1 + e2 * e2;
        }
    }

    private static void addTwo(double x0, double x1, double[] y0, double[] y1, double[] out, int m) {
        for (int j = 0; j < m; j++) {
            double e0 = x0 - y0[j];
            double e1 = x1 - y1[j];
            out[j] += e0 * e0 + e1 * e1;
        }
    }

    private static void addOne(double x0, double[] y0, double[] out, int m) {
        for (int j = 0; j < m; j++) {
            double e0 = x0 - y0[j];
            out[j] += e0 * e0;
        }
    }

    private static void squareRoots(double[] out, int m) {
        for (int j = 0; j < m; j++) {
            out[j] = Math.sqrt(out[j]);
        }
    }

    private static void atLeastZero(double[] out, int m) {
        for (int j = 0; j < m; j++) {
            out[j] = Math.max(out[j], 0);
        }
    }

    @Override
    public PointCloudGeometry scaled(double by) {
        Checks.finite("factor", new double[] {by});
        return new PointCloudGeometry(cost, factor * by, x, n, y, m, d);
    }
}
