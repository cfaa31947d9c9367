package org.gaspard.ot.gromov;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.gaspard.ot.check.Checks;

/**
 * Gromov-Wasserstein between centred normal distributions in closed form. With the eigenvalues {@code s₁ ≥ s₂ ≥ …} and
 * {@code t₁ ≥ t₂ ≥ …} of the covariances, and 0 where one has no more:
 *
 * <pre>{@code
 * inner products      E (⟨x,x'⟩ − ⟨y,y'⟩)²           = Σ s² + Σ t² − 2 Σ s_i t_i                         ([DDS22])
 * squared distances   E (‖x−x'‖² − ‖y−y'‖²)²         = 4 (Σ s − Σ t)² + 8 Σ (s_i − t_i)²                  ([DDS22])
 * }</pre>
 *
 * <p>The first is the minimum over all couplings; the second is that over couplings that are normal themselves, an upper
 * bound otherwise. Both are attained where matched principal axes are perfectly correlated, {@code K = U_X diag(√(s_i t_i))
 * U_Yᵀ}: for uncorrelated axes of positive variance the map {@code U_Y diag(√(t_i/s_i)) U_Xᵀ}, each axis with either sign.
 * Such a map has Gromov-Monge gap 0.
 *
 * @param halved the value with the ½ that this library puts before every Gromov-Wasserstein cost
 * @param unHalved twice that, the formulas above
 * @param crossCovariance K = E x yᵀ of an optimal coupling, [d × e]
 * @param map an optimal linear map from the first space to the second, [e × d]; rows that cannot be reached, as the first
 *     space has fewer dimensions or no variance there, are 0
 */
public record GaussianGromov(double halved, double unHalved, double[] crossCovariance, double[] map) {

    /** Eigenvalues from the largest on, and the eigenvectors as columns, [d × d]. */
    private record Axes(double[] variances, double[][] vectors) {}

    /**
     * For inner products; means are taken as 0.
     *
     * @param covarianceX [d × d], symmetric and positive semi-definite
     * @param covarianceY [e × e], the same
     */
    public static GaussianGromov innerProduct(double[] covarianceX, int d, double[] covarianceY, int e) {
        return of(covarianceX, d, covarianceY, e, false);
    }

    /** For squared Euclidean distances, over normal couplings; means do not matter. */
    public static GaussianGromov squaredEuclidean(double[] covarianceX, int d, double[] covarianceY, int e) {
        return of(covarianceX, d, covarianceY, e, true);
    }

    private static GaussianGromov of(double[] covarianceX, int d, double[] covarianceY, int e, boolean squared) {
        Axes x = axes("covarianceX", covarianceX, d);
        Axes y = axes("covarianceY", covarianceY, e);
        double differences = 0;
        double traces = 0;
        double[] cross = new double[d * e];
        double[] map = new double[e * d];
        for (int k = 0; k < Math.max(d, e); k++) {
            double s = k < d ? x.variances[k] : 0;
            double t = k < e ? y.variances[k] : 0;
            differences += (s - t) * (s - t);
            traces += s - t;
            if (k < d && k < e) {
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < e; j++) {
                        double axis = x.vectors[k][i] * y.vectors[k][j];
                        cross[i * e + j] += Math.sqrt(s * t) * axis;
                        map[j * d + i] += s > 0 ? Math.sqrt(t / s) * axis : 0;
                    }
                }
            }
        }
        double value = squared ? 4 * traces * traces + 8 * differences : differences;
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "the value is " + value + ", expected covariances whose squares do not overflow");
        }
        return new GaussianGromov(value / 2, value, cross, map);
    }

    private static Axes axes(String name, double[] covariance, int d) {
        Checks.atLeast("the dimension of " + name, d, 1);
        Checks.length(name, covariance, (long) d * d);
        Checks.finite(name, covariance);
        double largest = 0;
        for (double c : covariance) {
            largest = Math.max(largest, Math.abs(c));
        }
        DMatrixRMaj matrix = new DMatrixRMaj(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                if (Math.abs(covariance[i * d + j] - covariance[j * d + i]) > 1e-8 * largest) {
                    throw new IllegalArgumentException(name + " is not symmetric: [" + i + "," + j + "] is "
                            + covariance[i * d + j] + " and [" + j + "," + i + "] is " + covariance[j * d + i]);
                }
                matrix.set(i, j, 0.5 * (covariance[i * d + j] + covariance[j * d + i]));
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(matrix)) {
            throw new IllegalArgumentException("the eigenvalues of " + name + " were not found");
        }
        Integer[] order = new Integer[d];
        for (int k = 0; k < d; k++) {
            order[k] = k;
            double value = eigen.getEigenvalue(k).getReal();
            if (value < -1e-8 * largest) {
                throw new IllegalArgumentException(
                        name + " has the eigenvalue " + value + ", expected a positive semi-definite matrix");
            }
        }
        Arrays.sort(
                order,
                (k, l) -> Double.compare(
                        eigen.getEigenvalue(l).getReal(), eigen.getEigenvalue(k).getReal()));
        double[] variances = new double[d];
        double[][] vectors = new double[d][];
        for (int k = 0; k < d; k++) {
            variances[k] = Math.max(eigen.getEigenvalue(order[k]).getReal(), 0);
            vectors[k] = eigen.getEigenVector(order[k]).getData().clone();
        }
        return new Axes(variances, vectors);
    }
}
