package org.gaspard.metrics.rows;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.ot.Cost;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * Points as the rows of a matrix X. The methods do not change the array, which must not be changed from outside either.
 *
 * @param values X, row by row, [points × width]
 */
public record Rows(double[] values, int points, int width) {

    /** Those of codes. */
    public static Rows of(Codes codes) {
        int width = codes.width();
        double[] values = new double[Math.multiplyExact(codes.points(), width)];
        for (int n = 0; n < codes.points(); n++) {
            for (int l = 0; l < width; l++) {
                values[n * width + l] = codes.value(n, l);
            }
        }
        return new Rows(values, codes.points(), width);
    }

    /** Whether some code is not constant. */
    public static boolean vary(Codes codes) {
        return codes.varying().length > 0;
    }

    /** The mean of each column, corrected once by the mean of what is left, so that a constant column has its value. */
    public double[] mean() {
        double[] mean = meanOffset(new double[width]);
        double[] correction = meanOffset(mean);
        Arrays.setAll(mean, l -> mean[l] + correction[l]);
        return mean;
    }

    private double[] meanOffset(double[] from) {
        double[] sums = new double[width];
        for (int n = 0; n < points; n++) {
            for (int l = 0; l < width; l++) {
                sums[l] += values[n * width + l] - from[l];
            }
        }
        return Arrays.stream(sums).map(sum -> sum / points).toArray();
    }

    /** Without their mean. */
    public Rows centred() {
        double[] mean = mean();
        double[] centred = new double[values.length];
        Arrays.setAll(centred, i -> values[i] - mean[i % width]);
        return new Rows(centred, points, width);
    }

    /** The square of the Frobenius norm. */
    public double squaredNorm() {
        return DoubleArrays.dot(values, 0, values, 0, values.length);
    }

    /** {@code XᵀY}, [width × width of Y]. */
    public double[] productsWith(Rows other) {
        double[] products = new double[Math.multiplyExact(width, other.width)];
        DoubleArrays.matmul(values, true, other.values, false, products, width, points, other.width);
        return products;
    }

    /** {@code ‖XᵀY‖²}, Frobenius. */
    public double squaredNormOfProducts(Rows other) {
        double[] products = productsWith(other);
        return DoubleArrays.dot(products, 0, products, 0, products.length);
    }

    /** The covariance with the divisor N − 1, as numpy.cov; symmetric to the last bit. For N ≥ 2. */
    public double[] covariance() {
        Rows centred = centred();
        double[] products = centred.productsWith(centred);
        double[] covariance = new double[products.length];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i * width + j] = products[i * width + j] / (points - 1);
                covariance[j * width + i] = covariance[i * width + j];
            }
        }
        return covariance;
    }

    /** The matrix of costs among the points, [N × N]. */
    public double[] costs(Cost cost) {
        return cost.matrix(values, points, width);
    }

    /** The thin singular value decomposition of X. */
    public LinearAlgebra.Svd svd() {
        return svd(values, points, width);
    }

    /** The thin singular value decomposition of a matrix. */
    public static LinearAlgebra.Svd svd(double[] matrix, int rows, int columns) {
        return LinearAlgebra.svd(Tensor.of(matrix, rows, columns));
    }
}
