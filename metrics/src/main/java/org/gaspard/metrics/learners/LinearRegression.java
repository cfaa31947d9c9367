package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * Least squares with an intercept: the w and b that minimise {@code Σ_n (y_n − w · x_n − b)²}, of all these the shortest w.
 *
 * <p>Columns are centred, reduced to a triangle by Householder's QR decomposition, and solved by the singular values of the
 * triangle. Singular values of at most {@code rankTolerance} times the largest count as 0; the default is that of
 * scikit-learn's {@code LinearRegression}. Time {@code N L²}.
 *
 * <p>Source: Golub and Van Loan, "Matrix Computations", 4th edition, 2013, section 5.5.
 *
 * @param rankTolerance between 0 and 1
 */
public record LinearRegression(double rankTolerance) {

    /** Checks the tolerance. */
    public LinearRegression {
        if (!(rankTolerance >= 0 && rankTolerance < 1)) {
            throw new IllegalArgumentException("rankTolerance must be at least 0 and below 1, found " + rankTolerance);
        }
    }

    /** A tolerance of 1e-6. */
    public static LinearRegression standard() {
        return new LinearRegression(1e-6);
    }

    /**
     * Learns from N points.
     *
     * @param features a row for each point, [N][L], finite
     * @param targets y, [N], finite
     * @throws IllegalArgumentException if there are no points, the lengths differ, rows are ragged or a number is not finite
     */
    public LinearModel fit(double[][] features, double[] targets) {
        FeatureMatrix x = FeatureMatrix.of(features);
        FeatureMatrix.requireTargets("targets", targets, x.points());
        double[] means = x.means();
        double mean = Arrays.stream(targets).sum() / targets.length;
        double[][] columns = new double[x.width() + 1][];
        for (int l = 0; l < x.width(); l++) {
            columns[l] = centred(x.column(l), means[l]);
        }
        columns[x.width()] = centred(targets, mean);
        double[] w = shortest(triangle(columns));
        double intercept = mean;
        for (int l = 0; l < w.length; l++) {
            intercept -= w[l] * means[l];
        }
        return new LinearModel(w, intercept);
    }

    /**
     * {@code [R, Qᵀy]} of {@code [X, y]}, which has the same solutions, by reflections of the columns; unchanged if there are no
     * more rows than columns.
     */
    private static double[][] triangle(double[][] columns) {
        int points = columns[0].length;
        int rows = columns.length;
        if (points <= rows) {
            return columns;
        }
        for (int k = 0; k < rows; k++) {
            double[] pivot = columns[k];
            int rest = points - k;
            double norm = Math.sqrt(DoubleArrays.dot(pivot, k, pivot, k, rest));
            if (norm > 0) {
                double end = -Math.copySign(norm, pivot[k]);
                pivot[k] -= end;
                // With v = pivot, vᵀv = −2 end v_k: the reflection is y + v (v · y) / (end v_k).
                double scale = 1 / (end * pivot[k]);
                for (int l = k + 1; l < rows; l++) {
                    double length = scale * DoubleArrays.dot(pivot, k, columns[l], k, rest);
                    DoubleArrays.addScaled(length, pivot, k, columns[l], k, rest);
                }
                Arrays.fill(pivot, k, points, 0);
                pivot[k] = end;
            }
        }
        return Arrays.stream(columns).map(column -> Arrays.copyOf(column, rows)).toArray(double[][]::new);
    }

    private static double[] centred(double[] values, double mean) {
        return Arrays.stream(values).map(v -> v - mean).toArray();
    }

    private double[] shortest(double[][] columns) {
        int rows = columns[0].length;
        int width = columns.length - 1;
        double[] right = columns[width];
        var matrix = new DMatrixRMaj(rows, width);
        for (int i = 0; i < rows; i++) {
            for (int l = 0; l < width; l++) {
                matrix.set(i, l, columns[l][i]);
            }
        }
        var svd = DecompositionFactory_DDRM.svd(rows, width, true, true, true);
        if (!svd.decompose(matrix)) {
            throw new ArithmeticException("the singular values of the features were not found");
        }
        double[] values = svd.getSingularValues();
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        double least = rankTolerance
                * Arrays.stream(values, 0, svd.numberOfSingularValues()).max().orElse(0);
        double[] w = new double[width];
        for (int k = 0; k < svd.numberOfSingularValues(); k++) {
            if (values[k] > least) {
                double part = 0;
                for (int i = 0; i < rows; i++) {
                    part += u.get(i, k) * right[i];
                }
                for (int l = 0; l < width; l++) {
                    w[l] += part / values[k] * v.get(l, k);
                }
            }
        }
        return w;
    }
}
