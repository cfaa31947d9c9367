package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * Features in other coordinates: {@code y = Vᵀ (x − μ) / a}, V orthogonal, so that weighted columns have mean 0 and no
 * covariance.
 *
 * @param means μ, [L]
 * @param axes {@code diag(1/a) V}, [L × R] row-major
 * @param rank R, the number of axes kept
 */
record PrincipalAxes(double[] means, double[] axes, int rank) {

    private static final double RANK_TOLERANCE = 1e-12;

    /** All L axes with a = 1: lengths of weight vectors stay what they are. */
    static PrincipalAxes rotation(FeatureMatrix x, double[] weights) {
        return of(x, weights, false);
    }

    /** With a the standard deviations; without axes along which the points do not vary. */
    static PrincipalAxes ofStandardized(FeatureMatrix x, double[] weights) {
        return of(x, weights, true);
    }

    private static PrincipalAxes of(FeatureMatrix x, double[] weights, boolean standardized) {
        int width = x.width();
        double[] means = new double[width];
        for (int n = 0; n < x.points(); n++) {
            DoubleArrays.addScaled(weights[n], x.values(), n * width, means, 0, width);
        }
        double[] centred = new double[x.values().length];
        for (int n = 0; n < x.points(); n++) {
            double root = Math.sqrt(weights[n]);
            for (int l = 0; l < width; l++) {
                centred[n * width + l] = root * (x.at(n, l) - means[l]);
            }
        }
        double[] covariance = new double[width * width];
        DoubleArrays.matmul(centred, true, centred, false, covariance, width, x.points(), width);
        double[] inverseScale = new double[width];
        for (int l = 0; l < width; l++) {
            double variance = covariance[l * width + l];
            double noise = 1e-15 * means[l];
            inverseScale[l] = !standardized ? 1 : variance > noise * noise ? 1 / Math.sqrt(variance) : 0;
        }
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                covariance[i * width + j] *= inverseScale[i] * inverseScale[j];
            }
        }
        return kept(means, covariance, inverseScale, standardized ? RANK_TOLERANCE : Double.NEGATIVE_INFINITY);
    }

    private static PrincipalAxes kept(double[] means, double[] covariance, double[] inverseScale, double least) {
        int width = means.length;
        var eigen = DecompositionFactory_DDRM.eig(width, true, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(width, width, covariance))) {
            throw new ArithmeticException("the principal axes of " + width + " features were not found");
        }
        int rank = 0;
        double[] axes = new double[width * width];
        for (int k = 0; k < width; k++) {
            if (eigen.getEigenvalue(k).getReal() > least) {
                double[] vector = eigen.getEigenVector(k).getData();
                for (int l = 0; l < width; l++) {
                    axes[rank * width + l] = vector[l] * inverseScale[l];
                }
                rank++;
            }
        }
        double[] columns = new double[width * rank];
        for (int k = 0; k < rank; k++) {
            for (int l = 0; l < width; l++) {
                columns[l * rank + k] = axes[k * width + l];
            }
        }
        return new PrincipalAxes(means, columns, rank);
    }

    /** The same with each coordinate divided by a positive number, [R]. */
    PrincipalAxes dividedBy(double[] units) {
        double[] divided = new double[axes.length];
        Arrays.setAll(divided, i -> axes[i] / units[i % rank]);
        return new PrincipalAxes(means, divided, rank);
    }

    /** The points in these coordinates and a column of ones: [N × (R + 1)]. */
    double[] coordinatesAndOnes(FeatureMatrix x) {
        int width = x.width();
        double[] centred = x.values().clone();
        for (int n = 0; n < x.points(); n++) {
            for (int l = 0; l < width; l++) {
                centred[n * width + l] -= means[l];
            }
        }
        double[] rotated = new double[x.points() * rank];
        if (rank > 0) {
            DoubleArrays.matmul(centred, false, axes, false, rotated, x.points(), width, rank);
        }
        double[] coordinates = new double[x.points() * (rank + 1)];
        for (int n = 0; n < x.points(); n++) {
            System.arraycopy(rotated, n * rank, coordinates, n * (rank + 1), rank);
            coordinates[n * (rank + 1) + rank] = 1;
        }
        return coordinates;
    }

    /** The weights of the features that do what {@code weights} [(R + 1) × K] do to the coordinates: [K][L]. */
    double[][] coefficients(double[] weights, int outputs) {
        double[][] coefficients = new double[outputs][means.length];
        for (int k = 0; k < outputs; k++) {
            for (int l = 0; l < means.length; l++) {
                for (int r = 0; r < rank; r++) {
                    coefficients[k][l] += axes[l * rank + r] * weights[r * outputs + k];
                }
            }
        }
        return coefficients;
    }
}
