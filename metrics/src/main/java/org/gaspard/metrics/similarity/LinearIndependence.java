package org.gaspard.metrics.similarity;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * The criterion of linear kernels from products of features, without a matrix of pairs of points: with centred X the sum of row i
 * of K̃ is {@code −‖x_i‖²}, and {@code tr(K̃ L̃) = ‖XᵀY‖² − Σ_i ‖x_i‖² ‖y_i‖²}. The debiased criterion does not see the centring.
 *
 * @param centred the two representations
 * @param squaredNorms those of their points
 */
record LinearIndependence(Rows[] centred, double[][] squaredNorms) implements Independence {

    static LinearIndependence of(Codes first, Codes second) {
        Rows[] centred = {Rows.of(first).centred(), Rows.of(second).centred()};
        return new LinearIndependence(centred, new double[][] {squaredNorms(centred[0]), squaredNorms(centred[1])});
    }

    private static double[] squaredNorms(Rows rows) {
        double[] norms = new double[rows.points()];
        for (int n = 0; n < norms.length; n++) {
            int at = n * rows.width();
            norms[n] = DoubleArrays.dot(rows.values(), at, rows.values(), at, rows.width());
        }
        return norms;
    }

    @Override
    public double biased(int first, int second) {
        return centred[first].squaredNormOfProducts(centred[second]);
    }

    @Override
    public double debiased(int first, int second) {
        double[] x = squaredNorms[first];
        double[] y = squaredNorms[second];
        // The signs of the rows' sums cancel: both enter twice.
        return Independence.debiased(biased(first, second) - DoubleArrays.dot(x, 0, y, 0, x.length), x, y);
    }
}
