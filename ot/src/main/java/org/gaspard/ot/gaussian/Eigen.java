package org.gaspard.ot.gaussian;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * {@code S = V diag(λ) Vᵀ} of a symmetric matrix.
 *
 * @param values λ, in no order
 * @param vectors one in each row, [d × d]
 */
record Eigen(double[] values, double[][] vectors) {

    private static final double RANK_TOLERANCE = 1e-14;

    static Eigen of(double[] symmetric, int d) {
        var decomposition = DecompositionFactory_DDRM.eig(d, true, true);
        if (!decomposition.decompose(DMatrixRMaj.wrap(d, d, symmetric.clone()))) {
            throw new ArithmeticException(
                    "the eigenvalues of a symmetric matrix [" + d + " × " + d + "] were not found");
        }
        double[] values = new double[d];
        double[][] vectors = new double[d][];
        for (int k = 0; k < d; k++) {
            values[k] = decomposition.getEigenvalue(k).getReal();
            vectors[k] = decomposition.getEigenVector(k).getData().clone();
        }
        return new Eigen(values, vectors);
    }

    /** The square root of a positive semi-definite matrix. */
    double[] root() {
        return map(Math::sqrt);
    }

    /** The pseudo-inverse of the square root. */
    double[] inverseRoot() {
        return map(value -> 1 / Math.sqrt(value));
    }

    /** How many eigenvalues do not count as 0. */
    int rank() {
        double least = leastPositive();
        return (int) Arrays.stream(values).filter(value -> value > least).count();
    }

    private double leastPositive() {
        return RANK_TOLERANCE * Arrays.stream(values).max().orElseThrow();
    }

    /** {@code V diag(function(λ)) Vᵀ}, with 0 for the eigenvalues that count as 0. */
    private double[] map(DoubleUnaryOperator function) {
        int d = values.length;
        double least = leastPositive();
        double[] mapped = new double[d * d];
        for (int k = 0; k < d; k++) {
            if (values[k] > least) {
                double value = function.applyAsDouble(values[k]);
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        mapped[i * d + j] += value * vectors[k][i] * vectors[k][j];
                    }
                }
            }
        }
        return mapped;
    }
}
