package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

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
        var system = new DMatrixRMaj(x.points(), x.width() + 1);
        for (int n = 0; n < x.points(); n++) {
            for (int l = 0; l < x.width(); l++) {
                system.set(n, l, x.at(n, l) - means[l]);
            }
            system.set(n, x.width(), targets[n] - mean);
        }
        double[] w = shortest(triangle(system));
        double intercept = mean;
        for (int l = 0; l < w.length; l++) {
            intercept -= w[l] * means[l];
        }
        return new LinearModel(w, intercept);
    }

    /** {@code [R, Qᵀy]} of {@code [X, y]} if there are more rows than columns, as it has the same solutions. */
    private static DMatrixRMaj triangle(DMatrixRMaj system) {
        if (system.numRows <= system.numCols) {
            return system;
        }
        var qr = DecompositionFactory_DDRM.qr(system.numRows, system.numCols);
        if (!qr.decompose(system)) {
            throw new ArithmeticException("the features were not decomposed");
        }
        return qr.getR(null, true);
    }

    private double[] shortest(DMatrixRMaj system) {
        int rows = system.numRows;
        int width = system.numCols - 1;
        var matrix = new DMatrixRMaj(rows, width);
        for (int i = 0; i < rows; i++) {
            for (int l = 0; l < width; l++) {
                matrix.set(i, l, system.get(i, l));
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
                    part += u.get(i, k) * system.get(i, width);
                }
                for (int l = 0; l < width; l++) {
                    w[l] += part / values[k] * v.get(l, k);
                }
            }
        }
        return w;
    }
}
